// How boards write the day a posting closes.
#include "base/text.hpp"
#include "postings/normalise.hpp"

#include <re2/re2.h>

namespace gonggo::postings {
namespace {

using namespace std::chrono;

bool has_any(std::string_view s, std::initializer_list<std::string_view> words) {
    for (const auto w : words)
        if (s.find(w) != std::string_view::npos) return true;
    return false;
}

/// Month and day without a year: the next such day, or one that has just passed (60 days). A
/// weekday, when given, decides between the years.
std::optional<Date> nearest_year(unsigned m, unsigned d, std::string_view weekday_text,
                                 Date today) {
    static constexpr std::string_view kDays[] = {"일", "월", "화", "수", "목", "금", "토"};
    std::optional<unsigned> wanted;
    for (unsigned i = 0; i < 7; ++i)
        if (weekday_text == kDays[i]) wanted = i;
    std::optional<Date> best;
    int best_distance = 0;
    for (int shift = -1; shift <= 1; ++shift) {
        const Date candidate{today.year() + years{shift}, month{m}, day{d}};
        if (!candidate.ok()) continue;
        const int ahead = days_between(today, candidate);
        int distance = ahead >= 0 ? ahead : -ahead * 5;
        if (wanted && weekday{sys_days{candidate}}.c_encoding() != *wanted) distance += 2000;
        if (!best || distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

std::optional<Date> english_date(const std::string& s) {
    static const RE2 day_first(
        R"((?i)(\d{1,2})(?:st|nd|rd|th)?\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+(20\d\d))");
    static const RE2 month_first(
        R"((?i)(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(20\d\d))");
    static constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
    int d = 0;
    int y = 0;
    std::string m;
    if (!RE2::PartialMatch(s, day_first, &d, &m, &y) &&
        !RE2::PartialMatch(s, month_first, &m, &d, &y))
        return std::nullopt;
    const auto index = kMonths.find(text::ascii_lower(m)) / 3 + 1;
    const Date out{year{y}, month{static_cast<unsigned>(index)}, day{static_cast<unsigned>(d)}};
    return out.ok() ? std::optional{out} : std::nullopt;
}

std::optional<Date> written_date(const std::string& s, Date today) {
    static const RE2 full(R"((20\d\d)\s*(?:[-./]|년)\s*(\d{1,2})\s*(?:[-./]|월)\s*(\d{1,2}))");
    static const RE2 short_year(
        R"((?:^|[^\d])(\d\d)\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})(?:[^\d]|$))");
    static const RE2 compact(R"((?:^|[^\d])(20\d\d)(\d\d)(\d\d)(?:\d{4,6})?(?:[^\d]|$))");
    static const RE2 month_day(
        R"((?:^|[^\d.:/-])(\d{1,2})\s*(?:[./-]|월)\s*(\d{1,2})\s*일?\s*(?:\(\s*([일월화수목금토])[^)]*\))?(?:[^\d:%년개명]|$))");
    int y = 0;
    int m = 0;
    int d = 0;
    const auto made = [](int yy, int mm, int dd) -> std::optional<Date> {
        const Date date{year{yy}, month{static_cast<unsigned>(mm)}, day{static_cast<unsigned>(dd)}};
        return date.ok() ? std::optional{date} : std::nullopt;
    };
    // In a range the last date is the closing one.
    std::optional<Date> last;
    for (re2::StringPiece rest(s); RE2::FindAndConsume(&rest, full, &y, &m, &d);)
        if (const auto date = made(y, m, d)) last = date;
    if (!last && RE2::PartialMatch(s, compact, &y, &m, &d)) last = made(y, m, d);
    if (!last && RE2::PartialMatch(s, short_year, &y, &m, &d)) last = made(2000 + y, m, d);
    if (last) {
        const auto tilde = s.rfind('~'); // "2026.08.01 ~ 08.31"
        std::string wd;
        if (tilde != std::string::npos) {
            const std::string tail = " " + s.substr(tilde + 1);
            if (!RE2::PartialMatch(tail, full) && RE2::PartialMatch(tail, month_day, &m, &d, &wd)) {
                auto end = made(static_cast<int>(last->year()), m, d);
                if (end && *end < *last) end = made(static_cast<int>(last->year()) + 1, m, d);
                if (end) last = end;
            }
        }
        return last;
    }
    if (const auto english = english_date(s)) return english;
    std::optional<Date> found;
    std::string wd;
    const std::string padded = " " + s + " ";
    for (re2::StringPiece rest(padded); RE2::FindAndConsume(&rest, month_day, &m, &d, &wd);)
        if (m >= 1 && m <= 12 && d >= 1 && d <= 31)
            if (const auto date =
                    nearest_year(static_cast<unsigned>(m), static_cast<unsigned>(d), wd, today))
                found = date;
    return found;
}

std::optional<Date> epoch_date(const std::string& s) {
    static const RE2 epoch(R"(^\s*(\d{10})(\d{3})?\s*$)");
    std::int64_t seconds_since = 0;
    std::string ms;
    if (!RE2::FullMatch(s, epoch, &seconds_since, &ms)) return std::nullopt;
    return date_in(Timestamp{seconds{seconds_since}}, "Asia/Seoul");
}

Deadline on(Date date, std::string text) {
    // Boards write "no end" as a far year.
    if (static_cast<int>(date.year()) >= 2090)
        return {DeadlineKind::rolling, std::nullopt, std::move(text)};
    return {DeadlineKind::date, date, std::move(text)};
}

} // namespace

Deadline parse_deadline(std::string_view raw, Date today) {
    Deadline out;
    out.text = text::collapse_space(raw);
    const std::string s = text::replace_all(text::fold(out.text), "〜", "~");
    if (s.empty()) return out;
    std::string tight;
    for (const char c : s)
        if (c != ' ') tight += c;
    const auto later = [&](int n) { return on(Date{sys_days{today} + days{n}}, out.text); };

    static const RE2 d_minus(R"((?:^|[^a-z])d\s*[-–]\s*(\d{1,3}|day))");
    static const RE2 days_left(
        R"((\d{1,3})\s*(?:일\s*(?:남음|전|후\s*마감)|days?\s*(?:left|remaining)))");
    static const RE2 no_end(R"((?:^|\D)(?:9999|2[1-9]\d\d)\s*[-./년])");
    if (const auto epoch = epoch_date(s)) return on(*epoch, out.text);
    if (RE2::PartialMatch(s, no_end)) return {DeadlineKind::rolling, std::nullopt, out.text};
    const bool until_filled = has_any(tight, {"채용시", "충원시", "선발시", "until filled",
                                              "untilfilled", "채용완료시", "모집시"});
    if (const auto date = written_date(s, today)) {
        Deadline found = on(*date, out.text);
        if (until_filled && found.kind == DeadlineKind::date)
            found.kind = DeadlineKind::until_filled;
        return found;
    }
    std::string n;
    if (RE2::PartialMatch(s, d_minus, &n)) return later(n == "day" ? 0 : std::atoi(n.c_str()));
    if (RE2::PartialMatch(s, days_left, &n)) return later(std::atoi(n.c_str()));
    if (has_any(tight, {"오늘마감", "금일마감", "당일마감", "오늘까지", "시간후마감", "분후마감",
                        "endstoday", "closestoday"}) ||
        tight == "오늘" || tight == "today")
        return later(0);
    if (has_any(tight, {"내일마감", "명일마감", "내일까지", "tomorrow"}) || tight == "내일")
        return later(1);
    if (has_any(tight, {"모레마감", "모레까지"})) return later(2);
    if (until_filled) {
        out.kind = DeadlineKind::until_filled;
    } else if (has_any(tight, {"상시", "수시", "always", "rolling", "ongoing", "openuntil", "상설",
                               "마감일없음", "기한없음", "nodeadline", "제한없음"})) {
        out.kind = DeadlineKind::rolling;
    }
    return out;
}

} // namespace gonggo::postings
