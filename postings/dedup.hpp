#pragma once
// Are two listings the same vacancy? Plain functions; the store keeps the keys and finds the
// candidates.
#include "postings/posting.hpp"
#include <cstdint>
#include <string>
#include <vector>

namespace gonggo::postings {

/// What candidates for "the same vacancy" share, cheap to index.
struct DedupKeys {
    std::string company;              ///< company_key(company)
    std::vector<std::string> aliases; ///< other names it may stand under elsewhere
    std::string title;                ///< title without boilerplate, level words and punctuation
    std::uint64_t text = 0; ///< fingerprint of the description; 0 = too short to mean anything
    friend bool operator==(const DedupKeys&, const DedupKeys&) = default;
};
DedupKeys keys_of(const Posting& posting);

struct Comparison {
    bool duplicate = false; ///< one vacancy: merge
    bool possible_copy =
        false;        ///< another company, same text (an agency's copy): link, do not merge
    double score = 0; ///< 0–1, duplicate at ≥ 0.5
    std::vector<std::string> reasons; ///< for people
};
/// Symmetric: compare(a, b) equals compare(b, a).
Comparison compare(const Posting& a, const Posting& b);

} // namespace gonggo::postings
