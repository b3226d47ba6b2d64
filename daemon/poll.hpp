#pragma once
// One poll of one source: fetch, extract, details of new items, normalise, absorb, write down.
#include "config/config.hpp"
#include "daemon/workers.hpp"
#include "net/client.hpp"
#include "postings/match.hpp"
#include "postings/store/store.hpp"
#include <boost/asio/awaitable.hpp>

namespace gonggo::daemon {

struct World {
    const config::Config& config;
    postings::Store& store;
    const postings::Matcher& matcher;
    net::HttpClient& http;
    Crew& crew;
    Clock clock;
};

struct PollResult {
    std::string source;
    std::string state = "ok"; ///< ok | degraded | blocked | broken | down
    std::string reason;       ///< for people; empty when ok
    int items = 0, fresh = 0, details = 0;
    bool saved = true;                   ///< false: the database could not be written
    bool unchanged = false;              ///< the board said 304 or sent the same bytes
    std::chrono::seconds retry_after{0}; ///< how long the server asked to be left alone
    std::chrono::milliseconds took{0};
};

/// Never fails as a whole: what went wrong is the result's state and reason, which is also written
/// to the store (unless that is what went wrong). Throws operation_aborted when the coroutine is
/// cancelled; then nothing more is written: portions of listings that were stay (Intake).
boost::asio::awaitable<PollResult> poll(World& world, const config::Source& source);

} // namespace gonggo::daemon
