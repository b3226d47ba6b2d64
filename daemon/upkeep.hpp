#pragma once
// Once a day the database forgets what is long over.
#include "base/time.hpp"
#include "config/config.hpp"
#include "postings/store/store.hpp"

namespace gonggo::daemon {

/// Forgets what was over `daemon.keep_closed` ago and gives the disk its room back; does nothing
/// when it did so in the last 24 hours.
Status upkeep(const config::Config& config, postings::Store& store, Timestamp now);
/// What pages took and nothing uses any more goes back to the system, where the C library can do
/// that.
void give_memory_back();

} // namespace gonggo::daemon
