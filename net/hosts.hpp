#pragma once
// Whose turn it is at a host: spacing, places at once, rests asked for; first come, first served.
#include "base/result.hpp"
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <string>

namespace gonggo::net {

/// Used from the loop's thread only. Nobody polls: a turn is given when a place is freed or the
/// host's timer fires.
class Hosts {
    struct Host;

public:
    /// How one request treats its host.
    struct Manners {
        std::chrono::milliseconds spacing{0}; ///< least time after the host's last request
        int concurrency = 1;                  ///< requests at once
        bool heed_crawl_delay = true;
    };

    /// A place taken at a host, given back when destroyed.
    class Place {
    public:
        explicit Place(std::shared_ptr<Host> host) : host_(std::move(host)) {}
        Place(Place&&) noexcept = default;
        Place& operator=(Place&&) = delete;
        ~Place();

    private:
        std::shared_ptr<Host> host_;
    };

    explicit Hosts(boost::asio::any_io_executor executor);
    ~Hosts();

    /// Waits for its turn; an error (Errc::refused) when the host asked for a rest of more than a
    /// minute. Throws operation_aborted when the coroutine is cancelled.
    boost::asio::awaitable<Result<Place>> turn(std::string host, Manners manners);

    /// robots.txt's Crawl-delay.
    void set_crawl_delay(const std::string& host, std::chrono::milliseconds delay);
    /// No request before so long from now (Retry-After).
    void rest(const std::string& host, std::chrono::seconds duration);
    /// How much of that is left, rounded up; 0 when the host may be asked.
    [[nodiscard]] std::chrono::seconds resting(const std::string& host) const;

private:
    std::shared_ptr<Host> at(const std::string& host);
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace gonggo::net
