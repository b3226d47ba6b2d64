#include "notifier/phrases.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <array>

namespace gonggo::notifier {
namespace {

constexpr std::array kKoreanDays{"일", "월", "화", "수", "목", "금", "토"};
constexpr std::array kEnglishDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array kMonths{"January", "February", "March",     "April",   "May",      "June",
                             "July",    "August",   "September", "October", "November", "December"};

unsigned weekday(Date d) {
    return std::chrono::weekday{std::chrono::sys_days{d}}.c_encoding();
}
std::string month_day(Date d) {
    return std::to_string(unsigned(d.month())) + "/" + std::to_string(unsigned(d.day()));
}

} // namespace

std::string Phrases::count(std::size_t n) const {
    return std::to_string(n) + (english_ ? "" : "건");
}

std::string Phrases::day(Date d) const {
    return month_day(d) + " " + (english_ ? kEnglishDays : kKoreanDays).at(weekday(d));
}

std::string Phrases::long_day(Date d) const {
    const auto year = std::to_string(int(d.year()));
    const auto number = std::to_string(unsigned(d.day()));
    if (english_)
        return std::string(kEnglishDays.at(weekday(d))) + ", " +
               kMonths.at(unsigned(d.month()) - 1) + " " + number + ", " + year;
    return year + "년 " + std::to_string(unsigned(d.month())) + "월 " + number + "일 " +
           kKoreanDays.at(weekday(d)) + "요일";
}

std::string Phrases::level(const postings::Level& level) const {
    using postings::LevelLabel;
    std::vector<std::string> words;
    for (const auto label : level.labels) {
        switch (label) {
        case LevelLabel::intern:
            words.push_back(say("인턴", "intern"));
            break;
        case LevelLabel::entry:
            words.push_back(say("신입", "entry"));
            break;
        case LevelLabel::mid:
            if (!level.min_years && !level.max_years) words.push_back(say("경력", "experienced"));
            break;
        case LevelLabel::senior:
            words.push_back(say("시니어", "senior"));
            break;
        case LevelLabel::any:
            words.push_back(say("경력무관", "any level"));
            break;
        }
    }
    const auto least = level.min_years.value_or(0), most = level.max_years.value_or(0);
    const auto from = std::to_string(least), to = std::to_string(most);
    if (least > 0 && most > least)
        words.push_back(say("경력 " + from + "–" + to + "년", from + "–" + to + " years"));
    else if (least > 0)
        words.push_back(say("경력 " + from + "년 이상", from + "+ years"));
    else if (most > 0)
        words.push_back(say("경력 " + to + "년 이하", "up to " + to + " years"));
    return text::join(words, " · ");
}

std::string Phrases::employment(const postings::Posting& posting) const {
    using postings::Employment;
    if (!posting.employment) return {};
    using postings::LevelLabel;
    const auto& labels = posting.level.labels;
    if (posting.employment == Employment::intern &&
        std::find(labels.begin(), labels.end(), LevelLabel::intern) != labels.end())
        return {}; // level() says so already
    switch (*posting.employment) {
    case Employment::full_time:
        return say("정규직", "full time");
    case Employment::contract:
        return say("계약직", "contract");
    case Employment::intern:
        return say("인턴", "internship");
    case Employment::part_time:
        return say("시간제", "part time");
    case Employment::freelance:
        return say("프리랜서", "freelance");
    }
    return {};
}

std::string Phrases::remote(const postings::Posting& posting) const {
    if (posting.remote == postings::Remote::full) return say("전면 재택", "remote");
    if (posting.remote == postings::Remote::hybrid) return say("일부 재택", "hybrid");
    return {};
}

std::string Phrases::status(const postings::Posting& posting) const {
    if (posting.status == "interested") return say("관심 공고", "saved");
    if (posting.status == "applied") return say("지원한 공고", "applied");
    return {};
}

std::string Phrases::source_state(std::string_view state) const {
    if (state == "degraded") return say("일부를 읽지 못했습니다", "partly unreadable");
    if (state == "blocked") return say("게시판이 접근을 막았습니다", "blocked by the board");
    if (state == "down") return say("게시판이 응답하지 않습니다", "does not answer");
    return say("읽지 못했습니다", "cannot be read");
}

std::string Phrases::deadline(const postings::Deadline& d) const {
    if (d.date)
        return english_ ? "closes " + day(*d.date)
                        : month_day(*d.date) + "(" + kKoreanDays.at(weekday(*d.date)) + ") 마감";
    switch (d.kind) {
    case postings::DeadlineKind::until_filled:
        return say("채용 시 마감", "until filled");
    case postings::DeadlineKind::rolling:
        return say("상시 채용", "rolling");
    default:
        return {};
    }
}

std::string Phrases::d_day(const postings::Deadline& d, Date today) const {
    if (!d.date) return {};
    const int left = days_between(today, *d.date);
    if (left < 0) return say("마감", "closed");
    if (left == 0) return say("오늘 마감", "closes today");
    return "D-" + std::to_string(left);
}

} // namespace gonggo::notifier
