#include "notifier/digest.hpp"
#include "base/text.hpp"
#include "notifier/digest_plan.hpp"
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

/// A short fact stays on one line: no break at its blanks and dashes.
std::string tied(std::string fact) {
    if (text::display_width(fact) <= 24) fact = text::replace_all(fact, " ", "\u00a0");
    return text::replace_all(fact, "–", "\u2060–\u2060"); // a range of numbers is one
}

/// The dot ends a line rather than beginning the next.
constexpr const char* kDot = "\u00a0· ";

std::string facts(const Phrases& say, const postings::Posting& p) {
    std::vector<std::string> parts;
    const auto places = p.locations.size() > 3
                            ? p.locations.front() + say.say(" 외 ", " +") +
                                  std::to_string(p.locations.size() - 1) + say.say("곳", "")
                            : text::join(p.locations, ", ");
    for (auto part : {places, say.level(p.level), say.employment(p), say.remote(p),
                      std::string(text::trim(p.salary.text))})
        if (!part.empty())
            parts.push_back(tied(text::truncate_to_width(text::printable(part), 48)));
    if (p.deadline.date) parts.push_back(tied(say.deadline(p.deadline)));
    if (p.reposts > 0)
        parts.push_back(tied(say.say("재등록 " + std::to_string(p.reposts) + "회",
                                     "reposted ×" + std::to_string(p.reposts))));
    return text::join(parts, kDot);
}

json::array links(const DigestContent& c, const Phrases& say, const postings::Posting& p) {
    json::array out;
    for (const auto& link : p.links) {
        const auto url = safe_link(link.url);
        const bool there = std::any_of(out.begin(), out.end(), [&](const json::value& other) {
            return other.at("url").as_string() == url;
        });
        if (url.empty() || there) continue;
        out.push_back({{"url", url}, {"name", board_name(c, link.source)}, {"first", out.empty()}});
    }
    if (out.empty())
        if (const auto url = safe_link(p.url); !url.empty())
            out.push_back({{"url", url}, {"name", say.say("공고 보기", "open")}, {"first", true}});
    return out;
}

/// Each reason in one piece, the matched words marked.
std::string why(const DigestEntry& e) {
    std::vector<std::string> reasons, words = e.words;
    for (const auto& reason : e.reasons) reasons.push_back(tied(text::printable(reason)));
    for (const auto& word : e.words) words.push_back(tied(word));
    return mark_words(text::join(reasons, kDot), words);
}

json::object card(const DigestContent& c, const Phrases& say, const DigestEntry& e) {
    const auto& p = e.posting;
    const auto today = c.date;
    auto url = safe_link(p.url);
    auto boards = links(c, say, p);
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
            {"why", why(e)},
            {"note", text::printable(e.note)},
            {"links", std::move(boards)}};
}

json::array sections(const DigestContent& c, const Phrases& say) {
    json::array out;
    for (const auto& s : sections_of(c)) {
        json::array cards;
        for (const auto& e : *s.entries) cards.push_back(card(c, say, e));
        out.push_back({{"title", s.title}, {"count", s.count}, {"cards", std::move(cards)}});
    }
    return out;
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
    json::array troubles;
    for (const auto& h : c.health)
        troubles.push_back({{"source", source_name(c, h.source)},
                            {"bad", !h.healthy},
                            {"text", text::printable(h.text)}});
    const auto heading = c.kind == DigestKind::welcome ? say.say("반갑습니다", "Welcome")
                         : c.kind == DigestKind::weekly
                             ? say.say("이번 주의 공고", "This week's postings")
                             : say.say("오늘의 공고", "Today's postings");
    return {{"language", say.english() ? "en" : "ko"},
            {"subject", digest_subject(c)},
            {"heading", heading},
            {"day", say.long_day(c.date)},
            {"profile", text::printable(c.profile)},
            {"fresh", new_count(c)},
            {"fresh_label", say.say("새 공고", "new")},
            {"closing", closing_soon(c)},
            {"closing_label", say.say("마감 임박", "closing soon")},
            {"changed", c.changed.size() + c.reposted.size()},
            {"changed_label", say.say("변경 · 재등록", "changed")},
            {"intro", intro(c)},
            {"preheader", c.fresh.empty() ? std::string()
                                          : text::printable(c.fresh.front().posting.company + " " +
                                                            c.fresh.front().posting.title)},
            {"empty", is_empty(c)},
            {"empty_text", say.say("오늘은 새로 맞는 공고가 없습니다.", "Nothing new fits today.")},
            {"sections", sections(c, say)},
            {"more", c.more ? say.say("그 밖에 " + say.count(c.more) + "이 더 있습니다",
                                      say.count(c.more) + " more")
                            : std::string()},
            {"command", text::printable(c.command)},
            {"why_label", say.say("추천 이유", "Why")},
            {"score_label", say.say("적합도", "Fit")},
            {"has_health", !troubles.empty()},
            {"health_title", say.say("수집 상태", "Sources")},
            {"health", std::move(troubles)},
            {"health_hint", health_hint(c)},
            {"has_trend", !c.trend.empty()},
            {"trend_title", say.say("요즘 많이 찾는 기술", "Skills in demand")},
            {"trend", trend(say, c.trend)},
            {"footer", say.say("gonggo가 이 컴퓨터에서 직접 모아 보낸 메일입니다.",
                               "Collected and sent by gonggo on your own machine.")}};
}

} // namespace

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
