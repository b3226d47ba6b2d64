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

std::optional<Date> made(int y, int m, int d) {
    const Date date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
    return date.ok() ? std::optional{date} : std::nullopt;
}

/// "Dec 31, 2026", "31 December 2026"; without a year the nearest such day.
std::optional<Date> english_date(const std::string& s, Date today) {
    static const RE2 day_first(
        R"((?i)\b(\d{1,2})(?:st|nd|rd|th)?\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b\.?,?\s*(20\d\d)?)");
    static const RE2 month_first(
        R"((?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b,?\s*(20\d\d)?)");
    static constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
    int d = 0;
    std::string y;
    std::string m;
    if (!RE2::PartialMatch(s, month_first, &m, &d, &y) &&
        !RE2::PartialMatch(s, day_first, &d, &m, &y))
        return std::nullopt;
    const auto index = static_cast<int>(kMonths.find(text::ascii_lower(m)) / 3 + 1);
    if (!y.empty()) return made(std::atoi(y.c_str()), index, d);
    return nearest_year(static_cast<unsigned>(index), static_cast<unsigned>(d), {}, today);
}

/// "31/12/2026", "12/31/2026"; where both could be, the month comes first.
std::optional<Date> year_last_date(const std::string& s) {
    static const RE2 pattern(R"((?:^|\D)(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(20\d\d)(?:\D|$))");
    int a = 0;
    int b = 0;
    int y = 0;
    if (!RE2::PartialMatch(s, pattern, &a, &b, &y)) return std::nullopt;
    return a > 12 ? made(y, b, a) : made(y, a, b);
}

/// An instant with its offset is told as the day in Seoul.
std::optional<Date> instant_date(const std::string& raw) {
    static const RE2 pattern(
        R"((?i)^\s*20\d\d-\d\d-\d\dT\d\d:?\d\d[:\d.]*\s*(?:z|[-+]\d\d:?\d\d)\s*$)");
    if (!RE2::FullMatch(raw, pattern)) return std::nullopt;
    const auto at = parse_iso8601(raw);
    return at ? std::optional{date_in(*at, "Asia/Seoul")} : std::nullopt;
}

/// Days told from today: "오늘 18시 마감", "내일(목)까지", "3일 후", "2주 남음", "이번 주
/// 금요일까지".
std::optional<int> days_ahead(const std::string& s, const std::string& tight, Date today) {
    static const RE2 d_minus(R"((?:^|[^a-z])d\s*[-–]\s*(\d{1,3}|day))");
    static const RE2 days_left(
        R"((\d{1,3})\s*(?:일\s*(?:남음|남았|후|뒤|전)|days?\s*(?:left|remaining)))");
    static const RE2 weeks_left(
        R"((\d{1,2}|일)\s*(?:주일?\s*(?:남음|남았|후|뒤)|weeks?\s*(?:left|remaining)))");
    static const RE2 hours_left(
        R"(\d{1,2}\s*(?:(?:시간|분)\s*(?:남음|남았|후)|(?:hours?|minutes?)\s*(?:left|remaining)))");
    static const RE2 relative(
        R"(^(?:~|마감일?:?|접수)?(오늘|금일|당일|today|내일|명일|tomorrow|모레)(.*)$)");
    static const RE2 posted(R"(등록|게시|수정|작성|posted|updated|전$)");
    static const RE2 weekday_named(R"((이번주|금주|다음주|차주)([월화수목금토일])요일)");
    std::string n;
    std::string rest;
    if (RE2::PartialMatch(s, d_minus, &n)) return n == "day" ? 0 : std::atoi(n.c_str());
    if (has_any(tight, {"디데이"})) return 0;
    if (RE2::PartialMatch(s, posted)) return std::nullopt;
    if (RE2::PartialMatch(s, days_left, &n)) return std::atoi(n.c_str());
    if (RE2::PartialMatch(s, weeks_left, &n)) return n == "일" ? 7 : 7 * std::atoi(n.c_str());
    if (RE2::PartialMatch(s, hours_left)) return 0;
    if (RE2::PartialMatch(tight, weekday_named, &n, &rest)) {
        static constexpr std::string_view kWeek = "월화수목금토일"; // a week starts on Monday
        const int wanted = static_cast<int>(kWeek.find(rest) / 3);
        const int now = static_cast<int>(weekday{sys_days{today}}.iso_encoding()) - 1;
        return wanted - now + (n == "다음주" || n == "차주" ? 7 : 0);
    }
    if (RE2::PartialMatch(tight, relative, &n, &rest))
        return n == "모레" ? 2 : n == "내일" || n == "명일" || n == "tomorrow" ? 1 : 0;
    if (has_any(tight, {"오늘마감", "금일마감", "당일마감", "endstoday", "closestoday"})) return 0;
    if (has_any(tight, {"내일마감", "명일마감", "tomorrow"})) return 1;
    return std::nullopt;
}

