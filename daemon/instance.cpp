#include "daemon/instance.hpp"

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace gonggo::daemon {
namespace {

std::string lock_path(const std::filesystem::path& database) {
    return database.string() + ".lock";
}

long pid_in(int fd) {
    char text[32] = {};
    return ::pread(fd, text, sizeof text - 1, 0) > 0 ? std::atol(text) : 0;
}

} // namespace

Result<Instance> Instance::take(const std::filesystem::path& database) {
    std::error_code ec;
    std::filesystem::create_directories(database.parent_path(), ec); // open() tells what is wrong
    const std::string path = lock_path(database);
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0) return Error{Errc::io, path + ": cannot lock: " + std::strerror(errno)};
    Instance out(fd);
    bool taken = ::flock(fd, LOCK_EX | LOCK_NB) == 0;
    if (!taken && errno == EWOULDBLOCK) { // holder() looks for a moment
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
        taken = ::flock(fd, LOCK_EX | LOCK_NB) == 0;
    }
    if (!taken) {
        const int why = errno;
        if (why != EWOULDBLOCK)
            return Error{Errc::io, path + ": cannot lock: " + std::strerror(why)};
        return Error{Errc::refused,
                     database.string() + " is being watched by another gonggod (pid " +
                         std::to_string(pid_in(fd)) + "); mend: stop that one, or give this one " +
                         "a database of its own"};
    }
    const std::string pid = std::to_string(::getpid()) + "\n";
    if (::ftruncate(fd, 0) != 0 ||
        ::pwrite(fd, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size()))
        return Error{Errc::io, path + ": cannot write: " + std::strerror(errno)};
    return out;
}

std::optional<long> Instance::holder(const std::filesystem::path& database) {
    const int fd = ::open(lock_path(database).c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return {};
    const Instance closer(fd);
    if (::flock(fd, LOCK_SH | LOCK_NB) == 0) return {};
    return pid_in(fd);
}

Instance::Instance(Instance&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

Instance::~Instance() {
    if (fd_ >= 0) ::close(fd_);
}

} // namespace gonggo::daemon
