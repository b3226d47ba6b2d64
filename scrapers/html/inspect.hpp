#pragma once
// `gonggo inspect select`: a selector over a page, as strings.
#include "base/result.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::scrapers::html {

/// "html" (outerHTML), "text" (textContent, white space collapsed) or "attr" (elements without
/// `attribute` are left out), in document order. An error is the selector's.
Result<std::vector<std::string>> inspect_select(std::string_view utf8, std::string_view css,
                                                std::string_view mode,
                                                std::string_view attribute = {});

} // namespace gonggo::scrapers::html
