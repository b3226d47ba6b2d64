#pragma once
// How ill a source is, and the alarm when its yield collapses.
#include "daemon/job.hpp"

namespace gonggo::daemon {

/// blocked | down | broken, after what kept the poll from its page.
std::string state_of(const Error& error);
/// The same for an HTTP status that is not 200.
std::string state_of_status(long status);
/// "HTTP 429 (asks to be left alone for 120 s)".
std::string status_text(const net::Response& answer);

/// A yield far below the source's own median means we are going blind: such a poll is degraded and
/// says so. Needs four healthy polls of history.
void judge_yield(Job& job);

} // namespace gonggo::daemon
