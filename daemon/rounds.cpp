#include "daemon/rounds.hpp"

#include "base/hash.hpp"
#include "base/korean.hpp"
#include "base/text.hpp"
#include "daemon/content.hpp"
#include "notifier/feeds.hpp"
#include "notifier/letter.hpp"
#include "notifier/phrases.hpp"
#include "notifier/schedule.hpp"
#include "notifier/webhook.hpp"

#include <algorithm>

namespace gonggo::daemon {
namespace {

bool wants(const config::Webhook& hook, const std::string& profile) {
    return hook.profiles.empty() || std::ranges::count(hook.profiles, profile) > 0;
}

/// The first profile it wants speaks of the health for all.
bool speaks_for(const config::Config& config, const config::Webhook& hook,
                const std::string& profile) {
    const auto first =
        std::ranges::find_if(config.profiles, [&](const auto& p) { return wants(hook, p.name); });
    return first != config.profiles.end() && first->name == profile;
}

/// Two messages of one second are two: what they tell is in the key.
std::string key_of(const std::string& what, const std::vector<std::string>& told, Timestamp now) {
    return what + "-" + std::to_string(now.time_since_epoch().count()) + "-" +
           hash_of(text::join(told, " "));
}

/// Somebody gets it without opening a file.
bool goes_out(const config::Config& config, const config::Profile& profile) {
    return (!config.smtp.host.empty() && !profile.to.empty()) ||
           std::ranges::any_of(config.webhooks, [&](const auto& hook) {
               return hook.when == "digest" && wants(hook, profile.name);
           });
}

/// The health alone, for those who get no digest.
notifier::DigestContent health_of(const notifier::DigestContent& c) {
    notifier::DigestContent out;
    out.profile = c.profile;
    out.date = c.date;
    out.language = c.language;
    out.names = c.names;
    out.health = c.health;
    return out;
}

Status queue_digest(const config::Config& config, postings::Store& store,
                    const config::Profile& profile, const DigestNews& news, const std::string& key,
                    const std::string& eml, Timestamp now) {
    GONGGO_CHECK(enqueue_mails(config, store, profile, key, eml, now));
    for (const auto& hook : config.webhooks) {
        if (!wants(hook, profile.name)) continue;
        if (hook.when == "digest") {
            GONGGO_CHECK(enqueue_hook(hook, store, key, news.content, now));
        } else if (news.health_news && !goes_out(config, profile) &&
                   speaks_for(config, hook, profile.name)) {
            GONGGO_CHECK(enqueue_hook(hook, store, key, health_of(news.content), now));
        }
    }
    GONGGO_CHECK(store.mark_told(profile.name, news.told, now));
    for (const auto& fact : news.facts) GONGGO_CHECK(store.tell(fact, now));
    GONGGO_CHECK(store.set_meta(health_key(profile.name), news.health));
    if (news.content.kind == notifier::DigestKind::weekly)
        GONGGO_CHECK(store.set_meta(weekly_key(profile.name), iso8601(news.content.date)));
    return store.set_meta("digest." + profile.name, iso8601(now, config.daemon.time_zone));
}

Result<std::string> eml_of(const config::Config& config, const config::Profile& profile,
                           const DigestNews& news, const notifier::RenderedDigest& digest,
                           const std::string& key, Timestamp now) {
    const std::string& zone = config.daemon.time_zone;
    GONGGO_TRY(auto mail, notifier::digest_mail(digest, profile, config.smtp, key, now, zone));
    if (mail.to.empty()) mail.to.push_back(mail.from);
    if (config.digest.ics) {
        std::vector<notifier::DigestEntry> entries = news.content.fresh;
        for (const auto* more : {&news.content.closing, &news.content.changed,
                                 &news.content.reposted, &news.content.events, &news.content.week})
            for (const auto& e : *more)
                if (std::ranges::none_of(entries, [&](const auto& other) {
                        return other.posting.id == e.posting.id; // one event a posting
                    }))
                    entries.push_back(e);
        mail.attachments.push_back({.filename = "gonggo.ics",
                                    .content_type = "text/calendar; charset=utf-8; method=PUBLISH",
                                    .content = notifier::deadline_calendar(
                                        profile.name, entries, now, config.daemon.language)});
    }
    return notifier::build_mime(mail);
}

/// Into the digest that it did not keep back, once.
void say_fault(notifier::DigestContent& content, const char* korean, const char* english,
               const Error& error, const std::function<void(const Error&)>& fault) {
    const notifier::Phrases say(content.language);
    const std::string name = say.say(korean, english);
    if (std::ranges::count(content.health, name, &notifier::HealthLine::source) > 0) return;
    if (fault) fault(error);
    content.health.push_back({name, false, say.say(in_korean(error.message), error.message)});
}

/// By the user's templates, or by ours where those are at fault.
Result<notifier::RenderedDigest> rendered_digest(const config::Config& config,
                                                 notifier::DigestContent& content,
                                                 const std::function<void(const Error&)>& fault) {
    const auto own = notifier::load_templates(config.file.parent_path() / "templates");
    auto rendered = own ? notifier::render_digest(content, *own)
                        : Result<notifier::RenderedDigest>(own.error());
    if (rendered) return rendered;
    say_fault(content, "메일 틀", "template", rendered.error(), fault);
    return notifier::render_digest(content, notifier::built_in_templates());
}

} // namespace

std::optional<Timestamp> quiet_until(const config::Config& config, Timestamp now) {
    const auto open = notifier::after_quiet(config.digest.quiet, now, config.daemon.time_zone);
    return open > now ? std::optional(open) : std::nullopt;
}

Status enqueue_mails(const config::Config& config, postings::Store& store,
                     const config::Profile& profile, const std::string& key, const std::string& eml,
                     Timestamp now) {
    if (config.smtp.host.empty()) return {};
    for (const auto& to : profile.to)
        GONGGO_CHECK(store.enqueue(
            {.key = key + "/" + to, .channel = "mail", .target = to, .payload = eml}, now));
    return {};
}

Status enqueue_hook(const config::Webhook& hook, postings::Store& store, const std::string& key,
                    const notifier::DigestContent& content, Timestamp now) {
    if (store.meta(gone_key(hook.name)) == hook.url.spec) return {}; // it wants no more
    GONGGO_TRY(auto body, notifier::webhook_body(hook.kind, hook.chat, content, now));
    return store.enqueue({.key = key + "/" + hook.name,
                          .channel = "webhook",
                          .target = hook.name,
                          .payload = std::move(body)},
                         now);
}

std::string gone_key(const std::string& webhook) {
    return "webhook.gone." + webhook;
}

Result<std::vector<std::filesystem::path>>
write_digests(const config::Config& config, postings::Store& store, Timestamp now,
              const std::function<void(const Error&)>& fault) {
    std::vector<std::filesystem::path> files;
    std::map<std::string, std::string> names;
    for (const auto& profile : config.profiles) {
        GONGGO_TRY(auto news, digest_news(config, store, profile, now));
        if (news.empty && !config.digest.send_empty) continue;
        if (names.empty()) names = board_names(config); // once for all profiles
        news.content.names = names;
        GONGGO_TRY(auto rendered, rendered_digest(config, news.content, fault));
        auto telling = news.told;
        telling.push_back(news.health);
        const auto key = key_of("digest-" + profile.name, telling, now);
        GONGGO_TRY(auto eml, eml_of(config, profile, news, rendered, key, now));
        const auto save = [&] {
            return notifier::save_digest(config.digest.directory, profile.name, news.content.date,
                                         rendered, eml);
        };
        if (auto html = save()) {
            files.push_back(std::move(*html));
        } else if (!goes_out(config, profile)) {
            return html.error(); // the file is all there is
        } else {
            say_fault(news.content, "다이제스트 파일", "digest file", html.error(), fault);
            GONGGO_TRY(rendered, rendered_digest(config, news.content, fault));
            GONGGO_TRY(eml, eml_of(config, profile, news, rendered, key, now));
        }
        GONGGO_CHECK(store.in_transaction(
            [&]() -> Status { return queue_digest(config, store, profile, news, key, eml, now); }));
    }
    return files;
}

Status tell_webhooks(const config::Config& config, postings::Store& store, Timestamp now) {
    for (const auto& hook : config.webhooks) {
        if (hook.when != "match") continue;
        const std::string receiver = "hook:" + hook.name;
        GONGGO_TRY(auto found, store.untold_to(receiver, hook.profiles, hook.min_score));
        if (found.empty()) continue;
        notifier::DigestContent content;
        content.date = date_in(now, config.daemon.time_zone);
        content.language = config.daemon.language;
        content.profile = text::join(hook.profiles, ", ");
        content.command = "gonggo list --min-score " + std::to_string(hook.min_score);
        std::vector<std::string> told;
        for (auto& posting : found) {
            told.push_back(posting.id);
            GONGGO_CHECK(store.tell(posting.id + "/" + receiver, now));
            if (content.fresh.size() < static_cast<std::size_t>(config.digest.most))
                content.fresh.push_back(entry_of(std::move(posting), hook.profiles));
        }
        content.more = told.size() - content.fresh.size();
        GONGGO_CHECK(
            enqueue_hook(hook, store, key_of("match-" + hook.name, told, now), content, now));
    }
    return {};
}

Status write_feed_files(const config::Config& config, postings::Store& store, Timestamp now) {
    if (config.feeds.directory.empty()) return {};
    for (const auto& profile : config.profiles) {
        const auto entries = [&](const char* sort,
                                 int limit) -> Result<std::vector<notifier::DigestEntry>> {
            GONGGO_TRY(auto postings, store.find({.profiles = {profile.name},
                                                  .matching_only = true,
                                                  .sort = sort,
                                                  .limit = limit},
                                                 date_in(now, config.daemon.time_zone)));
            std::vector<notifier::DigestEntry> out;
            for (auto& posting : postings)
                out.push_back(entry_of(std::move(posting), {profile.name}));
            return out;
        };
        GONGGO_TRY(const auto newest, entries("recent", 100));
        GONGGO_TRY(const auto closing, entries("deadline", 300));
        GONGGO_CHECK(notifier::write_feeds(config.feeds.directory, profile.name, newest, closing,
                                           now, config.daemon.language));
    }
    return {};
}

} // namespace gonggo::daemon
