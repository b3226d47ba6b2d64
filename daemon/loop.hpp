#pragma once
// gonggod's loop: one thread, one io_context, everything that waits hangs on it; pages are read,
// and postings written, beside it.
#include "daemon/agenda.hpp"
#include "daemon/deliver.hpp"
#include "daemon/report.hpp"
#include "daemon/setup.hpp"
#include "daemon/workers.hpp"
#include "net/mailer.hpp"
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <memory>

namespace gonggo::daemon {

class Loop {
public:
    Loop(postings::Store& store, Clock clock);

    /// Runs until a signal ends it. An error when the configuration cannot be used.
    Status run(config::Config config);

private:
    using Signals = std::map<std::string, boost::asio::cancellation_signal>;

    void turn();
    void set_timer();
    void start_polls();
    boost::asio::awaitable<void> poll_one(std::shared_ptr<const Setup> setup, std::string id);
    void poll_ended(const PollResult& result);
    bool can_save();
    void could_not_save(const std::string& why);
    void write_due_digests();
    void start_delivery();
    boost::asio::awaitable<void> deliver(std::shared_ptr<const Setup> setup);
    void tidy();
    void write_metrics();

    void wait_for_signal();
    void reload();
    void heed_new_wishes();
    void stop();
    void feed_watchdog();
    void tell_status();

    [[nodiscard]] const config::Config& config() const { return setup_->config; }

    postings::Store& store_;
    Clock clock_;
    Signals running_; ///< cancel the polls under way; outlives their coroutines in io_
    boost::asio::io_context io_{1};
    Crew crew_{store_}; ///< ends before io_, which their work goes back to
    boost::asio::steady_timer timer_{io_}, watchdog_{io_}, grace_{io_};
    boost::asio::signal_set signals_{io_};
    std::shared_ptr<const Setup> setup_;
    net::Mailer mailer_{io_.get_executor()};
    Agenda agenda_;
    Counters counters_;
    std::optional<Timestamp> digest_at_, delivery_at_;
    Timestamp digest_retry_{}, delivery_retry_{};
    std::chrono::steady_clock::time_point metrics_at_{}, trimmed_at_{};
    std::optional<std::chrono::steady_clock::time_point> unsaved_since_; ///< polls wait since then
    std::chrono::steady_clock::time_point probe_at_{};
    std::chrono::nanoseconds hold_{0};
    Unsaved unsaved_;  ///< what became of messages, not written down yet
    bool news_ = true; ///< something happened that the metrics do not show yet
    bool delivering_ = false;
    bool stopping_ = false;
};

} // namespace gonggo::daemon
