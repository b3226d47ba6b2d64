#pragma once
// The daemon's life: due polls, the digest's hour, deliveries, signals, systemd.
#include "base/time.hpp"
#include "config/config.hpp"
#include "postings/store/store.hpp"

namespace gonggo::daemon {

/// One round; exit code 0 fine, 1 failed, 3 partly failed.
int run_once(const config::Config& config, postings::Store& store);

/// Until SIGTERM or SIGINT, which abandon the polls under way (nothing of them is written) and end
/// it within five seconds. SIGHUP reads the configuration again, or keeps the old one and says why.
/// The clock is looked at every 30 seconds at least, so that sleep and a clock put right are
/// noticed. Exit code 0.
int serve(config::Config config, postings::Store& store, Clock clock = &now);

} // namespace gonggo::daemon
