#include "daemon/backoff.hpp"

#include <algorithm>

namespace gonggo::daemon {

using std::chrono::seconds;

namespace {

constexpr seconds kFirstRetry = std::chrono::minutes{5};
constexpr seconds kMost = std::chrono::hours{24};
constexpr double kLeastSpread = 0.1; ///< many sources must not come back at once

} // namespace

bool is_failure(const std::string& state) {
    return state == "blocked" || state == "broken" || state == "down";
}

seconds wait_after(const config::Source& source, const PollResult& result, int failures,
                   double random) {
    const bool failed = is_failure(result.state);
    seconds wait = source.interval;
    double spread = source.jitter;
    if (failed) {
        if (result.state == "down") wait = std::min(wait, kFirstRetry);
        for (int n = 1; n < failures && wait < kMost; ++n) wait *= 2;
        wait = std::min(wait, std::max(kMost, source.interval));
        spread = std::max(spread, kLeastSpread);
    }
    wait = seconds{static_cast<std::int64_t>(static_cast<double>(wait.count()) *
                                             (1 + spread * (2 * random - 1)))};
    return std::max({wait, result.retry_after, seconds{1}});
}

} // namespace gonggo::daemon
