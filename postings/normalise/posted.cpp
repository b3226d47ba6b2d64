// How boards write the day a posting went up.
#include "base/text.hpp"
#include "postings/normalise.hpp"

#include <re2/re2.h>

namespace gonggo::postings {
namespace {

/// Days since, as boards tell it: "3일 전", "어제", "2주 전", "5시간 전", "30+ days ago".
std::optional<int> days_since(const std::string& folded) {
    static const RE2 ago(
        R"((\d{1,3}|an?|한)\s*\+?\s*(분|시간|일|주일?|개월|달|minutes?|mins?|hours?|hrs?|days?|weeks?|months?)\s*(?:이상\s*)?(?:전|ago))");
    static const RE2 today(
        R"(^(?:오늘|금일|방금|today|just now|new)|(?:오늘|방금)\s*(?:등록|게시|전))");
    static const RE2 yesterday(R"(어제|yesterday)");
    std::string n;
    std::string unit;
    if (RE2::PartialMatch(folded, ago, &n, &unit)) {
        const int count = n[0] >= '0' && n[0] <= '9' ? std::atoi(n.c_str()) : 1;
        if (unit == "분" || unit == "시간" || unit[0] == 'h' || unit.starts_with("mi")) return 0;
        if (unit == "일" || unit[0] == 'd') return count;
        if (unit.starts_with("주") || unit[0] == 'w') return count * 7;
        return count * 30;
    }
    if (RE2::PartialMatch(folded, yesterday)) return 1;
    if (RE2::PartialMatch(folded, today)) return 0;
    return std::nullopt;
}

} // namespace

std::optional<Timestamp> parse_posted(std::string_view raw, const NormaliseContext& context) {
    if (raw.empty()) return std::nullopt;
    if (const auto exact = parse_iso8601(raw, context.zone)) return exact;
    if (const auto mail = parse_rfc5322(raw)) return mail;
    const auto midnight = [&](Date day) {
        return local_to_utc(day, std::chrono::seconds{0}, context.zone);
    };
    if (const auto days = days_since(text::fold(raw)))
        return midnight(Date{std::chrono::sys_days{context.today} - std::chrono::days{*days}});
    const Deadline day = parse_deadline(raw, context.today);
    if (day.date && *day.date <= context.today) return midnight(*day.date);
    return std::nullopt;
}

} // namespace gonggo::postings
