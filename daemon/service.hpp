#pragma once
// The daemon's life: due polls, the digest's hour, signals, systemd.
#include "config/config.hpp"
#include "postings/store/store.hpp"

namespace gonggo::daemon {

/// One round; exit code 0 fine, 1 failed, 3 partly failed.
int run_once(const config::Config& config, postings::Store& store);
/// Until SIGTERM or SIGINT. SIGHUP reads the configuration again, or keeps the old one and says
/// why.
int serve(config::Config config, postings::Store& store);

} // namespace gonggo::daemon