/// "~25일", "25일까지": the next such day of a month; "12월 말": its last day.
std::optional<Date> day_of_month(const std::string& tight, Date today) {
    static const RE2 day_only(R"((?:^~(\d{1,2})일|^(\d{1,2})일(?:\([일월화수목금토]\))?까지))");
    static const RE2 month_end(R"((\d{1,2})월(?:말|말일|말까지)(?:\D|$))");
    std::string a;
    std::string b;
    int m = 0;
    if (RE2::PartialMatch(tight, month_end, &m) && m >= 1 && m <= 12) {
        const auto near = nearest_year(static_cast<unsigned>(m), 28, {}, today);
        return Date{year_month_day_last{near->year(), month_day_last{near->month()}}};
    }
    if (!RE2::PartialMatch(tight, day_only, &a, &b)) return std::nullopt;
    const int d = std::atoi((a.empty() ? b : a).c_str());
    for (int ahead = 0; ahead < 3; ++ahead) {
        const auto ym = today.year() / today.month() + months{ahead};
        const auto date = made(static_cast<int>(ym.year()),
                               static_cast<int>(static_cast<unsigned>(ym.month())), d);
        if (date && *date >= today) return date;
    }
    return std::nullopt;
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
    if (const auto other = year_last_date(s)) return other;
    if (const auto english = english_date(s, today)) return english;
    std::optional<Date> found;
    std::string wd;
    static const RE2 same_month(
        R"((\d{1,2})월\s*\d{1,2}\s*일?\s*(?:\([일월화수목금토]\))?\s*[~∼-]\s*(\d{1,2})\s*일)");
    if (RE2::PartialMatch(s, same_month, &m, &d) && m >= 1 && m <= 12)
        return nearest_year(static_cast<unsigned>(m), static_cast<unsigned>(d), {}, today);
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

    static const RE2 no_end(R"((?:^|\D)(?:9999|2[1-9]\d\d)\s*[-./년])");
    if (const auto epoch = epoch_date(s)) return on(*epoch, out.text);
    if (RE2::PartialMatch(s, no_end)) return {DeadlineKind::rolling, std::nullopt, out.text};
    const bool until_filled =
        has_any(tight, {"채용시", "충원시", "선발시", "until filled", "untilfilled", "채용완료시",
                        "모집시", "확보시", "정원마감", "마감시까지"});
    if (const auto instant = instant_date(out.text)) return on(*instant, out.text);
    // A day with "채용시 조기마감" is a day: it closes then at the latest.
    if (const auto date = written_date(s, today)) return on(*date, out.text);
    if (const auto ahead = days_ahead(s, tight, today)) return later(*ahead);
    if (const auto date = day_of_month(tight, today)) return on(*date, out.text);
    if (until_filled) {
        out.kind = DeadlineKind::until_filled;
    } else if (has_any(tight, {"상시", "수시", "always", "rolling", "ongoing", "openuntil", "상설",
                               "마감일없음", "기한없음", "무기한", "nodeadline", "제한없음"})) {
        out.kind = DeadlineKind::rolling;
    }
    return out;
}

} // namespace gonggo::postings
