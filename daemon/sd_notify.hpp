#pragma once
// What systemd is told (sd_notify(3)), without libsystemd: datagrams to $NOTIFY_SOCKET.
#include <chrono>
#include <optional>
#include <string>

namespace gonggo::daemon {

/// Sends "KEY=value" lines; nothing happens without a NOTIFY_SOCKET. What cannot be sent is lost,
/// as systemd wishes.
void sd_notify(const std::string& lines);
/// "RELOADING=1" with the monotonic time that Type=notify-reload asks for.
void sd_notify_reloading();
/// Half of WATCHDOG_USEC, which is how often to say WATCHDOG=1; nothing when no watchdog is set
/// for this process.
std::optional<std::chrono::microseconds> watchdog_period();

} // namespace gonggo::daemon
