#pragma once
// What is worked out of a listing before it is stored. Plain and thread-safe: whoever reads a page
// can do it, so that who writes to the store has less to do.
#include "postings/classify.hpp"
#include "postings/dedup/traits.hpp"
#include "postings/posting.hpp"
#include <string>

namespace gonggo::postings {

/// The listing as it is kept: JSON without the times it was seen at; another text is a change.
std::string content_of(Posting listing);

struct Concluded {
    std::string content; ///< content_of()
    Traits traits;
    Classification classification;
};
Concluded conclude(const Posting& listing);

} // namespace gonggo::postings
