#include "notifier/digest.hpp"
#include "base/text.hpp"
#include "notifier/phrases.hpp"
#include <algorithm>
#include <boost/json.hpp>

namespace gonggo::notifier {
namespace {

namespace json = boost::json;

std::string urgency(const postings::Deadline& d, Date today) {
    if (!d.date) return "calm";
    const int left = days_between(today, *d.date);
    return left <= 3 ? "hot" : left <= 7 ? "warm" : "calm";
}

std::string facts(const Phrases& say, const postings::Posting& p) {
    std::vector<std::string> parts;
    const auto places = p.locations.size() > 3
                            ? p.locations.front() + say.say(" 외 ", " +") +
                                  std::to_string(p.locations.size() - 1) + say.say("곳", "")
                            : text::join(p.locations, ", ");
    for (auto part : {places, say.level(p.level), say.employment(p), say.remote(p),
                      std::string(text::trim(p.salary.text))})
        if (!part.empty()) parts.push_back(text::truncate_to_width(text::printable(part), 48));
    return text::join(parts, " · ");
}

json::array links(const Phrases& say, const postings::Posting& p) {
    json::array out;
    for (const auto& link : p.links) {
        const auto url = safe_link(link.url);
        if (url.empty()) continue;
        out.push_back({{"url", url},
                       {"name", source_label(link.source, say.english())},
                       {"first", out.empty()}});
    }
    if (out.empty())
        if (const auto url = safe_link(p.url); !url.empty())
            out.push_back({{"url", url}, {"name", say.say("공고 보기", "open")}, {"first", true}});
    return out;
}

json::object card(const Phrases& say, const DigestEntry& e, Date today) {
    const auto& p = e.posting;
    auto url = safe_link(p.url);
    auto boards = links(say, p);
    if (url.empty() && !boards.empty()) url = boards[0].at("url").as_string().c_str();
    const auto d_day = say.d_day(p.deadline, today);
    const auto look = urgency(p.deadline, today);
    return {{"title", mark_words(text::printable(p.title), e.words)},
            {"company", text::printable(p.company)},
            {"url", url},
            {"facts", facts(say, p)},
            {"deadline", say.deadline(p.deadline)},
            {"d_day", d_day},
            {"hot", look == "hot"},
            {"warm", look == "warm"},
            {"calm", look == "calm"},
            {"score", e.score},
            {"why", mark_words(text::printable(text::join(e.reasons, " · ")), e.words)},
            {"note", text::printable(e.note)},
            {"repost", p.reposts > 0 ? say.say("재등록 " + std::to_string(p.reposts) + "회",
                                               "reposted ×" + std::to_string(p.reposts))
                                     : std::string()},
            {"links", std::move(boards)}};
}

void section(json::array& out, const Phrases& say, const std::string& title,
             const std::vector<DigestEntry>& entries, Date today) {
    if (entries.empty()) return;
    json::array cards;
    for (const auto& e : entries) cards.push_back(card(say, e, today));
    out.push_back({{"title", title}, {"count", entries.size()}, {"cards", std::move(cards)}});
}

json::array trend(const Phrases& say, const std::vector<TrendLine>& lines) {
    json::array out;
    int most = 1;
    for (const auto& l : lines) most = std::max(most, l.count);
    for (const auto& l : lines) {
        const int share = std::clamp(l.count * 100 / most, 2, 98);
        const int change = l.count - l.before;
        out.push_back({{"word", text::printable(l.word)},
                       {"count", say.count(std::size_t(std::max(l.count, 0)))},
                       {"share", share},
                       {"rest", 100 - share},
                       {"up", change > 0 ? "▲" + std::to_string(change) : std::string()},
                       {"down", change < 0 ? "▼" + std::to_string(-change) : std::string()}});
    }
    return out;
}

json::value view_of(const DigestContent& c) {
    const Phrases say(c.language);
    json::array sections, troubles;
    section(sections, say, say.say("마감 임박", "Closing soon"), c.closing, c.date);
    section(sections, say,
            c.kind == DigestKind::welcome ? say.say("가장 잘 맞는 공고", "The best for you")
                                          : say.say("새 공고", "New matches"),
            c.fresh, c.date);
    section(sections, say, say.say("바뀐 공고", "Changed"), c.changed, c.date);
    section(sections, say, say.say("다시 올라온 공고", "Reposted"), c.reposted, c.date);
    section(sections, say, say.say("인턴 · 공모전 · 행사", "Internships and contests"), c.events,
            c.date);
    for (const auto& h : c.health)
        troubles.push_back({{"source", source_label(h.source, say.english())},
                            {"bad", !h.healthy},
                            {"text", text::printable(h.text)}});
    const auto total = c.fresh.size() + c.more;
    const auto heading = c.kind == DigestKind::welcome ? say.say("반갑습니다", "Welcome")
                         : c.kind == DigestKind::weekly
                             ? say.say("이번 주의 공고", "This week's postings")
                             : say.say("오늘의 공고", "Today's postings");
    return {{"language", say.english() ? "en" : "ko"},
            {"subject", digest_subject(c)},
            {"heading", heading},
            {"day", say.long_day(c.date)},
            {"profile", text::printable(c.profile)},
            {"fresh", total},
            {"fresh_label", say.say("새 공고", "new")},
            {"closing", c.closing.size()},
            {"closing_label", say.say("마감 임박", "closing soon")},
            {"changed", c.changed.size() + c.reposted.size()},
            {"changed_label", say.say("변경 · 재등록", "changed")},
            {"intro",
             c.kind == DigestKind::welcome
                 ? say.say("지금 열려 있는 공고 중 가장 잘 맞는 것부터 보내드립니다. 내일부터는 "
                           "새로 올라온 공고만 알려드려요.",
                           "These open postings fit you best. From tomorrow you get only "
                           "what is new.")
                 : std::string()},
            {"preheader", c.fresh.empty() ? std::string()
                                          : text::printable(c.fresh.front().posting.company + " " +
                                                            c.fresh.front().posting.title)},
            {"empty", is_empty(c) && c.fresh.empty()},
            {"empty_text", say.say("오늘은 새로 맞는 공고가 없습니다.", "Nothing new fits today.")},
            {"sections", std::move(sections)},
            {"more", c.more ? say.say("그 밖에 " + say.count(c.more) + "이 더 있습니다",
                                      say.count(c.more) + " more")
                            : std::string()},
            {"command", text::printable(c.command)},
            {"why_label", say.say("추천 이유", "Why")},
            {"has_health", !troubles.empty()},
            {"health_title", say.say("수집 상태", "Sources")},
            {"health", std::move(troubles)},
            {"has_trend", !c.trend.empty()},
            {"trend_title", say.say("요즘 많이 찾는 기술", "Skills in demand")},
            {"trend", trend(say, c.trend)},
            {"footer", say.say("gonggo가 이 컴퓨터에서 직접 모아 보낸 메일입니다.",
                               "Collected and sent by gonggo on your own machine.")}};
}

} // namespace

bool is_empty(const DigestContent& c) {
    return c.fresh.empty() && c.closing.empty() && c.changed.empty() && c.reposted.empty() &&
           c.events.empty() && c.more == 0 &&
           std::none_of(c.health.begin(), c.health.end(),
                        [](const HealthLine& h) { return !h.healthy; });
}

std::string digest_subject(const DigestContent& c) {
    const Phrases say(c.language);
    const auto total = say.count(c.fresh.size() + c.more);
    std::string out = say.say("[공고] ", "[gonggo] ");
    switch (c.kind) {
    case DigestKind::daily:
        out += say.say("오늘의 공고 " + total, total + " new postings");
        break;
    case DigestKind::welcome:
        out += say.say("첫 인사: 맞는 공고 " + total, "welcome: " + total + " open postings");
        break;
    case DigestKind::weekly:
        out += say.say("이번 주의 공고 " + total, total + " postings this week");
        break;
    }
    if (!c.closing.empty())
        out += " · " + say.say("마감 임박 " + say.count(c.closing.size()),
                               say.count(c.closing.size()) + " closing soon");
    return out + " (" + say.day(c.date) + ")";
}

std::string safe_link(std::string_view url) {
    if (!text::starts_with_nocase(url, "https://") && !text::starts_with_nocase(url, "http://"))
        return {};
    const auto bad = [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return u <= 0x20 || u == 0x7f;
    };
    if (url.size() > 2000 || std::any_of(url.begin(), url.end(), bad)) return {};
    return std::string(url);
}

std::string mark_words(std::string_view source, const std::vector<std::string>& words) {
    const std::string lower = text::ascii_lower(source);
    std::vector<std::string> needles;
    for (const auto& w : words)
        if (!text::trim(w).empty()) needles.push_back(text::ascii_lower(text::trim(w)));
    std::stable_sort(needles.begin(), needles.end(),
                     [](const auto& a, const auto& b) { return a.size() > b.size(); });
    std::string out;
    std::size_t plain = 0;
    for (std::size_t i = 0; i < lower.size();) {
        const auto hit = std::find_if(needles.begin(), needles.end(), [&](const auto& n) {
            if (lower.compare(i, n.size(), n) != 0) return false;
            // "AI" inside "chair" is no match: an ASCII word must stand alone
            const auto letter = [&](std::size_t at) {
                return at < lower.size() && ((lower[at] >= 'a' && lower[at] <= 'z') ||
                                             (lower[at] >= '0' && lower[at] <= '9'));
            };
            return !(letter(i) && i > 0 && letter(i - 1)) &&
                   !(letter(i + n.size() - 1) && letter(i + n.size()));
        });
        if (hit == needles.end()) {
            ++i;
            continue;
        }
        out += escape_html(source.substr(plain, i - plain));
        out += "<b class=\"hit\">" + escape_html(source.substr(i, hit->size())) + "</b>";
        i += hit->size();
        plain = i;
    }
    return out + escape_html(source.substr(plain));
}

Result<RenderedDigest> render_digest(const DigestContent& content, const Templates& templates) {
    GONGGO_TRY(auto html, render(templates, "digest", view_of(content)));
    return RenderedDigest{digest_subject(content), std::move(html), digest_text(content)};
}

} // namespace gonggo::notifier
