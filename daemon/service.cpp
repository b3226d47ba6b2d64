#include "daemon/service.hpp"

#include "daemon/deliver.hpp"
#include "daemon/logging.hpp"
#include "daemon/loop.hpp"
#include "daemon/polls.hpp"
#include "daemon/rounds.hpp"
#include "daemon/upkeep.hpp"

#include <spdlog/spdlog.h>

namespace gonggo::daemon {

int run_once(const config::Config& config, postings::Store& store) {
    std::size_t failed = 0;
    const auto results =
        poll_all(config, store, [&](const PollResult& r, std::size_t, std::size_t) {
            failed += r.state != "ok";
            spdlog::log(r.state == "ok" ? spdlog::level::info : spdlog::level::warn,
                        "poll source={} state={} items={} new={} details={} unchanged={} "
                        "took_ms={}{}",
                        log_value(r.source), r.state, r.items, r.fresh, r.details, r.unchanged,
                        r.took.count(), r.reason.empty() ? "" : " reason=" + log_value(r.reason));
        });
    give_memory_back();
    const auto files = write_digests(
        config, store, now(), [](const Error& e) { spdlog::error("digest: {}", e.message); });
    if (!files) {
        spdlog::error("digest: {}", files.error().message);
        return 1;
    }
    if (const auto feeds = write_feed_files(config, store, now()); !feeds)
        spdlog::error("feeds: {}", feeds.error().message);
    const auto sent = deliver(config, store);
    if (!sent) spdlog::error("delivery: {}", sent.error().message);
    if (const auto done = upkeep(config, store, now()); !done)
        spdlog::error("upkeep: {}", done.error().message);
    if (!sent || (failed > 0 && failed == results.size())) return 1;
    return failed > 0 ? 3 : 0;
}

int serve(config::Config config, postings::Store& store, Clock clock) {
    Loop loop(store, std::move(clock));
    const auto status = loop.run(std::move(config));
    if (!status) spdlog::error("{}", status.error().message);
    return status ? 0 : 1;
}

} // namespace gonggo::daemon
