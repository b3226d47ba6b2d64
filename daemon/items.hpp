#pragma once
// The items of a list on their way through one poll.
#include "postings/posting.hpp"
#include "postings/store/store.hpp"
#include <cstdint>
#include <optional>

namespace gonggo::daemon {

struct Item {
    postings::RawPosting record;
    std::int64_t heard = 0;                       ///< words_hash() of what the list said of it
    std::optional<postings::Known> known;         ///< from earlier polls
    bool detailed = false;                        ///< its detail page was read, or is not worth it
    bool read = false;                            ///< by this poll
    bool taken = false;                           ///< it is in the store, or on its way
    std::optional<postings::Posting> posting;     ///< what its page, read by this poll, makes of it
    std::optional<postings::Concluded> concluded; ///< from that

    /// Nothing about it can have changed.
    [[nodiscard]] bool stands() const { return known && known->heard == heard && !read; }
};

/// Of all that the list says of an item; of the day too, for "D-3" and "오늘마감" mean another one
/// tomorrow. Never 0.
std::int64_t words_hash(const postings::RawPosting& record, Date today);

/// A list says less than the detail page did, which is not read again: what `said` leaves out
/// stands in `now` as it stood `before`.
void keep_unsaid(postings::Posting& now, const postings::RawPosting& said,
                 const postings::Posting& before);

} // namespace gonggo::daemon
