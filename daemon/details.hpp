#pragma once
// Detail pages: each read once, those that may match first.
#include "daemon/items.hpp"
#include "daemon/job.hpp"
#include <boost/asio/awaitable.hpp>
#include <vector>

namespace gonggo::daemon {

/// Completes those of `found` that are not detailed yet, at most source.details_per_poll of them;
/// the next poll goes on with the others. What fails makes the poll degraded; the items keep what
/// the list said.
boost::asio::awaitable<void> fetch_details(Job& job, std::vector<Item>& found);

/// Whether detail pages wait for the next poll.
bool details_wait(const Job& job, const std::vector<Item>& found);
/// The same of one item, before it is known how promising it is.
bool detail_waits(const Job& job, const Item& item);

} // namespace gonggo::daemon
