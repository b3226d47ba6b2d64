#pragma once
// Are two listings the same vacancy? Plain functions; the store finds the candidates.
#include "postings/posting.hpp"
#include <string>
#include <vector>

namespace gonggo::postings {

struct Traits;

struct Comparison {
    bool duplicate = false; ///< one vacancy: merge
    bool possible_copy =
        false;        ///< another company, same text (an agency's copy): link, do not merge
    double score = 0; ///< 0–1, duplicate at ≥ 0.5
    std::vector<std::string> reasons; ///< for people
};
/// Symmetric: compare(a, b) equals compare(b, a).
Comparison compare(const Posting& a, const Posting& b);
/// The same without the reasons, of what was worked out before.
Comparison compare_traits(const Traits& a, const Traits& b);

} // namespace gonggo::postings
