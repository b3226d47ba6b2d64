// The loop and a database that cannot be written: full, locked, read-only.
#include "daemon/loop.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace gonggo::daemon {

using namespace std::chrono;

namespace {

constexpr auto kShortestHold = seconds{5};
constexpr auto kLongestHold = minutes{10};

} // namespace

/// Nobody is asked for what cannot be kept, and nothing is sent that cannot be written down as sent.
bool Loop::can_save() {
    if (!unsaved_since_) return true;
    const auto at = steady_clock::now();
    if (at < probe_at_) return false;
    if (const auto kept = store_.set_meta("service.probe", iso8601(clock_(), "UTC")); !kept) {
        probe_at_ = at + hold_;
        return false;
    }
    spdlog::warn("the database can be written again after_s={}",
                 duration_cast<seconds>(at - *unsaved_since_).count());
    unsaved_since_.reset();
    return true;
}

/// Waits before the next try, twice as long each time a probe was fine and the real thing was not.
void Loop::could_not_save(const std::string& why) {
    const auto at = steady_clock::now();
    if (!unsaved_since_) {
        hold_ = std::clamp<nanoseconds>(hold_ * 2, kShortestHold, kLongestHold);
        unsaved_since_ = at;
        spdlog::error("polls wait, the database cannot be written: {}", why);
    }
    probe_at_ = at + hold_;
}

} // namespace gonggo::daemon
