#pragma once
// libcurl's multi handle on an Asio loop (curl_multi_socket_action): many transfers, one thread.
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <curl/curl.h>
#include <memory>

namespace gonggo::net {

/// Used from the loop's thread only. Destroying it ends its transfers; their coroutines must be
/// gone by then.
class Multi {
public:
    explicit Multi(boost::asio::any_io_executor executor);
    ~Multi();
    Multi(const Multi&) = delete;
    Multi& operator=(const Multi&) = delete;

    /// Runs one prepared transfer to its end. The handle stays the caller's. Throws
    /// operation_aborted when the coroutine is cancelled.
    boost::asio::awaitable<CURLcode> perform(CURL* easy);

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

} // namespace gonggo::net
