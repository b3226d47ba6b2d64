#include "daemon/sd_notify.hpp"

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace gonggo::daemon {

void sd_notify(const std::string& lines) {
    const char* path = std::getenv("NOTIFY_SOCKET");
    if (!path || !*path) return;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::size_t length = std::strlen(path);
    if (length >= sizeof address.sun_path) return;
    std::memcpy(address.sun_path, path, length);
    if (path[0] == '@') address.sun_path[0] = '\0'; // an abstract socket
    const int fd = ::socket(AF_UNIX, SOCK_DGRAM, 0);
    if (fd < 0) return;
    [[maybe_unused]] const auto sent =
        ::sendto(fd, lines.data(), lines.size(), 0, reinterpret_cast<const sockaddr*>(&address),
                 static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length));
    ::close(fd);
}

void sd_notify_reloading() {
    timespec at{};
    ::clock_gettime(CLOCK_MONOTONIC, &at);
    const long long usec = static_cast<long long>(at.tv_sec) * 1'000'000 + at.tv_nsec / 1000;
    sd_notify("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(usec));
}

std::optional<std::chrono::microseconds> watchdog_period() {
    const char* usec = std::getenv("WATCHDOG_USEC");
    if (!usec) return {};
    const char* pid = std::getenv("WATCHDOG_PID");
    if (pid && std::atoll(pid) != ::getpid()) return {};
    const long long value = std::atoll(usec);
    if (value <= 0) return {};
    return std::chrono::microseconds{value / 2};
}

} // namespace gonggo::daemon
