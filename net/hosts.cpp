#include "net/hosts.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <list>
#include <map>

namespace gonggo::net {

namespace asio = boost::asio;
using namespace std::chrono;

namespace {

constexpr auto kPatience = seconds{60}; ///< a longer rest is told, not waited for

struct Waiter {
    asio::steady_timer call; ///< cancelled to call the waiter
    Hosts::Manners manners;
    bool called = false; ///< no longer in the queue
    bool granted = false;
};

} // namespace

struct Hosts::Host : std::enable_shared_from_this<Host> {
    explicit Host(const asio::any_io_executor& executor) : wake(executor) {}

    /// Gives turns to those in front, as far as manners allow.
    void advance() {
        while (!waiting.empty()) {
            Waiter& first = *waiting.front();
            if (rest_until > steady_clock::now() + kPatience) {
                first.called = true;
                first.call.cancel();
                waiting.pop_front();
                continue;
            }
            if (running >= std::max(1, first.manners.concurrency)) return; // a Place will call
            const auto delay =
                std::max(first.manners.spacing,
                         first.manners.heed_crawl_delay ? crawl_delay : milliseconds{0});
            const auto from = std::max(used ? last + delay : last, rest_until);
            if (const auto at = steady_clock::now(); at < from) return wake_at(from);
            ++running;
            touch();
            first.called = first.granted = true;
            first.call.cancel();
            waiting.pop_front();
        }
    }

    void touch() {
        last = steady_clock::now();
        used = true;
    }

    void wake_at(steady_clock::time_point when) {
        wake.expires_at(when);
        wake.async_wait([weak = weak_from_this()](boost::system::error_code ec) {
            if (const auto alive = weak.lock(); alive && !ec) alive->advance();
        });
    }

    asio::steady_timer wake;
    std::list<Waiter*> waiting;
    int running = 0;
    bool used = false;
    steady_clock::time_point last{}; ///< a request's start or end
    steady_clock::time_point rest_until{};
    milliseconds crawl_delay{0};
};

struct Hosts::Impl {
    asio::any_io_executor executor;
    std::map<std::string, std::shared_ptr<Host>> hosts;
};

Hosts::Hosts(asio::any_io_executor executor) : impl_(std::make_unique<Impl>()) {
    impl_->executor = std::move(executor);
}
Hosts::~Hosts() = default;

Hosts::Place::~Place() {
    if (!host_) return;
    --host_->running;
    host_->touch();
    host_->advance();
}

std::shared_ptr<Hosts::Host> Hosts::at(const std::string& host) {
    auto& found = impl_->hosts[host];
    if (!found) found = std::make_shared<Host>(impl_->executor);
    return found;
}

asio::awaitable<Result<Hosts::Place>> Hosts::turn(std::string name, Manners manners) {
    const auto host = at(name);
    Waiter waiter{asio::steady_timer(impl_->executor, asio::steady_timer::time_point::max()),
                  manners};
    const auto place = host->waiting.insert(host->waiting.end(), &waiter);
    /// Dropped before its turn: out of the queue, and the next may be ready.
    struct Leave {
        Host& host;
        std::list<Waiter*>::iterator place;
        Waiter& waiter;
        ~Leave() {
            if (waiter.called) return;
            host.waiting.erase(place);
            host.advance();
        }
    } leave{*host, place, waiter};
    host->advance();
    if (!waiter.called) co_await waiter.call.async_wait(asio::as_tuple(asio::use_awaitable));
    if (!waiter.called) throw boost::system::system_error(asio::error::operation_aborted);
    if (!waiter.granted)
        co_return Error{Errc::refused, name.substr(0, name.rfind(':')) +
                                           " asks to be left alone for another " +
                                           std::to_string(resting(name).count()) + " s"};
    co_return Place(host);
}

void Hosts::set_crawl_delay(const std::string& host, milliseconds delay) {
    at(host)->crawl_delay = delay;
}

void Hosts::rest(const std::string& host, seconds duration) {
    const auto found = at(host);
    found->rest_until = std::max(found->rest_until, steady_clock::now() + duration);
    found->advance();
}

seconds Hosts::resting(const std::string& host) const {
    const auto found = impl_->hosts.find(host);
    if (found == impl_->hosts.end()) return seconds{0};
    return std::max(seconds{0}, ceil<seconds>(found->second->rest_until - steady_clock::now()));
}

} // namespace gonggo::net
