#include "daemon/deliver.hpp"

#include "base/text.hpp"
#include "config/load.hpp"
#include "daemon/instance.hpp"
#include "daemon/rounds.hpp"
#include "daemon/setup.hpp"
#include "notifier/letter.hpp"
#include "notifier/webhook.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

namespace gonggo::daemon {

namespace asio = boost::asio;
using notifier::DeliveryVerdict;
using postings::OutboxEntry;

namespace {

constexpr const char* kGivenUp = "given up after five days: ";

constexpr std::chrono::hours kLongestWait{25}; ///< a receiver may ask for a day

/// One channel's due messages, one after another.
class Courier {
public:
    Courier(Outside outside, postings::Store& store, Clock clock, Unsaved& unsaved)
        : outside_(outside), store_(store), clock_(std::move(clock)), unsaved_(unsaved) {}

    /// What could not be written down before.
    Status catch_up() {
        while (!unsaved_.empty()) {
            const auto& [id, verdict] = *unsaved_.begin();
            GONGGO_CHECK(store_.outbox_result(id, verdict.state, verdict.error, verdict.next_try));
            unsaved_.erase(unsaved_.begin());
        }
        return {};
    }

    asio::awaitable<Result<int>> mails(std::vector<OutboxEntry> due) {
        int sent = 0;
        if (due.empty() || outside_.config.smtp.host.empty()) co_return sent;
        const auto password = config::resolve(outside_.config.smtp.password);
        std::optional<net::MailOutcome> down;
        for (const auto& entry : due) {
            net::MailOutcome outcome{.permanent = true};
            if (down) // asked once, it speaks for all: each would wait for its time-out
                outcome = *down;
            else if (password)
                outcome = co_await mail(entry, *password);
            else
                outcome.error = password.error().message;
            const long reply = outcome.sent ? 250 : outcome.permanent ? 550 : outcome.reply_code;
            // a 2xx or 3xx before the connection broke says nothing about the mail
            const auto verdict = notifier::judge_smtp(outcome.sent || reply >= 400 ? reply : 0,
                                                      entry.attempts + 1, entry.created, clock_());
            if (const auto kept = keep(entry, verdict, outcome.error); !kept)
                co_return kept.error();
            sent += outcome.sent;
            if (outcome.unreachable) down = outcome;
        }
        co_return sent;
    }

    asio::awaitable<Result<int>> webhooks(std::vector<OutboxEntry> due) {
        int sent = 0;
        std::map<std::string, std::pair<DeliveryVerdict, std::string>> waiting; // asked just now
        for (const auto& entry : due) {
            const auto hook =
                std::ranges::find(outside_.config.webhooks, entry.target, &config::Webhook::name);
            std::string error;
            DeliveryVerdict verdict; // dead
            if (hook == outside_.config.webhooks.end())
                error = "no [[webhook]] named '" + entry.target + "' any more";
            else if (const auto told = waiting.find(entry.target); told != waiting.end())
                std::tie(verdict, error) = told->second;
            else
                verdict = co_await post(*hook, entry, error);
            if (verdict.kind == DeliveryVerdict::disable) {
                error = "410: the receiver wants no more; nothing is sent to it until its url "
                        "changes";
                if (const auto kept = store_.set_meta(gone_key(hook->name), hook->url.spec); !kept)
                    co_return kept.error();
            }
            if (const auto kept = keep(entry, verdict, error); !kept) co_return kept.error();
            if (verdict.kind == DeliveryVerdict::retry) waiting[entry.target] = {verdict, error};
            sent += verdict.kind == DeliveryVerdict::delivered;
        }
        co_return sent;
    }

private:
    asio::awaitable<net::MailOutcome> mail(const OutboxEntry& entry, const std::string& password) {
        const auto& smtp = outside_.config.smtp;
        const auto from = notifier::sender_of(smtp);
        const auto to = notifier::parse_mailbox(entry.target);
        if (!from || !to)
            co_return net::MailOutcome{.permanent = true,
                                       .error = from ? to.error().message : from.error().message};
        net::Mail mail{
            .from = from->address, .recipients = {to->address}, .message = entry.payload};
        co_return co_await outside_.mailer.send(std::move(mail), smtp, password);
    }

    asio::awaitable<DeliveryVerdict> post(const config::Webhook& hook, const OutboxEntry& entry,
                                          std::string& error) {
        auto request = request_to(hook, entry);
        if (!request) {
            error = request.error().message;
            co_return DeliveryVerdict{};
        }
        const auto answer = co_await outside_.http.fetch(std::move(*request));
        if (!answer) {
            error = answer.error().message;
            const bool for_good = answer.error().code != Errc::network;
            co_return for_good
                ? DeliveryVerdict{}
                : notifier::judge(0, {}, entry.attempts + 1, entry.created, clock_());
        }
        const auto verdict = notifier::judge(
            answer->status, notifier::asked_to_wait(answer->retry_after, answer->body),
            entry.attempts + 1, entry.created, clock_());
        if (verdict.kind != DeliveryVerdict::delivered)
            error = std::string(
                text::trim("HTTP " + std::to_string(answer->status) + " " +
                           text::truncate_to_width(text::printable(answer->body), 120)));
        co_return verdict;
    }

