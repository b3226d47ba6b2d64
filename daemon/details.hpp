#pragma once
// Detail pages: fetched for new items only, those that may match first.
#include "daemon/job.hpp"
#include <boost/asio/awaitable.hpp>
#include <vector>

namespace gonggo::daemon {

/// Completes the new ones among `found`, at most source.details_per_poll of them. What fails makes
/// the poll degraded; the items keep what the list said.
boost::asio::awaitable<void> fetch_details(Job& job, std::vector<postings::RawPosting>& found);

} // namespace gonggo::daemon
