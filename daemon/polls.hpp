#pragma once
// Every source once.
#include "daemon/poll.hpp"
#include <functional>
#include <vector>

namespace gonggo::daemon {

/// Polls all enabled sources, `daemon.polls_at_once` side by side (hosts keep their own spacing),
/// and tells `progress` of each.
std::vector<PollResult>
poll_all(const config::Config& config, postings::Store& store,
         const std::function<void(const PollResult&, std::size_t done, std::size_t all)>& progress);

} // namespace gonggo::daemon
