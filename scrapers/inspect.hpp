#pragma once
// `gonggo inspect extract`: {"layout": n, "raw": [fields as caught], "postings": [records]}.
#include "base/result.hpp"
#include "scrapers/recipe.hpp"
#include <string>
#include <string_view>

namespace gonggo::scrapers {

Result<std::string> inspect_extract(const Recipe& recipe, const std::string& stage,
                                    const std::string& url, std::string_view page);

} // namespace gonggo::scrapers
