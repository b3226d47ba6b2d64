// The loop's talk with the system: signals, systemd's notifications.
#include "config/load.hpp"
#include "daemon/logging.hpp"
#include "daemon/loop.hpp"
#include "daemon/sd_notify.hpp"
#include "daemon/wishes.hpp"

#include "base/text.hpp"

#include <spdlog/spdlog.h>

#include <csignal>

namespace gonggo::daemon {

using namespace std::chrono;

namespace {

constexpr auto kGrace = seconds{4}; ///< for what is under way at SIGTERM; promised are five

Result<config::Config> read_again(const config::Config& before) {
    GONGGO_TRY(config::Config fresh, config::load(before.file));
    GONGGO_CHECK(check_setup(fresh));
    if (fresh.daemon.database != before.daemon.database)
        return Error{Errc::refused, "daemon.database cannot change while gonggod runs; mend: "
                                    "restart it"};
    if (fresh.daemon.metrics.empty()) fresh.daemon.metrics = before.daemon.metrics; // --metrics
    return fresh;
}

} // namespace

void Loop::wait_for_signal() {
    signals_.async_wait([this](boost::system::error_code ec, int number) {
        if (ec) return;
        if (number == SIGHUP)
            reload();
        else
            stop();
        wait_for_signal();
    });
}

void Loop::reload() {
    if (stopping_) return;
    sd_notify_reloading();
    auto fresh = read_again(config());
    auto setup = fresh ? prepare(io_.get_executor(), std::move(*fresh), setup_)
                       : Result<std::shared_ptr<const Setup>>(fresh.error());
    if (setup) {
        setup_ = std::move(*setup);
        set_up_log(config().daemon.log_level);
        heed_new_wishes();
        agenda_.set_sources(config(), clock_(), [&](const std::string& id) {
            return plan_from(store_.meta(plan_key(id)));
        });
        spdlog::info("reloaded sources={} profiles={}", config().sources.size(),
                     config().profiles.size());
    } else {
        for (const auto& line : text::split_trimmed(setup.error().message, "\n"))
            spdlog::error("the new configuration is not used: {}", line);
    }
    sd_notify("READY=1");
    turn();
}

void Loop::heed_new_wishes() {
    const auto matched = heed_wishes(config(), store_, setup_->matcher, clock_());
    if (!matched)
        spdlog::error("postings are not matched by the new configuration yet: {}",
                      matched.error().message);
    else if (*matched > 0)
        spdlog::info("matched anew postings={}", *matched);
}

void Loop::stop() {
    if (stopping_) return io_.stop(); // a second signal: at once
    stopping_ = true;
    sd_notify("STOPPING=1\nSTATUS=stopping");
    spdlog::info("stopping polls={}", running_.size());
    timer_.cancel();
    if (running_.empty() && !delivering_) return io_.stop();
    for (auto& [id, signal] : running_) signal.emit(boost::asio::cancellation_type::terminal);
    grace_.expires_after(kGrace);
    grace_.async_wait([this](boost::system::error_code ec) {
        if (!ec) io_.stop();
    });
}

void Loop::feed_watchdog() {
    const auto period = watchdog_period();
    if (!period) return;
    sd_notify("WATCHDOG=1");
    watchdog_.expires_after(*period);
    watchdog_.async_wait([this](boost::system::error_code ec) {
        if (!ec) feed_watchdog();
    });
}

void Loop::tell_status() {
    const std::string& zone = config().daemon.time_zone;
    const auto next = agenda_.next();
    if (unsaved_since_) return sd_notify("STATUS=the database cannot be written; polls wait");
    sd_notify("STATUS=" + std::to_string(config().sources.size()) + " sources, polling " +
              std::to_string(agenda_.running()) + "; next poll " +
              (next ? iso8601(*next, zone) : "-") + ", next digest " +
              (digest_at_ ? iso8601(*digest_at_, zone) : "-"));
}

} // namespace gonggo::daemon
