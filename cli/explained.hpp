#pragma once
// What the profiles make of one posting: why tells all of it, show what fits.
#include "cli/opened.hpp"
#include "postings/classify.hpp"
#include "postings/match.hpp"
#include <vector>

namespace gonggo::cli {

struct Explained {
    postings::Classification classification;     ///< of what its boards say
    std::vector<postings::Explanation> profiles; ///< of each in the configuration, in its order
};

/// By the configuration and the lessons of now, in the language in use.
Result<Explained> explained(const postings::Posting& posting, Opened& opened);

} // namespace gonggo::cli
