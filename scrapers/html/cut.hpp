#pragma once
// The part of a page that holds its items, cut out of the bytes.
#include "scrapers/html/selector.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::scrapers::html {

/// The page with everything left out that is not within, above or beside an element that `items`
/// may match: items whole, the elements above them, and those elements' other children without
/// content. `items`, and each of `fields` below an item, find there what they find in the page.
/// Nothing when that is not certain: the page's tags are not plain (outline()), a selector looks
/// into what is left out (:has, :contains, :empty above or beside an item), or nothing may match.
std::optional<std::string> cut(std::string_view page, const Selector& items,
                               const std::vector<const Selector*>& fields);

} // namespace gonggo::scrapers::html
