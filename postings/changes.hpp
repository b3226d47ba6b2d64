#pragma once
// What became different between two records of one listing, for people.
#include "postings/posting.hpp"
#include <string>
#include <vector>

namespace gonggo::postings {

struct FieldChange {
    std::string field; ///< the record's member: "title", "deadline", "description" …
    std::string before, after;
};

/// In the record's order. Of the description: only the lines that went and the lines that came.
std::vector<FieldChange> difference(const Posting& before, const Posting& after);

} // namespace gonggo::postings
