#pragma once
// Every origin's robots.txt, fetched once a day (RFC 9309, 2.3 and 2.4).
#include "net/hosts.hpp"
#include "net/robots.hpp"
#include "net/transfer.hpp"
#include "net/url.hpp"
#include <memory>

namespace gonggo::net {

class RobotsCache {
public:
    RobotsCache(boost::asio::any_io_executor executor, Transfers& transfers, Hosts& hosts,
                std::string user_agent);
    ~RobotsCache();

    /// Fine when `url` may be fetched; else Errc::refused with the rule, or why robots.txt could
    /// not be read. The host's Crawl-delay is told to Hosts. Of `request`, its limits, spacing and
    /// allow_private are used.
    boost::asio::awaitable<Status> ask(const Request& request, const Origin& origin,
                                       const std::string& url);

private:
    struct Known;
    boost::asio::awaitable<std::shared_ptr<Known>> known(const Request& request,
                                                         const Origin& origin);
    boost::asio::awaitable<void> read(Known& known, const Request& request, const Origin& origin);

    boost::asio::any_io_executor executor_;
    Transfers& transfers_;
    Hosts& hosts_;
    std::string user_agent_;
    std::map<std::string, std::shared_ptr<Known>> known_;
};

} // namespace gonggo::net
