#pragma once
// What many postings say together: the skills they want, where they stand, how long they stay.
#include "postings/posting.hpp"
#include <string>
#include <vector>

namespace gonggo::postings {

struct Tally {
    std::string name;
    int count = 0;
    int before = 0; ///< in the period before
};

/// How many postings name each skill, most first; `before` from the other period.
std::vector<Tally> skill_counts(const std::vector<Posting>& now,
                                const std::vector<Posting>& before);

struct Statistics {
    int postings = 0, open = 0;
    std::vector<Tally> sources, roles, levels, places,
        weeks;                    ///< weeks by their Monday, oldest first
    std::optional<int> days_open; ///< median from posting to closing, of what has closed
};
Statistics statistics(const std::vector<Posting>& postings, Date today, std::string_view zone);

/// The Monday of the week, in that zone.
Date week_of(Timestamp at, std::string_view zone);

} // namespace gonggo::postings
