#pragma once
// What a digest says of ill sources and of messages that do not go out.
#include "daemon/content.hpp"

namespace gonggo::daemon {

/// Everything that is ill goes into the digest's health lines; what was not told to this reader
/// yet, and what has recovered since, is news. A board that is only down is told once it has not
/// answered for six hours, a message to another receiver once it is a day late.
void put_troubles(DigestNews& news, const config::Config& config, postings::Store& store,
                  const config::Profile& reader, Timestamp now);

} // namespace gonggo::daemon
