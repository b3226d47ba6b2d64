#pragma once
// What two listings state beside their titles, held side by side: levels, years, places, skills.
#include "postings/dedup/traits.hpp"

namespace gonggo::postings {

bool has(const Level& level, LevelLabel label);
/// Levels that both sides state and that exclude each other.
bool levels_exclude(const Level& a, const Level& b);
/// Years of experience that both sides state and that are not the same.
bool bands_differ(const Level& a, const Level& b);

/// −1: the places exclude each other, 0: unknown, 1: one within the other.
int places_agree(const Traits& a, const Traits& b);
/// The same places, in whatever order.
bool same_places(const Traits& a, const Traits& b);

/// Share of the skills of both that both have; −1 where one has fewer than two.
double skills_likeness(const Traits& a, const Traits& b);

} // namespace gonggo::postings
