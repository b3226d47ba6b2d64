// The loop's deliveries: one at a time, beside the polls.
#include "daemon/deliver.hpp"
#include "daemon/loop.hpp"
#include "daemon/rounds.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace gonggo::daemon {

namespace asio = boost::asio;

void Loop::start_delivery() {
    if (delivering_) return;
    const Timestamp at = clock_();
    const auto next = next_delivery(store_, at);
    if (!next) return spdlog::error("delivery: {}", next.error().message);
    delivery_at_ = *next;
    if (!delivery_at_) return;
    if (const auto open = quiet_until(config(), at)) delivery_at_ = std::max(*delivery_at_, *open);
    if (*delivery_at_ > at || at < delivery_retry_) return;
    delivering_ = true;
    asio::co_spawn(io_, deliver(setup_), [this](const std::exception_ptr& failed) {
        delivering_ = false;
        if (failed) delivery_retry_ = clock_() + std::chrono::minutes{1};
        if (stopping_ && running_.empty()) return io_.stop();
        asio::post(io_, [this] { turn(); });
    });
}

asio::awaitable<void> Loop::deliver(std::shared_ptr<const Setup> setup) {
    const auto sent =
        co_await deliver_due({setup->config, *setup->http, mailer_}, store_, clock_, unsaved_);
    if (!sent) {
        if (sent.error().code == Errc::database) co_return could_not_save(sent.error().message);
        delivery_retry_ = clock_() + std::chrono::minutes{1};
        co_return spdlog::error("delivery: {}", sent.error().message);
    }
    if (*sent == 0) { // mails wait that nothing sends ([smtp] is gone): no haste
        delivery_retry_ = clock_() + std::chrono::seconds{30};
        co_return;
    }
    news_ = true;
    spdlog::info("delivered messages={}", *sent);
}

} // namespace gonggo::daemon
