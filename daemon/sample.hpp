#pragma once
// A made-up digest, sent everywhere to see that it arrives.
#include "config/config.hpp"
#include "base/time.hpp"
#include <string>
#include <vector>

namespace gonggo::daemon {

struct SampleOutcome {
    std::string channel, target; ///< "mail", the address; "webhook", its name
    std::string error;           ///< empty = it went
};

/// Sends at once, past outbox and store.
std::vector<SampleOutcome> send_samples(const config::Config& config, Timestamp now);

} // namespace gonggo::daemon
