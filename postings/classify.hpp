#pragma once
// Which of the guide's roles a posting is, and whether someone looking for ML work wants to see it.
#include "postings/posting.hpp"
#include <string>
#include <vector>

namespace gonggo::postings {

struct Evidence {
    std::string where; ///< title | skills | description | company
    std::string what;  ///< the words that stood there
    double weight = 0; ///< for (> 0) or against (< 0)
};

struct Classification {
    Role role = Role::other;
    bool match = false;              ///< fits the guide's default profile
    double score = 0;                ///< 0–1: how sure the match is; match at ≥ 0.5
    std::vector<Evidence> evidence;  ///< strongest first
    std::vector<std::string> skills; ///< canonical names found in skills, title and description
};
/// Plain and thread-safe; at most 50 µs for a usual posting.
Classification classify(const Posting& posting);

} // namespace gonggo::postings
