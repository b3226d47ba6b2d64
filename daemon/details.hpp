#pragma once
// Detail pages: each read once, those that may match first.
#include "daemon/intake.hpp"
#include "daemon/job.hpp"
#include <boost/asio/awaitable.hpp>
#include <vector>

namespace gonggo::daemon {

/// Completes those of `found` that are not detailed yet, at most source.details_per_poll of them;
/// the next poll goes on with the others. Each goes to `intake` as soon as it is read. A page that
/// fails makes the poll degraded; its item keeps what the list said. An error is the store's.
boost::asio::awaitable<Status> fetch_details(Job& job, std::vector<Item>& found, Intake& intake);

/// Whether detail pages wait for the next poll.
bool details_wait(const Job& job, const std::vector<Item>& found);
/// The same of one item, before it is known how promising it is.
bool detail_waits(const Job& job, const Item& item);

} // namespace gonggo::daemon
