#include "daemon/polls.hpp"

#include "daemon/setup.hpp"
#include "daemon/wishes.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>

namespace gonggo::daemon {

namespace asio = boost::asio;

std::vector<PollResult>
poll_all(const config::Config& config, postings::Store& store,
         const std::function<void(const PollResult&, std::size_t, std::size_t)>& progress) {
    std::vector<PollResult> out;
    asio::io_context io(1);
    const auto setup = prepare(io.get_executor(), config);
    if (!setup) {
        out.push_back({.source = "config", .state = "broken", .reason = setup.error().message});
        return out;
    }
    if (const auto heeded = heed_wishes(config, store, (*setup)->matcher, now()); !heeded) {
        out.push_back({.source = "config", .state = "broken", .reason = heeded.error().message});
        return out;
    }
    std::vector<const config::Source*> queue;
    for (const auto& source : (*setup)->config.sources)
        if (source.enabled) queue.push_back(&source);
    Crew crew(store);
    World world{(*setup)->config, store, (*setup)->matcher, *(*setup)->http, crew, &now};
    std::size_t next = 0;
    const auto worker = [&]() -> asio::awaitable<void> {
        while (next < queue.size()) {
            out.push_back(co_await poll(world, *queue[next++]));
            progress(out.back(), out.size(), queue.size());
        }
    };
    const auto workers =
        std::min(queue.size(), static_cast<std::size_t>(config.daemon.polls_at_once));
    for (std::size_t n = 0; n < workers; ++n) asio::co_spawn(io, worker, asio::detached);
    io.run();
    return out;
}

} // namespace gonggo::daemon
