#include "net/browser.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace gonggo::net {
namespace {

constexpr rlim_t kMostFile = rlim_t{64} << 20; // bytes of any one file it writes

std::vector<std::string> arguments(const Browser::Order& order, const std::string& profile) {
    // Scripts get most of the time, in the browser's own clock: waiting costs no real time.
    const auto budget = order.time.count() / 2;
    std::vector<std::string> out = {order.program,
                                    "--headless",
                                    "--dump-dom",
                                    "--disable-gpu",
                                    "--disable-dev-shm-usage",
                                    "--disable-extensions",
                                    "--disable-breakpad",
                                    "--disable-sync",
                                    "--disable-background-networking",
                                    "--disable-component-update",
                                    "--disable-default-apps",
                                    "--no-first-run",
                                    "--no-default-browser-check",
                                    "--mute-audio",
                                    "--blink-settings=imagesEnabled=false",
                                    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
                                    "--js-flags=--max-old-space-size=512",
                                    "--renderer-process-limit=2",
                                    "--no-proxy-server",
                                    "--lang=ko-KR",
                                    "--virtual-time-budget=" + std::to_string(budget),
                                    "--user-agent=" + order.user_agent,
                                    "--host-resolver-rules=" + order.host_rules,
                                    "--user-data-dir=" + profile};
    if (::geteuid() == 0) out.emplace_back("--no-sandbox"); // it refuses to run as root otherwise
    out.push_back(order.url);
    return out;
}

void limit(int what, rlim_t most) {
    const rlimit bounds{most, most};
    (void)::setrlimit(what, &bounds);
}

/// In the child, between fork and exec: only what is safe there.
[[noreturn]] void become(char* const* argv, int output, const std::string& home, rlim_t seconds) {
    (void)::setpgid(0, 0);
    const int nowhere = ::open("/dev/null", O_RDWR);
    (void)::dup2(nowhere, STDIN_FILENO);
    (void)::dup2(output, STDOUT_FILENO);
    (void)::dup2(nowhere, STDERR_FILENO);
    limit(RLIMIT_CPU, seconds);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, kMostFile);
    const std::string env_home = "HOME=" + home;
    char path[] = "PATH=/usr/local/bin:/usr/bin:/bin";
    char* const environment[] = {path, const_cast<char*>(env_home.c_str()), nullptr};
    ::execve(argv[0], argv, environment);
    ::_exit(127);
}

} // namespace

Result<Browser> Browser::start(const Order& order) {
    Browser out;
    std::string name = (std::filesystem::temp_directory_path() / "gonggo-page-XXXXXX").string();
    if (!::mkdtemp(name.data())) return Error{Errc::io, name + ": " + std::strerror(errno)};
    out.profile_ = name;
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) return Error{Errc::io, std::strerror(errno)};
    out.output_ = ends[0];
    auto words = arguments(order, name);
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const auto seconds = static_cast<rlim_t>(order.time.count() / 1000 + 5);
    const pid_t pid = ::fork();
    if (pid == 0) become(argv.data(), ends[1], name, seconds);
    ::close(ends[1]);
    if (pid < 0) return Error{Errc::io, std::string("fork: ") + std::strerror(errno)};
    (void)::setpgid(pid, pid);
    out.group_ = pid;
    return out;
}

Browser::Browser(Browser&& other) noexcept
    : group_(std::exchange(other.group_, -1)), output_(std::exchange(other.output_, -1)),
      profile_(std::exchange(other.profile_, {})) {}

int Browser::take_output() {
    return std::exchange(output_, -1);
}

Browser::~Browser() {
    if (group_ > 0) {
        (void)::kill(-group_, SIGKILL);
        while (::waitpid(group_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    if (output_ >= 0) ::close(output_);
    std::error_code ec;
    if (!profile_.empty()) std::filesystem::remove_all(profile_, ec);
}

} // namespace gonggo::net
