#pragma once
// What comparing two listings looks at, as numbers a linear model weighs.
#include "postings/dedup/traits.hpp"
#include <string_view>
#include <utility>
#include <vector>

namespace gonggo::postings {

struct PairFeatures {
    bool other_employer = false;  ///< then they are never one vacancy
    bool hidden_employer = false; ///< of one of them
    double text = -1;             ///< likeness of the descriptions, −1 = not known
    double title = 0;             ///< likeness of the titles, 0–1
    std::vector<std::pair<std::string_view, double>> values; ///< by name; absent = 0
};

/// Symmetric.
PairFeatures pair_features(const Traits& a, const Traits& b);

/// The model's opinion: log-odds of "one vacancy".
double pair_score(const PairFeatures& features);

} // namespace gonggo::postings
