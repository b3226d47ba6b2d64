#pragma once
// HTTP for polite readers: robots.txt, spacing per host, limits, no private targets.
#include "base/result.hpp"
#include "net/http.hpp"
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <string>

namespace gonggo::net {

struct Origin;

/// Used from the loop's thread only. Connections, cookies, robots.txt and what hosts asked of us
/// live as long as it does.
class HttpClient {
public:
    /// `user_agent` is sent as it is; its product token is what robots.txt is asked for. `proxy` is
    /// a URL, or empty: the environment's *_proxy variables count for nothing. Behind a proxy, it
    /// is the proxy's word which addresses are private.
    HttpClient(boost::asio::any_io_executor executor, std::string user_agent,
               std::string proxy = {});
    ~HttpClient();

    /// Every answer that came whole is a value, whatever its status. Errors: Errc::network (DNS,
    /// connection, TLS, time-outs), Errc::refused (robots.txt, private address, a limit, a host
    /// that asked for a long rest; the message names it), Errc::invalid (no http(s) URL). Throws
    /// operation_aborted when the coroutine is cancelled.
    boost::asio::awaitable<Result<Response>> fetch(Request request);

    /// How long the URL's host asked to be left alone (Retry-After of 429 and 503); 0 for none.
    [[nodiscard]] std::chrono::seconds resting(const std::string& url) const;

private:
    struct Impl;
    static boost::asio::awaitable<Result<Response>> rendered(Impl& impl, const Request& request,
                                                             const Origin& origin, std::string url,
                                                             Response plain);
    std::shared_ptr<Impl> impl_;
};

} // namespace gonggo::net
