#include "daemon/loop.hpp"

#include "base/file.hpp"
#include "daemon/logging.hpp"
#include "daemon/rounds.hpp"
#include "daemon/sd_notify.hpp"
#include "daemon/upkeep.hpp"
#include "notifier/schedule.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <random>
#include <unistd.h>

namespace gonggo::daemon {

namespace asio = boost::asio;
using namespace std::chrono;

namespace {

constexpr auto kLongestWait = seconds{30}; ///< then the wall clock is looked at again
constexpr auto kMetricsEvery = seconds{60};
constexpr auto kTrimEvery = seconds{60};
constexpr auto kDigestRetry = minutes{5};

std::function<double()> uniform() {
    return [engine = std::mt19937(std::random_device{}())]() mutable {
        return std::uniform_real_distribution<>(0, 1)(engine);
    };
}

} // namespace

Loop::Loop(postings::Store& store, Clock clock)
    : store_(store), clock_(std::move(clock)), agenda_(uniform()) {}

Status Loop::run(config::Config first) {
    std::signal(SIGPIPE, SIG_IGN); // curl's TLS writes to sockets that may be gone
    GONGGO_TRY(setup_, prepare(io_.get_executor(), std::move(first)));
    heed_new_wishes();
    for (const int number : {SIGTERM, SIGINT, SIGHUP}) signals_.add(number);
    agenda_.set_sources(config(), clock_(), [&](const std::string& id) {
        return plan_from(store_.meta(plan_key(id)));
    });
    wait_for_signal();
    feed_watchdog();
    asio::post(io_, [this] {
        turn();
        sd_notify("READY=1");
        spdlog::info("watching sources={} database={} next_digest={}", config().sources.size(),
                     log_value(config().daemon.database.string()),
                     digest_at_ ? iso8601(*digest_at_, config().daemon.time_zone) : "never");
    });
    io_.run();
    write_metrics();
    spdlog::info("stopped");
    return {};
}

/// Everything that is due now; then the timer for what comes next.
void Loop::turn() {
    if (stopping_) return;
    const Timestamp at = clock_();
    if (agenda_.heed_clock(at)) spdlog::warn("the clock was set back; polls keep their distance");
    if (can_save()) {
        start_polls();
        write_due_digests();
        start_delivery();
        tidy();
    } else if (steady_clock::now() - metrics_at_ > kMetricsEvery) {
        write_metrics();
    }
    tell_status();
    set_timer();
}

void Loop::set_timer() {
    const Timestamp at = clock_();
    nanoseconds wait = kLongestWait;
    if (unsaved_since_)
        wait = std::min<nanoseconds>(
            wait, std::max<nanoseconds>(probe_at_ - steady_clock::now(), seconds{0}));
    const auto until = [&](std::optional<Timestamp> when) {
        if (when && !unsaved_since_)
            wait = std::min<nanoseconds>(wait, std::max(*when - at, seconds{0}));
    };
    if (agenda_.running() < static_cast<std::size_t>(config().daemon.polls_at_once))
        until(agenda_.next());
    if (digest_at_) until(std::max(*digest_at_, digest_retry_));
    if (!delivering_ && delivery_at_) until(std::max(*delivery_at_, delivery_retry_));
    const auto fraction = system_clock::now().time_since_epoch() % seconds{1};
    wait = std::max<nanoseconds>(wait - fraction, milliseconds{1}); // clocks read whole seconds
    timer_.expires_after(wait);
    timer_.async_wait([this](boost::system::error_code ec) {
        if (ec) return;
        const duration<double> late = steady_clock::now() - timer_.expiry();
        counters_.latest_seconds = std::max(counters_.latest_seconds, late.count());
        turn();
    });
}

void Loop::start_polls() {
    const auto most = static_cast<std::size_t>(config().daemon.polls_at_once);
    const auto busy = agenda_.running();
    for (const auto& id : agenda_.start_due(clock_(), most > busy ? most - busy : 0))
        asio::co_spawn(io_, poll_one(setup_, id),
                       asio::bind_cancellation_slot(
                           running_[id].slot(), [this, id](const std::exception_ptr& failed) {
                               asio::post(io_, [this, id, gone = !!failed] {
                                   if (gone && stopping_)
                                       agenda_.abandoned(id);
                                   else if (gone) // a broken invariant: not again at once
                                       poll_ended({.source = id,
                                                   .state = "broken",
                                                   .reason = "internal error"});
                                   running_.erase(id);
                                   if (stopping_ && running_.empty() && !delivering_) io_.stop();
                                   turn();
                               });
                           }));
}

asio::awaitable<void> Loop::poll_one(std::shared_ptr<const Setup> setup, std::string id) {
    const auto& sources = setup->config.sources;
    const auto source =
        std::find_if(sources.begin(), sources.end(), [&](const auto& s) { return s.id == id; });
    if (source == sources.end()) co_return agenda_.abandoned(id);
    World world{setup->config, store_, setup->matcher, *setup->http, crew_, clock_};
    poll_ended(co_await poll(world, *source));
}

void Loop::poll_ended(const PollResult& result) {
    if (!result.saved) {
        agenda_.abandoned(result.source);
        return could_not_save(log_value(result.source) + ": " + result.reason);
    }
    if (result.fresh > 0) hold_ = {};
    const Plan plan = agenda_.finished(result, clock_());
    ++counters_.polls[result.state];
    counters_.poll_seconds += duration<double>(result.took).count();
    news_ = true;
    const auto level = result.state == "ok" ? spdlog::level::info : spdlog::level::warn;
    spdlog::log(level,
                "poll source={} state={} items={} new={} details={} unchanged={} took_ms={} "
                "failures={} next={}{}",
                log_value(result.source), result.state, result.items, result.fresh, result.details,
                result.unchanged, result.took.count(), plan.failures,
                iso8601(plan.due, config().daemon.time_zone),
                result.reason.empty() ? "" : " reason=" + log_value(result.reason));
    if (const auto kept = store_.set_meta(plan_key(result.source), to_text(plan)); !kept)
        could_not_save(kept.error().message);
}

void Loop::write_due_digests() {
    const Timestamp at = clock_();
    const std::string& zone = config().daemon.time_zone;
    const auto written = [&](Timestamp when) {
        return store_.set_meta(kDigestKey, iso8601(when, zone));
    };
    const auto known = parse_iso8601(store_.meta(kDigestKey));
    const Timestamp last = last_digest(known, at);
    if (known != last)
        if (const auto kept = written(last); !kept) spdlog::error("{}", kept.error().message);
    digest_at_ = notifier::next_digest(config().digest, last, at, zone);
    if (!digest_at_ || *digest_at_ > at || at < digest_retry_) return;
    news_ = true;
    const auto files = write_digests(
        config(), store_, at, [](const Error& e) { spdlog::error("digest: {}", e.message); });
    const auto kept = files ? written(at) : Status{};
    if (const auto& error = files ? kept : Status(files.error());
        !error && error.error().code == Errc::database)
        return could_not_save(error.error().message);
    if (!files || !kept) {
        spdlog::error("digest: {}", (files ? kept.error() : files.error()).message);
        digest_retry_ = at + kDigestRetry;
        return;
    }
    spdlog::info("digest files={} due={}", files->size(), iso8601(*digest_at_, zone));
    digest_retry_ = {};
    digest_at_ = notifier::next_digest(config().digest, at, at, zone);
}

/// After a round: memory back to the system, metrics to their file.
void Loop::tidy() {
    const auto at = steady_clock::now();
    if (agenda_.running() > 0) return;
    if (news_ && at - trimmed_at_ > kTrimEvery) {
        trimmed_at_ = at;
        if (const auto done = upkeep(config(), store_, clock_()); !done)
            spdlog::error("upkeep: {}", done.error().message);
        give_memory_back();
    }
    if (news_)
        if (const auto written = write_feed_files(config(), store_, clock_()); !written)
            spdlog::error("feeds: {}", written.error().message);
    if (news_ || at - metrics_at_ > kMetricsEvery) write_metrics();
}

void Loop::write_metrics() {
    metrics_at_ = steady_clock::now();
    news_ = false;
    const auto& file = config().daemon.metrics;
    if (file.empty()) return;
    auto report = gather(config(), store_, ::getpid(), clock_());
    if (!report) return spdlog::error("metrics: {}", report.error().message);
    report->counters = counters_;
    report->counters.can_save = !unsaved_since_;
    if (const auto written = write_file_atomically(file, as_metrics(*report)); !written)
        spdlog::error("metrics: {}", written.error().message);
}

} // namespace gonggo::daemon
