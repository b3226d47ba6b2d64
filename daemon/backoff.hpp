#pragma once
// How long a source is left alone after a poll.
#include "daemon/poll.hpp"

namespace gonggo::daemon {

/// The interval with its jitter after a healthy poll. After the nth failure in a row: a source that
/// is down is asked again after five minutes, doubling; one that is blocked or broken after its
/// interval, doubling; both jittered, never sooner than the server's Retry-After, at most a day
/// (or the interval, when that is longer). `random` is uniform in [0, 1).
std::chrono::seconds wait_after(const config::Source& source, const PollResult& result,
                                int failures, double random);

/// Whether a poll in this state counts as a failure: it brought nothing.
bool is_failure(const std::string& state);

} // namespace gonggo::daemon
