#pragma once
// One poll of one source: fetch, extract, details of new items, normalise, absorb, write down.
#include "config/config.hpp"
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
    Clock clock;
};

struct PollResult {
    std::string source;
    std::string state = "ok"; ///< ok | degraded | blocked | broken | down
    std::string reason;       ///< for people; empty when ok
    int items = 0, fresh = 0, details = 0;
    bool unchanged = false; ///< the board said 304 or sent the same bytes
};

/// Never throws and never fails as a whole: what went wrong is the result's state and reason, which
/// is also written to the store.
boost::asio::awaitable<PollResult> poll(World& world, const config::Source& source);

} // namespace gonggo::daemon
