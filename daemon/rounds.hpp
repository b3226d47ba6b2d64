#pragma once
// Whole rounds: every source once, then the digests and the outbox.
#include "daemon/polls.hpp"
#include <filesystem>

namespace gonggo::daemon {

/// What was found and not told yet, per profile: written as .html and .eml and put into the outbox,
/// in one transaction with the note that it was told. Returns the files written.
Result<std::vector<std::filesystem::path>> write_digests(const config::Config& config,
                                                         postings::Store& store, Timestamp now);

/// Sends what is due by SMTP. Returns how many went out; failures stay in the outbox with their
/// reason.
Result<int> deliver(const config::Config& config, postings::Store& store, Timestamp now);

} // namespace gonggo::daemon