    Result<net::Request> request_to(const config::Webhook& hook, const OutboxEntry& entry) {
        notifier::WebhookTarget target{.kind = hook.kind,
                                       .chat = hook.chat,
                                       .allow_private = hook.allow_private,
                                       .timeout = hook.timeout};
        GONGGO_TRY(target.url, config::resolve(hook.url));
        for (const auto* secret : {&hook.secret, &hook.old_secret}) {
            if (secret->spec.empty()) continue;
            GONGGO_TRY(auto value, config::resolve(*secret));
            target.secrets.push_back(std::move(value));
        }
        return notifier::webhook_request(target, entry.payload, entry.key, clock_());
    }

    /// The receiver takes messages again: what was given up for it is due.
    Status revive(const OutboxEntry& taken) {
        GONGGO_TRY(const auto counts, store_.outbox_counts());
        if (!counts.contains("dead")) return {};
        GONGGO_TRY(const auto all, store_.outbox(false, clock_()));
        for (const auto& e : all) {
            const bool ours = e.channel == taken.channel && e.target == taken.target;
            if (e.state != "dead" || !ours || !e.last_error.starts_with(kGivenUp)) continue;
            if (const auto again = store_.outbox_again(e.id, clock_()); !again)
                return again.error();
        }
        return {};
    }

    Status keep(const OutboxEntry& entry, const DeliveryVerdict& verdict, std::string error) {
        const bool done = verdict.kind == DeliveryVerdict::delivered;
        const bool retry = verdict.kind == DeliveryVerdict::retry;
        if (done) GONGGO_CHECK(revive(entry));
        if (verdict.kind == DeliveryVerdict::expired) error = kGivenUp + error;
        if (!done && !retry) error += kRetryMend;
        unsaved_[entry.id] = {done    ? "sent"
                              : retry ? "due"
                                      : "dead",
                              std::move(error), retry ? verdict.at : clock_()};
        return catch_up();
    }

    Outside outside_;
    postings::Store& store_;
    Clock clock_;
    Unsaved& unsaved_;
};

} // namespace

Result<std::optional<Timestamp>> next_delivery(postings::Store& store, Timestamp now) {
    GONGGO_TRY(const auto next, store.next_delivery());
    if (!next || *next <= now + kLongestWait) return next;
    GONGGO_TRY(const auto all, store.outbox(false, now));
    for (const auto& e : all) {
        if (e.state != "due") continue;
        if (const auto again = store.outbox_again(e.id, now); !again) return again.error();
    }
    return store.next_delivery();
}

asio::awaitable<Result<int>> deliver_due(Outside outside, postings::Store& store, Clock clock,
                                         Unsaved& unsaved) {
    using namespace asio::experimental::awaitable_operators;
    Courier courier(outside, store, clock, unsaved);
    if (const auto caught_up = courier.catch_up(); !caught_up) co_return caught_up.error();
    if (const auto next = next_delivery(store, clock()); !next) co_return next.error();
    auto due = store.outbox(true, clock());
    if (!due) co_return due.error();
    std::vector<OutboxEntry> mails, hooks;
    for (auto& entry : *due) (entry.channel == "mail" ? mails : hooks).push_back(std::move(entry));
    const auto [a, b] =
        co_await (courier.mails(std::move(mails)) && courier.webhooks(std::move(hooks)));
    if (!a || !b) co_return a ? b.error() : a.error();
    co_return *a + *b;
}

Result<int> deliver(const config::Config& config, postings::Store& store) {
    asio::io_context io(1);
    net::HttpClient http(io.get_executor(), user_agent(config), config.daemon.proxy);
    net::Mailer mailer(io.get_executor());
    Result<int> sent = 0;
    Unsaved unsaved; // a second process may send again what this one could not write down
    asio::co_spawn(
        io,
        [&]() -> asio::awaitable<void> {
            sent = co_await deliver_due({config, http, mailer}, store, &now, unsaved);
        },
        asio::detached);
    io.run();
    return sent;
}

Result<int> deliver_unless_served(const config::Config& config, postings::Store& store) {
    if (Instance::holder(config.daemon.database)) return 0;
    GONGGO_TRY(const auto ours, Instance::take(config.daemon.database));
    return deliver(config, store);
}

} // namespace gonggo::daemon
