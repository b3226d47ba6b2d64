#pragma once
// The text of plain, well-nested HTML without making a tree: most descriptions are such.
#include <optional>
#include <string>
#include <string_view>

namespace gonggo::scrapers::html {

/// block_text() of the fragment's tree; nothing when only the parser knows what tree it makes.
std::optional<std::string> fragment_text(std::string_view html);

} // namespace gonggo::scrapers::html
