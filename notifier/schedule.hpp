#pragma once
// When a digest is due, as plain functions of the clock's reading.
#include "base/time.hpp"
#include "config/config.hpp"
#include "postings/posting.hpp"
#include <optional>
#include <string_view>

namespace gonggo::notifier {

/// When the next digest goes out: a time at or before `now` means "at once". Times are wall-clock
/// times in `zone`, so a DST change moves no digest by an hour. Slots missed while the machine
/// slept or was off give one digest, not several; without a `last` one nothing was missed. A `last`
/// of the future (the clock was set back by a day or more) is not believed. Nothing when no time is
/// set.
std::optional<Timestamp> next_digest(const config::Digest& digest, std::optional<Timestamp> last,
                                     Timestamp now, std::string_view zone);

/// `t`, or the end of the quiet hours ("22:00-07:00") it falls in.
Timestamp after_quiet(std::string_view quiet, Timestamp t, std::string_view zone);

/// "08:30" as seconds after midnight.
std::optional<std::chrono::seconds> parse_wall_clock(std::string_view text);

/// Which reminder (3 or 1: the days before the deadline) a saved or applied posting wants in the
/// digest of `today`, if any: also one whose own day was slept through, or would have come before
/// the next digest, `gap` days from now.
std::optional<int> reminder_due(const postings::Posting& posting, Date today, int gap = 1);

} // namespace gonggo::notifier
