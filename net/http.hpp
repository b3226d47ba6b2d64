#pragma once
// A request and its answer, as plain values: no curl, no Asio.
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gonggo::net {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// Bounds on one answer. Reaching one is an error that names it.
struct Limits {
    std::size_t bytes = 16u << 20; ///< after decompression
    bool cut = false;              ///< a longer answer is cut there; else it is an error
    std::chrono::milliseconds total{60'000};
    std::chrono::milliseconds connect{10'000};
    std::chrono::milliseconds idle{20'000}; ///< no byte for so long
    int redirects = 5;
};

struct Request {
    std::string method = "GET";
    std::string url;
    Headers headers;
    std::string body;
    std::string etag, last_modified; ///< of the copy we have: makes it conditional
    std::string hash;                ///< Response::hash of the copy we have: the same bytes again
                                     ///< count as not modified, and are not even unpacked
    std::string cookie_jar;          ///< a source's id; empty = no cookies
    bool allow_private = false;      ///< loopback, private and link-local targets too; redirects
                                     ///< must stay on that host, unless:
    bool private_redirects = false;  ///< they may lead to other private hosts
    bool ignore_robots = false;      ///< also true for webhooks, which robots.txt does not concern
    std::chrono::milliseconds spacing{0}; ///< least time between two requests to this host
    int concurrency = 4;                  ///< requests at once to this host
    bool render = false; ///< what a browser makes of the page is the answer's body (net/render.hpp)
    std::vector<std::string> render_hosts; ///< further hosts the browser may reach
    Limits limits;
};

struct Response {
    long status = 0;
    std::string url;                     ///< after redirects
    Headers headers;                     ///< names as sent
    std::string body;                    ///< decoded from gzip / br / zstd
    std::string hash;                    ///< hash_of() the bytes as they were sent
    bool not_modified = false;           ///< the copy we have is current, by 304 or by its hash
    std::chrono::seconds retry_after{0}; ///< of 429 / 503, 0 when absent

    /// The first header of that name, any case; empty when absent.
    [[nodiscard]] std::string header(std::string_view name) const;
};

} // namespace gonggo::net
