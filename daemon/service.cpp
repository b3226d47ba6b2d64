#include "daemon/service.hpp"

#include "config/load.hpp"
#include "daemon/rounds.hpp"

#include <spdlog/spdlog.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <map>
#include <random>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

namespace gonggo::daemon {
namespace {

std::atomic<int> caught_signal{0};

void on_signal(int number) {
    caught_signal = number;
}

/// sd_notify(3) without libsystemd: a datagram to $NOTIFY_SOCKET.
void notify(const std::string& message) {
    const char* path = std::getenv("NOTIFY_SOCKET");
    if (!path || !*path) return;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::size_t length = std::strlen(path);
    if (length >= sizeof address.sun_path) return;
    std::memcpy(address.sun_path, path, length);
    if (path[0] == '@') address.sun_path[0] = '\0';
    const int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return;
    ::sendto(fd, message.data(), message.size(), MSG_NOSIGNAL,
             reinterpret_cast<const sockaddr*>(&address),
             static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length));
    ::close(fd);
}

void log(const PollResult& r) {
    if (r.state == "ok")
        spdlog::info("{}: {} items, {} new{}", r.source, r.items, r.fresh,
                     r.unchanged ? " (unchanged)" : "");
    else
        spdlog::warn("{}: {}: {}", r.source, r.state, r.reason);
}

/// The first digest time after `after`, in the configured zone and days.
Timestamp next_digest(const config::Config& config, Timestamp after) {
    static constexpr const char* kDays[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
    const std::string& zone = config.daemon.time_zone;
    Timestamp best = Timestamp::max();
    for (int ahead = 0; ahead <= 7; ++ahead) {
        const Date day{std::chrono::sys_days{date_in(after, zone)} + std::chrono::days{ahead}};
        const std::string name =
            kDays[std::chrono::weekday{std::chrono::sys_days{day}}.c_encoding()];
        if (!config.digest.days.empty() &&
            std::find(config.digest.days.begin(), config.digest.days.end(), name) ==
                config.digest.days.end())
            continue;
        for (const auto& at : config.digest.at) {
            const std::chrono::seconds wall = std::chrono::hours{std::atoi(at.c_str())} +
                                              std::chrono::minutes{std::atoi(at.c_str() + 3)};
            if (const Timestamp t = local_to_utc(day, wall, zone); t > after)
                best = std::min(best, t);
        }
    }
    return best;
}

} // namespace

int run_once(const config::Config& config, postings::Store& store) {
    int failed = 0;
    const auto results =
        poll_all(config, store, [&](const PollResult& r, std::size_t, std::size_t) {
            log(r);
            failed += r.state != "ok";
        });
    const auto files = write_digests(config, store, now());
    if (!files) {
        spdlog::error("{}", files.error().message);
        return 1;
    }
    const auto sent = deliver(config, store, now());
    if (!sent) spdlog::error("{}", sent.error().message);
    if (!sent || (failed > 0 && failed == static_cast<int>(results.size()))) return 1;
    return failed > 0 ? 3 : 0;
}

int serve(config::Config config, postings::Store& store) {
    for (const int s : {SIGTERM, SIGINT, SIGHUP}) std::signal(s, &on_signal);
    std::signal(SIGPIPE, SIG_IGN);
    std::map<std::string, Timestamp> due;
    std::mt19937 random(static_cast<unsigned>(::getpid()));
    Timestamp digest_at = next_digest(config, now());
    notify("READY=1\nSTATUS=" + std::to_string(config.sources.size()) + " sources");
    spdlog::info("watching {} sources; next digest {}", config.sources.size(),
                 iso8601(digest_at, config.daemon.time_zone));
    for (;;) {
        const int number = caught_signal.exchange(0);
        if (number == SIGTERM || number == SIGINT) break;
        if (number == SIGHUP) {
            notify("RELOADING=1");
            auto fresh = config::load(config.file);
            if (fresh)
                config = std::move(*fresh);
            else
                spdlog::error("the new configuration is not used: {}", fresh.error().message);
            digest_at = next_digest(config, now());
            notify("READY=1");
        }
        config::Config round = config;
        std::erase_if(round.sources,
                      [&](const auto& s) { return due.contains(s.id) && due[s.id] > now(); });
        if (!round.sources.empty()) {
            poll_all(round, store, [](const PollResult& r, std::size_t, std::size_t) { log(r); });
            for (const auto& s : round.sources) {
                const double spread =
                    1 + s.jitter * (std::uniform_real_distribution<>(-1, 1)(random));
                due[s.id] = now() + std::chrono::seconds{static_cast<std::int64_t>(
                                        static_cast<double>(s.interval.count()) * spread)};
            }
        }
        if (now() >= digest_at) {
            if (const auto files = write_digests(config, store, now()); !files)
                spdlog::error("{}", files.error().message);
            digest_at = next_digest(config, now());
        }
        if (const auto sent = deliver(config, store, now()); !sent)
            spdlog::error("{}", sent.error().message);
        notify("WATCHDOG=1");
        for (int i = 0; i < 20 && caught_signal == 0; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    notify("STOPPING=1");
    spdlog::info("stopped");
    return 0;
}

} // namespace gonggo::daemon
