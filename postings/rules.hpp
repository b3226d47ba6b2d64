#pragma once
// The rules by which one posting fits one profile's wishes, or does not.
#include "postings/facts.hpp"
#include "postings/match.hpp"
#include "postings/taught.hpp"
#include "postings/wishes.hpp"
#include <optional>

namespace gonggo::postings {

/// Only whether it fits: done at the first rule that says no, and no word is written.
bool fits(const Wishes& wishes, const Facts& facts, const Lesson& lesson);
/// The score and the reasons of one that fits; its remarks are not put into words.
ProfileMatch with_reasons(const Wishes& wishes, const Facts& facts, const Lesson& lesson);
/// All rules, what each said and what was missing.
Explanation explained(const Wishes& wishes, const Facts& facts, const Lesson& lesson, bool english);

} // namespace gonggo::postings
