#include "daemon/content.hpp"

#include "daemon/troubles.hpp"
#include "notifier/phrases.hpp"
#include "notifier/schedule.hpp"
#include "postings/classify.hpp"
#include "scrapers/recipe.hpp"

#include <algorithm>
#include <map>

namespace gonggo::daemon {
namespace {

constexpr std::size_t kWords = 8; ///< keywords marked in a card
constexpr std::size_t kWeek = 10; ///< cards of the week's best
constexpr std::size_t kTrend = 6; ///< bars of the trend

bool applied_or_saved(const postings::Posting& p) {
    return p.status == "interested" || p.status == "applied" || p.status == "interview";
}

/// What lists these postings once they are told, best first.
std::string command_for(const postings::Untold& fresh, const std::string& profile,
                        const std::string& zone) {
    if (fresh.ids.empty()) return {};
    const bool plain = std::ranges::all_of(profile, [](char ch) {
        return ch != ' ' && ch != '\'' && ch != '"' && ch != '$' && ch != '`' && ch != '\\';
    });
    return "gonggo list --profile " + (plain ? profile : "'" + profile + "'") +
           " --sort score --since " + iso8601(date_in(fresh.oldest, zone)) + " --limit 0";
}

/// "같은 글로 보이는 공고: 한빛써치(헤드헌터) 7kq2m3p"; empty when there is none.
std::string copies_note(const std::vector<postings::Copy>& copies, const notifier::Phrases& say) {
    std::string out;
    for (const auto& copy : copies)
        out += (out.empty() ? say.say("같은 글로 보이는 공고: ", "possibly the same as: ") : ", ") +
               copy.company + (copy.agency ? say.say("(헤드헌터)", " (agency)") : "") + " " +
               copy.id;
    return out;
}

/// New matches, in the section that fits.
Status put_fresh(DigestNews& news, postings::Store& store, postings::Untold fresh) {
    const notifier::Phrases say(news.content.language);
    auto& c = news.content;
    c.more = fresh.ids.size() - fresh.postings.size();
    news.told = std::move(fresh.ids);
    for (auto& p : fresh.postings) {
        GONGGO_TRY(const auto copies, store.copies(p.id));
        auto& section = p.kind != postings::Kind::job ? c.events
                        : p.reposts > 0               ? c.reposted
                                                      : c.fresh;
        section.push_back(entry_of(std::move(p), {c.profile}));
        section.back().note = copies_note(copies, say);
    }
    return {};
}

/// How many days lie between today's digest and the next day's that has one.
int days_to_next(const config::Config& config, Timestamp now) {
    const std::string& zone = config.daemon.time_zone;
    const auto today = date_in(now, zone);
    const auto midnight =
        local_to_utc(Date{std::chrono::sys_days{today} + std::chrono::days{1}}, {}, zone);
    const auto next =
        notifier::next_digest(config.digest, {}, midnight - std::chrono::seconds{1}, zone);
    return next ? std::max(1, days_between(today, date_in(*next, zone))) : 1;
}

/// D-3 and D-1 of what the person saved or applied to, each told once for each closing day; the
/// week's round-up has all that close in it.
Status put_reminders(DigestNews& news, postings::Store& store, int gap) {
    auto& c = news.content;
    const auto saved =
        store.find({.statuses = {"interested", "applied"}, .sort = "deadline", .limit = 0}, c.date);
    if (!saved) return saved.error();
    const auto put = [&](const postings::Posting& p) {
        c.closing.push_back(entry_of(p, {c.profile}));
        c.closing.back().note = notifier::Phrases(c.language).status(p);
    };
    for (const auto& p : *saved) {
        const auto days = notifier::reminder_due(p, c.date, gap);
        if (!days) {
            if (c.kind == notifier::DigestKind::weekly && p.deadline.date &&
                days_between(c.date, *p.deadline.date) <= 7)
                put(p);
            continue;
        }
        const auto fact = p.id + "/closing:" + c.profile + ":" + std::to_string(*days) + ":" +
                          iso8601(*p.deadline.date);
        if (store.was_told(fact)) continue;
        news.facts.push_back(fact);
        put(p);
    }
    return {};
}

/// "마감 11/30 월 → 12/7 월" for what was told; "마감됨" for what the person had saved.
Status put_changes(DigestNews& news, const config::Config& config, postings::Store& store) {
    auto& c = news.content;
    const notifier::Phrases say(c.language);
    auto changes = store.changes(c.profile);
    if (!changes) return changes.error();
    for (auto& change : *changes) {
        const auto before = change.old_deadline;
        const auto after = change.posting.deadline.date;
        std::string note;
        const bool read = std::ranges::any_of(change.posting.links, [&](const auto& link) {
            return std::ranges::count(config.sources, link.source, &config::Source::id) > 0;
        });
        if (change.closed && read && applied_or_saved(change.posting) &&
            (!after || *after >= c.date))
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

/// The best of the last seven days that were told already and are still open.
Status put_week(DigestNews& news, postings::Store& store, Timestamp now) {
    auto& c = news.content;
    auto week = store.find({.profiles = {c.profile},
                            .matching_only = true,
                            .since = now - std::chrono::days{7},
                            .sort = "score",
                            .limit = 0},
                           c.date);
    if (!week) return week.error();
    std::erase_if(*week, [&](const auto& p) {
        return p.status == "hidden" || std::ranges::count(news.told, p.id) > 0;
    });
    c.week_total = week->size();
    if (week->size() > kWeek) week->resize(kWeek);
    for (auto& p : *week) c.week.push_back(entry_of(std::move(p), {c.profile}));
    return {};
}

/// The skills that matching postings of the last week name most, beside the week before.
Status put_trend(DigestNews& news, postings::Store& store, Timestamp now) {
    auto& c = news.content;
    GONGGO_TRY(const auto skills, store.skill_trends(c.profile, now - std::chrono::days{14},
                                                     now - std::chrono::days{7}, now));
    for (const auto& skill : skills)
        if (skill.since > 1) c.trend.push_back({skill.skill, skill.since, skill.before});
    std::stable_sort(c.trend.begin(), c.trend.end(),
                     [](const auto& a, const auto& b) { return a.count > b.count; });
    if (c.trend.size() > kTrend) c.trend.resize(kTrend);
    return {};
}

/// The week's round-up comes with the first digest from Monday on; before there was one, on a
/// Monday.
notifier::DigestKind kind_of(const config::Config& config, postings::Store& store,
                             const std::string& profile, Date today) {
    using notifier::DigestKind;
    if (store.meta("digest." + profile).empty()) return DigestKind::welcome;
    if (!config.digest.weekly) return DigestKind::daily;
    const std::chrono::sys_days day{today};
    const auto monday = day - (std::chrono::weekday{day} - std::chrono::Monday);
    const auto last = parse_date(store.meta(weekly_key(profile)));
    const bool due = last ? std::chrono::sys_days{*last} < monday : day == monday;
    return due ? DigestKind::weekly : DigestKind::daily;
}

} // namespace

std::map<std::string, std::string> board_names(const config::Config& config) {
    std::map<std::string, std::string> out;
    for (const auto& source : config.sources)
        if (const auto recipe = scrapers::load_recipe(source.recipe);
            recipe && !recipe->name.empty())
            out[source.id] = recipe->name;
    return out;
}

std::string weekly_key(const std::string& profile) {
    return "weekly." + profile;
}

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
    const auto seen = postings::classify(posting);
    for (const auto& e : seen.evidence) // a feature of two words has a blank in it, as the title
        if (e.weight > 0 && e.where == "title" && e.what.size() > 1) entry.words.push_back(e.what);
    for (const auto& skill : seen.skills)
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
    c.kind = kind_of(config, store, profile.name, c.date);
    GONGGO_TRY(auto fresh,
               store.untold(profile.name, static_cast<std::size_t>(config.digest.most)));
    c.command = command_for(fresh, profile.name, config.daemon.time_zone);
    GONGGO_CHECK(put_fresh(news, store, std::move(fresh)));
    GONGGO_CHECK(put_reminders(news, store, days_to_next(config, now)));
    if (c.kind == notifier::DigestKind::weekly) GONGGO_CHECK(put_week(news, store, now));
    GONGGO_CHECK(put_changes(news, config, store));
    const bool nothing = notifier::is_empty(c);
    put_troubles(news, config, store, profile, now);
    news.empty = nothing && !news.health_news;
    if (nothing) return news;
    GONGGO_CHECK(put_trend(news, store, now));
    return news;
}

} // namespace gonggo::daemon
