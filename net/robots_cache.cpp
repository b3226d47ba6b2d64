#include "net/robots_cache.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace gonggo::net {

namespace asio = boost::asio;
using namespace std::chrono;

namespace {

constexpr auto kLife = hours{24};              // RFC 9309, 2.4
constexpr auto kRetry = minutes{10};           ///< an unreachable one is asked again
constexpr std::size_t kMostBytes = 500 * 1024; // 2.5
constexpr int kMostRedirects = 5;              // 2.3.1.2
constexpr double kMostDelay = 600;             ///< seconds; a longer Crawl-delay counts as this

} // namespace

struct RobotsCache::Known {
    Robots rules;
    bool read = false;       ///< the rules are the origin's word, be it of yesterday
    std::string unreachable; ///< why there are none
    steady_clock::time_point until{};
    bool asking = false;
    std::shared_ptr<asio::steady_timer> answered; ///< cancelled when asking is over
};

RobotsCache::RobotsCache(asio::any_io_executor executor, Transfers& transfers, Hosts& hosts,
                         std::string user_agent)
    : executor_(std::move(executor)), transfers_(transfers), hosts_(hosts),
      user_agent_(std::move(user_agent)) {}
RobotsCache::~RobotsCache() = default;

/// Fetches robots.txt, over up to five redirects. 4xx: there are no rules. 5xx, 429 and no answer:
/// everything is disallowed, unless rules are known from before.
asio::awaitable<void> RobotsCache::read(Known& known, const Request& request,
                                        const Origin& origin) {
    const auto unreachable = [&](std::string why) {
        known.unreachable = std::move(why);
        known.until = steady_clock::now() + kRetry;
    };
    Request ask{.allow_private = request.allow_private, .limits = request.limits};
    ask.limits.bytes = kMostBytes;
    ask.limits.cut = true;
    std::string at = origin.text() + "/robots.txt";
    Robots rules; // stays empty after redirects without end (2.3.1.2)
    for (int hop = 0; hop <= kMostRedirects; ++hop) {
        const auto target = origin_of(at);
        if (!target) break;
        if (target->host != origin.host) ask.allow_private = false;
        auto turn =
            co_await hosts_.turn(target->host_key(), {request.spacing, request.concurrency, true});
        if (!turn) co_return unreachable(turn.error().message);
        const Hosts::Place place(std::move(*turn));
        const auto answer = co_await transfers_.exchange(ask, at);
        if (!answer) co_return unreachable(answer.error().message);
        if (answer->status >= 500 || answer->status == 429)
            co_return unreachable("HTTP " + std::to_string(answer->status));
        const std::string location = answer->header("Location");
        if (answer->status >= 300 && answer->status < 400 && !location.empty()) {
            at = resolve_url(at, location);
            continue;
        }
        if (answer->status == 200) rules = parse_robots(answer->body);
        break;
    }
    known.rules = std::move(rules);
    known.read = true;
    known.until = steady_clock::now() + kLife;
}

asio::awaitable<std::shared_ptr<RobotsCache::Known>> RobotsCache::known(const Request& request,
                                                                        const Origin& origin) {
    // what was refused to one as private must not be refused to another that may reach it
    auto& slot = known_[origin.text() + (request.allow_private ? " private" : "")];
    if (!slot) slot = std::make_shared<Known>();
    const auto found = slot;
    while (found->until <= steady_clock::now()) {
        if (found->asking) { // one of us asks, the others wait for its answer
            const auto answered = found->answered;
            co_await answered->async_wait(asio::as_tuple(asio::use_awaitable));
            continue;
        }
        struct Asking {
            Known& known;
            ~Asking() {
                known.asking = false;
                known.answered->cancel();
            }
        } asking{*found};
        found->asking = true;
        found->answered =
            std::make_shared<asio::steady_timer>(executor_, asio::steady_timer::time_point::max());
        co_await read(*found, request, origin);
    }
    co_return found;
}

asio::awaitable<Status> RobotsCache::ask(const Request& request, const Origin& origin,
                                         const std::string& url) {
    const auto robots = co_await known(request, origin);
    if (!robots->read)
        co_return Error{Errc::refused, origin.text() + "/robots.txt cannot be read (" +
                                           robots->unreachable +
                                           "), so nothing is fetched there (RFC 9309; "
                                           "ignore_robots = true in the [[source]] overrides it)"};
    const auto verdict = check_robots(robots->rules, user_agent_, url);
    if (verdict.crawl_delay)
        hosts_.set_crawl_delay(origin.host_key(), duration_cast<milliseconds>(duration<double>(
                                                      std::min(*verdict.crawl_delay, kMostDelay))));
    if (!verdict.allowed)
        co_return Error{Errc::refused, url + ": robots.txt says \"" + verdict.rule +
                                           "\" (ignore_robots = true in the [[source]] overrides "
                                           "it, at your own responsibility)"};
    co_return Status{};
}

} // namespace gonggo::net
