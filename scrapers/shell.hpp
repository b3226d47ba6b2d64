#pragma once
// A 200 that is no page: captcha, login, an empty shell that wants JavaScript.
#include <optional>
#include <string>
#include <string_view>

namespace gonggo::scrapers {

/// What the page is instead of a list, in words for the user; nothing when it looks like a page.
/// Only asked when no layout yielded.
std::optional<std::string> shell_page(std::string_view utf8);

} // namespace gonggo::scrapers
