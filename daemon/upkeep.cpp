#include "daemon/upkeep.hpp"

#include "postings/store/maintain.hpp"

#include <algorithm>
#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace gonggo::daemon {
namespace {

constexpr std::chrono::days kGone{14};

/// The postings of a source that left the configuration so long ago: whether they are open, nobody
/// looks any more.
Status close_removed(const config::Config& config, postings::Store& store, Timestamp now) {
    GONGGO_TRY(const auto sources, store.sources());
    for (const auto& s : sources) {
        const std::string key = "removed." + s.source;
        const bool here = std::ranges::count(config.sources, s.source, &config::Source::id) > 0;
        const std::string polled = iso8601(s.at, "UTC");
        if (here || now - s.at < kGone || store.meta(key) == polled) continue;
        GONGGO_TRY(const auto matcher, postings::Matcher::compile(config.profiles));
        const postings::Batch nothing{.source = s.source,
                                      .now = now,
                                      .today = date_in(now, config.daemon.time_zone),
                                      .complete = true};
        for (int twice = 0; twice < 2; ++twice) { // what is missed once may be a hiccup
            GONGGO_TRY(const auto report, store.absorb(nothing, matcher));
            static_cast<void>(report);
        }
        GONGGO_CHECK(store.set_meta(key, polled));
    }
    return {};
}

} // namespace

Status upkeep(const config::Config& config, postings::Store& store, Timestamp now) {
    static constexpr const char* kLast = "upkeep.last";
    const std::string last = store.meta(kLast);
    const auto at = now.time_since_epoch().count();
    const auto since = last.empty() ? -1 : at - std::strtoll(last.c_str(), nullptr, 10);
    if (since >= 0 && since < 24 * 3600) return {}; // below 0 the clock was set back
    GONGGO_CHECK(store.in_transaction([&]() -> Status {
        GONGGO_TRY(const auto forgotten, store.forget(now - config.daemon.keep_closed));
        static_cast<void>(forgotten);
        GONGGO_CHECK(close_removed(config, store, now));
        return store.set_meta(kLast, std::to_string(at));
    }));
    GONGGO_TRY(const bool slimmed, postings::slim(config.daemon.database));
    static_cast<void>(slimmed);
    return {};
}

void give_memory_back() {
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

} // namespace gonggo::daemon
