#include "notifier/digest_plan.hpp"
#include "base/text.hpp"
#include "notifier/phrases.hpp"
#include <algorithm>
#include <set>

namespace gonggo::notifier {

std::vector<DigestSection> sections_of(const DigestContent& c) {
    const Phrases say(c.language);
    const auto fresh = c.kind == DigestKind::welcome
                           ? say.say("가장 잘 맞는 공고", "The best for you")
                           : say.say("새 공고", "New matches");
    std::vector<DigestSection> all{
        {say.say("마감 임박", "Closing soon"), &c.closing, c.closing.size()},
        {fresh, &c.fresh, c.fresh.size()},
        {say.say("바뀐 공고", "Changed"), &c.changed, c.changed.size()},
        {say.say("다시 올라온 공고", "Reposted"), &c.reposted, c.reposted.size()},
        {say.say("인턴 · 공모전 · 행사", "Internships and contests"), &c.events, c.events.size()},
        {say.say("지난 7일의 좋은 공고", "The best of the last seven days"), &c.week, c.week_total},
    };
    std::erase_if(all, [](const DigestSection& s) { return s.entries->empty(); });
    return all;
}

std::size_t new_count(const DigestContent& c) {
    return c.fresh.size() + c.events.size() + c.more;
}

std::size_t closing_soon(const DigestContent& c) {
    std::set<std::string> soon;
    for (const auto& e : c.closing) soon.insert(e.posting.id);
    for (const auto* list : {&c.fresh, &c.events, &c.reposted})
        for (const auto& e : *list) {
            if (!e.posting.deadline.date) continue;
            const int left = days_between(c.date, *e.posting.deadline.date);
            if (left >= 0 && left <= 3) soon.insert(e.posting.id);
        }
    return soon.size();
}

bool is_empty(const DigestContent& c) {
    return sections_of(c).empty() && c.more == 0 &&
           std::none_of(c.health.begin(), c.health.end(),
                        [](const HealthLine& h) { return !h.healthy; });
}

std::string intro(const DigestContent& c) {
    const Phrases say(c.language);
    if (c.kind == DigestKind::welcome)
        return say.say("지금 열려 있는 공고 중 가장 잘 맞는 것부터 보내드립니다. 다음부터는 새로 "
                       "올라온 공고만 알려드려요.",
                       "These open postings fit you best. From now on you get only what is new.");
    if (c.kind == DigestKind::weekly && c.week_total > 0)
        return say.say("지난 7일 동안 알려드린 공고 가운데 " + say.count(c.week_total) +
                           "이 아직 열려 있습니다.",
                       "Of what the last seven days brought, " + say.count(c.week_total) +
                           " are still open.");
    return {};
}

std::string board_name(const DigestContent& c, const std::string& source) {
    const auto known = c.names.find(source);
    return text::printable(known == c.names.end() ? source : known->second);
}

std::string source_name(const DigestContent& c, const std::string& source) {
    const auto name = board_name(c, source);
    const auto id = text::printable(source);
    return name == id ? id : name + " (" + id + ")";
}

std::string health_hint(const DigestContent& c) {
    if (std::ranges::all_of(c.health, &HealthLine::healthy)) return {};
    return Phrases(c.language)
        .say("원인과 고치는 법: gonggo doctor", "Why, and what to do: gonggo doctor");
}

std::string digest_subject(const DigestContent& c) {
    const Phrases say(c.language);
    const auto total = new_count(c) + (c.kind == DigestKind::weekly ? c.week_total : 0);
    const auto count = say.count(total);
    std::vector<std::string> parts;
    const auto part = [&](std::size_t n, std::string_view korean, std::string_view english) {
        if (n > 0)
            parts.push_back(say.say(std::string(korean) + " " + say.count(n),
                                    say.count(n) + " " + std::string(english)));
    };
    if (c.kind == DigestKind::welcome)
        parts.push_back(
            say.say("첫 인사: 맞는 공고 " + count, "welcome: " + count + " open postings"));
    else if (c.kind == DigestKind::weekly)
        parts.push_back(say.say("이번 주의 공고 " + count, count + " postings this week"));
    else
        part(total, "오늘의 공고", "new postings");
    part(closing_soon(c), "마감 임박", "closing soon");
    if (total == 0) {
        part(c.changed.size(), "바뀐 공고", "changed");
        part(c.reposted.size(), "다시 올라온 공고", "reposted");
        if (parts.empty() && !is_empty(c))
            parts.push_back(say.say("수집 상태를 확인해 주세요", "a source needs a look"));
        else if (parts.empty() && !c.health.empty())
            parts.push_back(say.say("다시 정상입니다", "all is well again"));
    }
    if (parts.empty()) parts.push_back(say.say("오늘은 새 공고가 없습니다", "nothing new today"));
    return say.say("[공고] ", "[gonggo] ") + text::join(parts, " · ") + " (" + say.day(c.date) +
           ")";
}

} // namespace gonggo::notifier
