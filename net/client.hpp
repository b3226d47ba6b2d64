#pragma once
// HTTP for polite readers: robots.txt, spacing per host, limits, no private targets.
#include "base/result.hpp"
#include "net/http.hpp"
#include "net/robots.hpp"
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>

namespace gonggo::net {

class HttpClient {
public:
    /// `user_agent` is sent as it is; its product token is what robots.txt is asked for.
    HttpClient(boost::asio::any_io_executor executor, std::string user_agent);
    ~HttpClient();

    /// Every answer that came whole is a value, whatever its status. Errors: Errc::network (DNS,
    /// connection, TLS, time-outs), Errc::refused (robots.txt, private address, a limit; the
    /// message names it), Errc::invalid (no http(s) URL).
    boost::asio::awaitable<Result<Response>> fetch(Request request);

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

} // namespace gonggo::net
