#pragma once
// One HTTP exchange by libcurl: no redirects followed, no robots asked, no turn waited for.
#include "base/result.hpp"
#include "net/http.hpp"
#include "net/multi.hpp"
#include <boost/asio/awaitable.hpp>
#include <map>
#include <string>

namespace gonggo::net {

/// Connections, DNS answers and TLS sessions are kept between exchanges; cookies per jar.
class Transfers {
public:
    /// `proxy` empty: none, whatever the environment says.
    Transfers(boost::asio::any_io_executor executor, std::string user_agent, std::string proxy);
    ~Transfers();
    Transfers(const Transfers&) = delete;
    Transfers& operator=(const Transfers&) = delete;

    /// Asks for `url` as `request` says. Errors as HttpClient::fetch; throws operation_aborted when
    /// the coroutine is cancelled.
    boost::asio::awaitable<Result<Response>> exchange(const Request& request,
                                                      const std::string& url);

private:
    CURLSH* jar_of(const std::string& name);

    std::string user_agent_, proxy_;
    CURLSH* share_;
    std::map<std::string, CURLSH*> jars_;
    Multi multi_; ///< last: its transfers let go of the shares first
};

} // namespace gonggo::net
