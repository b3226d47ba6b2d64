#pragma once
// Which page of a list comes next.
#include "daemon/job.hpp"
#include <deque>
#include <set>

namespace gonggo::daemon {

/// Walks a list's pages: counted ({page}, {offset}), by cursor, or by the addresses answers name.
class Pages {
public:
    Pages(const scrapers::RecipeRequest& list, const config::Source& source)
        : list_(list), source_(source) {}

    /// The page to ask now, {page}, {offset} and {cursor} set in `values`.
    Result<net::Request> request(Values& values);
    /// After an answer: whether another page is worth asking. `fresh`: the page had items not seen
    /// before; `found`: items so far.
    bool go_on(const scrapers::Extraction& answer, std::size_t found, bool fresh);

    [[nodiscard]] int number() const { return list_.pages.first + read_; } ///< for messages
    /// One address holds the whole list.
    [[nodiscard]] bool single() const;
    /// Every page the list has was read.
    [[nodiscard]] bool complete() const { return ended_; }

private:
    [[nodiscard]] bool counted() const;

    const scrapers::RecipeRequest& list_;
    const config::Source& source_;
    int read_ = 0;
    bool ended_ = false;
    std::string cursor_;
    std::deque<std::string> ahead_;
    std::set<std::string> asked_;
};

} // namespace gonggo::daemon
