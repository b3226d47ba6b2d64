#include "daemon/rounds.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "config/load.hpp"
#include "net/mailer.hpp"
#include "notifier/digest.hpp"
#include "notifier/letter.hpp"
#include "notifier/mime.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <xxhash.h>

namespace gonggo::daemon {

namespace asio = boost::asio;

namespace {

notifier::DigestContent content_for(const config::Config& config, postings::Store& store,
                                    const config::Profile& profile,
                                    std::vector<postings::Posting> fresh, Timestamp now,
                                    bool first) {
    notifier::DigestContent out;
    out.kind = first ? notifier::DigestKind::welcome : notifier::DigestKind::daily;
    out.profile = profile.name;
    out.date = date_in(now, config.daemon.time_zone);
    out.language = config.daemon.language;
    const auto most = static_cast<std::size_t>(config.digest.most);
    out.more = fresh.size() > most ? fresh.size() - most : 0;
    out.command = "gonggo list --new --profile " + profile.name;
    if (fresh.size() > most) fresh.resize(most);
    for (auto& posting : fresh) {
        notifier::DigestEntry entry;
        for (const auto& match : posting.matches)
            if (match.profile == profile.name) {
                entry.score = match.score;
                entry.reasons = match.reasons;
            }
        for (const auto& skill : postings::classify(posting).skills)
            if (entry.words.size() < 6) entry.words.push_back(skill);
        entry.posting = std::move(posting);
        out.fresh.push_back(std::move(entry));
    }
    if (auto sources = store.sources())
        for (const auto& s : *sources)
            if (s.state != "ok") out.health.push_back({s.source, false, s.reason});
    return out;
}

Result<std::string> mail_for(const config::Config& config, const config::Profile& profile,
                             const notifier::RenderedDigest& digest, const std::string& key,
                             Timestamp now) {
    notifier::Mail mail;
    GONGGO_TRY(mail.from,
               notifier::parse_mailbox(config.smtp.from.empty() ? "gonggo <gonggo@localhost>"
                                                                : config.smtp.from));
    for (const auto& to : profile.to) {
        GONGGO_TRY(auto box, notifier::parse_mailbox(to));
        mail.to.push_back(std::move(box));
    }
    if (mail.to.empty()) mail.to.push_back(mail.from);
    mail.subject = digest.subject;
    mail.date = now;
    mail.zone = config.daemon.time_zone;
    mail.message_id = key + "@gonggo.localhost";
    mail.list_id = "digest.gonggo.localhost";
    mail.unsubscribe = mail.from.address;
    mail.text = digest.text;
    mail.html = digest.html;
    return notifier::build_mime(mail);
}

} // namespace

Result<std::vector<std::filesystem::path>> write_digests(const config::Config& config,
                                                         postings::Store& store, Timestamp now) {
    std::vector<std::filesystem::path> files;
    for (const auto& profile : config.profiles) {
        GONGGO_TRY(auto fresh, store.untold(profile.name));
        const std::string meta_key = "digest." + profile.name;
        const bool first = store.meta(meta_key).empty();
        std::vector<std::string> ids;
        for (const auto& p : fresh) ids.push_back(p.id);
        const auto content = content_for(config, store, profile, std::move(fresh), now, first);
        if (notifier::is_empty(content) && !config.digest.send_empty) continue;
        GONGGO_TRY(const auto rendered, notifier::render_digest(content));
        // two digests of one second are two messages: what they tell is in the key
        const std::string told = text::join(ids, " ");
        const std::string key = "digest-" + profile.name + "-" +
                                std::to_string(now.time_since_epoch().count()) + "-" +
                                std::to_string(XXH3_64bits(told.data(), told.size()));
        GONGGO_TRY(const std::string eml, mail_for(config, profile, rendered, key, now));
        const auto html = config.digest.directory /
                          (iso8601(content.date) + "-" + notifier::slug(profile.name) + ".html");
        GONGGO_CHECK(write_file_atomically(html, rendered.html));
        GONGGO_CHECK(
            write_file_atomically(config.digest.directory / (iso8601(content.date) + "-" +
                                                             notifier::slug(profile.name) + ".eml"),
                                  eml));
        GONGGO_CHECK(store.in_transaction([&]() -> Status {
            if (!config.smtp.host.empty() && !profile.to.empty())
                GONGGO_CHECK(store.enqueue({.key = key,
                                            .channel = "mail",
                                            .target = text::join(profile.to, ","),
                                            .payload = eml},
                                           now));
            GONGGO_CHECK(store.mark_told(profile.name, ids, now));
            return store.set_meta(meta_key, iso8601(now, config.daemon.time_zone));
        }));
        files.push_back(html);
    }
    return files;
}

Result<int> deliver(const config::Config& config, postings::Store& store, Timestamp now) {
    if (config.smtp.host.empty()) return 0;
    GONGGO_TRY(const auto due, store.outbox(true, now));
    if (due.empty()) return 0;
    GONGGO_TRY(const std::string password, config::resolve(config.smtp.password));
    GONGGO_TRY(
        const auto from,
        notifier::parse_mailbox(config.smtp.from.empty() ? "gonggo@localhost" : config.smtp.from));
    int sent = 0;
    Status failed;
    asio::io_context io(1);
    net::Mailer mailer(io.get_executor());
    asio::co_spawn(
        io,
        [&]() -> asio::awaitable<void> {
            for (const auto& entry : due) {
                net::Mail mail{.from = from.address, .message = entry.payload};
                for (const auto& to : text::split_trimmed(entry.target, ","))
                    if (const auto box = notifier::parse_mailbox(to))
                        mail.recipients.push_back(box->address);
                const auto outcome = co_await mailer.send(std::move(mail), config.smtp, password);
                sent += outcome.sent;
                const bool over = outcome.permanent || entry.attempts >= 60;
                const auto wait =
                    std::min(std::chrono::seconds{60} * (1 << std::min(entry.attempts, 8)),
                             std::chrono::seconds{7200});
                const auto written = store.outbox_result(entry.id,
                                                         outcome.sent ? "sent"
                                                         : over       ? "dead"
                                                                      : "due",
                                                         outcome.error, now + wait);
                if (!written) failed = written;
            }
        },
        asio::detached);
    io.run();
    if (!failed) return failed.error();
    return sent;
}

} // namespace gonggo::daemon
