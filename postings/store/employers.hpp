#pragma once
// The index by which an employer's listings are found: for each name it goes by, what
// glances_near() looks at of them, many to a row, so that thousands are read with a few pages.
#include "postings/dedup/traits.hpp"
#include "postings/store/database.hpp"
#include <set>
#include <string_view>

namespace gonggo::postings {

/// Notes that the listing with this number (of `traits`) is one of the employer with this name.
Status note_employer(Database& db, std::string_view name, const Glance& glance, std::uint32_t id);
/// Removes it.
Status forget_employer(Database& db, std::string_view name, std::uint32_t id);

/// Adds the numbers of listings near `glance` whose employer has one of these names, the first of
/// them being its key, or one that same_employer() calls near.
Status near_listings(Database& db, const std::vector<std::string>& names, const Glance& glance,
                     std::set<std::uint32_t>& out);

} // namespace gonggo::postings
