#pragma once
// One run of headless Chromium as a process group of its own.
#include "base/result.hpp"
#include <chrono>
#include <filesystem>
#include <string>
#include <sys/types.h>

namespace gonggo::net {

class Browser {
public:
    struct Order {
        std::string program, url, user_agent;
        std::string host_rules; ///< of --host-resolver-rules
        std::chrono::milliseconds time{60'000};
    };

    /// Starts it; it writes the document to its output and ends by itself.
    static Result<Browser> start(const Order& order);
    Browser(Browser&& other) noexcept;
    Browser& operator=(Browser&&) = delete;
    /// Kills the whole group, waits for it and removes its profile.
    ~Browser();

    /// The reading end of its output, now the caller's.
    int take_output();

private:
    Browser() = default;
    pid_t group_ = -1;
    int output_ = -1;
    std::filesystem::path profile_;
};

} // namespace gonggo::net
