#include "net/client.hpp"

#include "base/text.hpp"
#include "net/hosts.hpp"
#include "net/render.hpp"
#include "net/robots_cache.hpp"
#include "net/transfer.hpp"
#include "net/url.hpp"

#include <algorithm>
#include <optional>

namespace gonggo::net {

namespace asio = boost::asio;
using std::chrono::seconds;

namespace {

constexpr seconds kMostRest = std::chrono::hours{24};

/// Secrets meant for one origin are not carried to another by a redirect.
void drop_credentials(Headers& headers) {
    std::erase_if(headers, [](const auto& header) {
        const std::string name = text::ascii_lower(header.first);
        return name == "authorization" || name == "cookie" || name == "proxy-authorization";
    });
}

/// Where a redirect leads; empty when the answer is none (RFC 9110, 15.4).
std::string redirect_of(const Response& answer) {
    const long s = answer.status;
    const bool redirect = s == 301 || s == 302 || s == 303 || s == 307 || s == 308;
    return redirect ? answer.header("Location") : std::string();
}

/// The word that private addresses may be fetched holds for the host it was given for, at its own
/// or its scheme's port.
bool same_host(const Origin& first, const Origin& next) {
    return next.host == first.host && (next.port == first.port || next.port.empty());
}

/// The request as it goes on to the redirect's target.
void follow(Request& request, const Origin& from, const Origin& to, long status) {
    if (from != to) drop_credentials(request.headers);
    if (!request.private_redirects && !same_host(from, to)) request.allow_private = false;
    if (status == 303 || ((status == 301 || status == 302) && request.method == "POST")) {
        request.method = "GET";
        request.body.clear();
    }
}

} // namespace

struct HttpClient::Impl {
    Impl(const asio::any_io_executor& executor, const std::string& user_agent, std::string proxy)
        : agent(user_agent), hosts(executor), transfers(executor, agent, std::move(proxy)),
          robots(executor, transfers, hosts, agent) {}

    std::string agent;
    Hosts hosts;
    Transfers transfers;
    RobotsCache robots;
};

HttpClient::HttpClient(asio::any_io_executor executor, std::string user_agent, std::string proxy)
    : impl_(std::make_shared<Impl>(executor, user_agent, std::move(proxy))) {}
HttpClient::~HttpClient() = default;

seconds HttpClient::resting(const std::string& url) const {
    const auto origin = origin_of(url);
    return origin ? impl_->hosts.resting(origin->host_key()) : seconds{0};
}

/// The plain answer with what a browser makes of that page as its body; one more turn at the host.
asio::awaitable<Result<Response>> HttpClient::rendered(Impl& impl, const Request& request,
                                                       const Origin& origin, std::string url,
                                                       Response plain) {
    auto turn = co_await impl.hosts.turn(
        origin.host_key(), {request.spacing, request.concurrency, !request.ignore_robots});
    if (!turn) co_return turn.error();
    auto page = co_await render(request, std::move(url), impl.agent);
    if (!page) co_return page.error();
    plain.body = std::move(*page);
    plain.hash.clear();
    std::erase_if(plain.headers, [](const auto& header) {
        const std::string name = text::ascii_lower(header.first);
        return name == "content-type" || name == "etag" || name == "last-modified";
    });
    plain.headers.emplace_back("Content-Type", "text/html; charset=utf-8");
    co_return plain;
}

asio::awaitable<Result<Response>> HttpClient::fetch(Request request) {
    const auto impl = impl_;
    std::string url = request.url;
    auto origin = origin_of(url);
    if (!origin) co_return origin.error();
    for (int hop = 0;; ++hop) {
        if (!request.ignore_robots)
            if (const auto allowed = co_await impl->robots.ask(request, *origin, url); !allowed)
                co_return allowed.error();
        auto turn = co_await impl->hosts.turn(
            origin->host_key(), {request.spacing, request.concurrency, !request.ignore_robots});
        if (!turn) co_return turn.error();
        std::optional<Hosts::Place> place(std::move(*turn));
        auto answer = co_await impl->transfers.exchange(request, url);
        if (answer && (answer->status == 429 || answer->status == 503) &&
            answer->retry_after > seconds{0})
            impl->hosts.rest(origin->host_key(), std::min(answer->retry_after, kMostRest));
        place.reset(); // after the rest is known
        if (!answer) co_return answer;
        const std::string location = redirect_of(*answer);
        if (location.empty()) {
            if (request.render && answer->status == 200)
                co_return co_await rendered(*impl, request, *origin, url, std::move(*answer));
            co_return answer;
        }
        if (hop >= request.limits.redirects)
            co_return Error{Errc::refused, request.url + ": more than " +
                                               std::to_string(request.limits.redirects) +
                                               " redirects"};
        url = resolve_url(url, location);
        auto next = origin_of(url);
        if (!next) co_return next.error();
        follow(request, *origin, *next, answer->status);
        origin = std::move(next);
    }
}

} // namespace gonggo::net
