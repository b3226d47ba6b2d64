#pragma once
// One gonggod per database.
#include "base/result.hpp"
#include <filesystem>
#include <optional>

namespace gonggo::daemon {

/// A lock on "<database>.lock", which holds our pid; the kernel gives it back however we end.
class Instance {
public:
    /// An error that names the other process when one holds it.
    static Result<Instance> take(const std::filesystem::path& database);
    /// The pid of the gonggod that holds the database; nothing when none does.
    static std::optional<long> holder(const std::filesystem::path& database);

    Instance(Instance&& other) noexcept;
    Instance& operator=(Instance&&) = delete;
    ~Instance();

private:
    explicit Instance(int fd) : fd_(fd) {}
    int fd_;
};

} // namespace gonggo::daemon
