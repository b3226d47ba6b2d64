#pragma once
// Korean or English, where the configuration does not say.
#include "base/result.hpp"
#include "config/config.hpp"
#include <string_view>

namespace gonggo::config {

/// "en" when LC_ALL, LC_MESSAGES or LANG (the first that is set) is English, else "ko".
std::string_view language_of_environment();

/// parse() with the language that holds when the text names none.
Result<Config> parse_in(std::string_view language, std::string_view toml, const std::string& file);

} // namespace gonggo::config
