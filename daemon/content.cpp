#include "daemon/content.hpp"

#include "notifier/phrases.hpp"
#include "notifier/schedule.hpp"
#include "postings/classify.hpp"

#include <algorithm>
#include <map>

namespace gonggo::daemon {
namespace {

constexpr std::size_t kWords = 6; ///< keywords marked in a card
constexpr std::size_t kTrend = 6; ///< bars of the trend

bool applied_or_saved(const postings::Posting& p) {
    return p.status == "interested" || p.status == "applied" || p.status == "interview";
}

/// New matches, in the section that fits; at most `most` cards in all.
void put_fresh(DigestNews& news, std::vector<postings::Posting> fresh, std::size_t most) {
    for (const auto& p : fresh) news.told.push_back(p.id);
    auto& c = news.content;
    c.more = fresh.size() > most ? fresh.size() - most : 0;
    if (fresh.size() > most) fresh.resize(most);
    for (auto& p : fresh) {
        auto& section = p.kind != postings::Kind::job ? c.events : p.reposts > 0 ? c.reposted : c.fresh;
        section.push_back(entry_of(std::move(p), {c.profile}));
    }
}

/// D-3 and D-1 of what the person saved or applied to, each told once for each closing day.
Status put_reminders(DigestNews& news, postings::Store& store) {
    auto& c = news.content;
    const auto saved = store.find({.statuses = {"interested", "applied", "interview"},
                                   .sort = "deadline",
                                   .limit = 0},
                                  c.date);
    if (!saved) return saved.error();
    for (const auto& p : *saved) {
        const auto days = notifier::reminder_due(p, c.date);
        if (!days) continue;
        const auto fact = p.id + "/closing:" + c.profile + ":" + std::to_string(*days) + ":" +
                          iso8601(*p.deadline.date);
        if (store.was_told(fact)) continue;
        news.facts.push_back(fact);
        c.closing.push_back(entry_of(p, {c.profile}));
    }
    return {};
}

/// "마감 11/30 월 → 12/7 월" for what was told; "마감됨" for what the person had saved.
Status put_changes(DigestNews& news, postings::Store& store) {
    auto& c = news.content;
    const notifier::Phrases say(c.language);
    auto changes = store.changes(c.profile);
    if (!changes) return changes.error();
    for (auto& change : *changes) {
        const auto before = change.old_deadline;
        const auto after = change.posting.deadline.date;
        std::string note;
        if (change.closed && applied_or_saved(change.posting) && (!after || *after >= c.date))
            note = say.say("예정보다 일찍 마감되었습니다", "closed early");
        else if (!change.closed && !change.posting.closed && before && before != after)
            note = say.say("마감 ", "closes ") + say.day(*before) + " → " +
                   (after ? say.day(*after) : say.say("정해지지 않음", "not said"));
        if (note.empty()) continue;
        auto entry = entry_of(std::move(change.posting), {c.profile});
        entry.note = note;
        c.changed.push_back(std::move(entry));
    }
    return {};
}

/// The skills that matching postings of the last week name most, beside the week before.
Status put_trend(DigestNews& news, postings::Store& store, Timestamp now) {
    auto& c = news.content;
    std::map<std::string, notifier::TrendLine> lines;
    for (const bool before : {false, true}) {
        const auto end = now - std::chrono::days{before ? 7 : 0};
        const auto week = store.find({.profiles = {c.profile},
                                      .matching_only = true,
                                      .include_closed = true,
                                      .since = end - std::chrono::days{7},
                                      .until = end,
                                      .limit = 0},
                                     c.date);
        if (!week) return week.error();
        for (const auto& p : *week)
            for (const auto& skill : p.skills) {
                auto& line = lines[skill];
                line.word = skill;
                ++(before ? line.before : line.count);
            }
    }
    for (auto& [word, line] : lines)
        if (line.count > 1) c.trend.push_back(std::move(line));
    std::stable_sort(c.trend.begin(), c.trend.end(),
                     [](const auto& a, const auto& b) { return a.count > b.count; });
    if (c.trend.size() > kTrend) c.trend.resize(kTrend);
    return {};
}

/// What is ill, and what has recovered since it was told.
void put_health(DigestNews& news, const config::Config& config, postings::Store& store,
                const std::string& told) {
    const auto sources = store.sources();
    if (!sources) return;
    const notifier::Phrases say(news.content.language);
    for (const auto& s : *sources) {
        if (std::ranges::count(config.sources, s.source, &config::Source::id) == 0) continue;
        if (s.state != "ok") {
            news.content.health.push_back({s.source, false, s.reason});
            news.health += s.source + " " + s.state + "\n";
        } else if (("\n" + told).find("\n" + s.source + " ") != std::string::npos)
            news.content.health.push_back(
                {s.source, true, say.say("다시 읽힙니다", "is read again")});
    }
}

/// That messages failed is told beside other news only: a mail about it might fail like them.
void put_dead_letters(DigestNews& news, postings::Store& store) {
    const auto counts = store.outbox_counts();
    if (!counts || !counts->contains("dead")) return;
    const notifier::Phrases say(news.content.language);
    news.content.health.push_back(
        {"outbox", false,
         std::to_string(counts->at("dead")) +
             say.say("건을 보내지 못했습니다: gonggo outbox list",
                     " messages could not be delivered: gonggo outbox list")});
}

} // namespace

std::string health_key(const std::string& profile) {
    return "health." + profile;
}

notifier::DigestEntry entry_of(postings::Posting posting,
                               const std::vector<std::string>& profiles) {
    notifier::DigestEntry entry;
    for (const auto& match : posting.matches)
        if ((profiles.empty() || std::ranges::count(profiles, match.profile) > 0) &&
            match.score >= entry.score) {
            entry.score = match.score;
            entry.reasons = match.reasons;
        }
    for (const auto& skill : postings::classify(posting).skills)
        if (entry.words.size() < kWords) entry.words.push_back(skill);
    entry.posting = std::move(posting);
    return entry;
}

Result<DigestNews> digest_news(const config::Config& config, postings::Store& store,
                               const config::Profile& profile, Timestamp now) {
    DigestNews news;
    auto& c = news.content;
    c.profile = profile.name;
    c.date = date_in(now, config.daemon.time_zone);
    c.language = config.daemon.language;
    c.command = "gonggo list --new --profile " + profile.name;
    const bool monday = std::chrono::weekday(std::chrono::sys_days(c.date)) == std::chrono::Monday;
    c.kind = store.meta("digest." + profile.name).empty() ? notifier::DigestKind::welcome
             : config.digest.weekly && monday             ? notifier::DigestKind::weekly
                                                          : notifier::DigestKind::daily;
    GONGGO_TRY(auto fresh, store.untold(profile.name));
    put_fresh(news, std::move(fresh), static_cast<std::size_t>(config.digest.most));
    GONGGO_CHECK(put_reminders(news, store));
    GONGGO_CHECK(put_changes(news, store));
    const bool nothing = notifier::is_empty(c);
    const auto told_health = store.meta(health_key(profile.name));
    put_health(news, config, store, told_health);
    const bool same_health = news.health == told_health;
    news.empty = nothing && same_health;
    if (nothing) return news;
    put_dead_letters(news, store);
    GONGGO_CHECK(put_trend(news, store, now));
    return news;
}

} // namespace gonggo::daemon
