#pragma once
// A real HTTP server on 127.0.0.1: one thread, one request per connection, answers by a function.
#include <arpa/inet.h>
#include <chrono>
#include <functional>
#include <mutex>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace gonggo::tests {

/// What came: the whole head as text, the path asked for, and when.
struct Asked {
    std::string path, head;
    std::chrono::steady_clock::time_point at;
};

/// Answers every request with `answer(asked)`: raw bytes, status line first; "" says nothing for
/// 3 s.
class LoopbackServer {
public:
    explicit LoopbackServer(std::function<std::string(const Asked&)> answer)
        : answer_(std::move(answer)), listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* raw = reinterpret_cast<sockaddr*>(&address);
        if (::bind(listener_, raw, size) != 0 || ::listen(listener_, 64) != 0 ||
            ::getsockname(listener_, raw, &size) != 0)
            throw std::runtime_error("no loopback server");
        url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
        thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
    }
    ~LoopbackServer() {
        thread_.request_stop();
        thread_.join();
        ::close(listener_);
    }
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;

    [[nodiscard]] std::string url(const std::string& path) const { return url_ + path; }

    /// The requests so far, robots.txt left out.
    std::vector<Asked> asked() {
        const std::lock_guard lock(mutex_);
        return asked_;
    }

private:
    void run(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            pollfd waiting{listener_, POLLIN, 0};
            if (::poll(&waiting, 1, 20) != 1) continue;
            const int client = ::accept(listener_, nullptr, nullptr);
            if (client < 0) continue;
            serve(client, stop);
            ::close(client);
        }
    }

    void serve(int client, const std::stop_token& stop) {
        Asked asked;
        char buffer[4096];
        while (asked.head.find("\r\n\r\n") == std::string::npos) {
            pollfd waiting{client, POLLIN, 0};
            if (::poll(&waiting, 1, 1000) != 1) return;
            const auto n = ::read(client, buffer, sizeof buffer);
            if (n <= 0) return;
            asked.head.append(buffer, static_cast<std::size_t>(n));
        }
        asked.at = std::chrono::steady_clock::now();
        const auto from = asked.head.find(' ') + 1;
        asked.path = asked.head.substr(from, asked.head.find(' ', from) - from);
        if (asked.path != "/robots.txt") {
            const std::lock_guard lock(mutex_);
            asked_.push_back(asked);
        }
        const std::string out = answer_(asked);
        for (int i = 0; out.empty() && i < 150 && !stop.stop_requested(); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        for (std::size_t sent = 0; sent < out.size();) {
            const auto n = ::send(client, out.data() + sent, out.size() - sent, MSG_NOSIGNAL);
            if (n <= 0) return;
            sent += static_cast<std::size_t>(n);
        }
    }

    std::function<std::string(const Asked&)> answer_;
    int listener_;
    std::string url_;
    std::mutex mutex_;
    std::vector<Asked> asked_;
    std::jthread thread_;
};

inline std::string reply(const std::string& status, const std::string& headers,
                         const std::string& body) {
    return "HTTP/1.1 " + status + "\r\nConnection: close\r\n" + headers +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

} // namespace gonggo::tests
