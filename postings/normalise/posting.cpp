#include "base/text.hpp"
#include "postings/names.hpp"
#include "postings/normalise.hpp"

#include <algorithm>
#include <re2/re2.h>

namespace gonggo::postings {
namespace {

template <class T>
void add_once(std::vector<T>& list, T value) {
    if (std::ranges::find(list, value) == list.end()) list.push_back(std::move(value));
}

/// "테헤란로 1 (역삼동, 한빛타워)": behind a street's number, or behind a quarter, a comma parts no
/// places. "서울(강남, 서초)" names two.
std::string without_inner_commas(std::string_view entry) {
    static const RE2 address(R"(([\d층호]\s*\([^(),]*|\([^(),]*[동가리읍면])\s*,([^()]*))");
    std::string out(entry);
    while (RE2::Replace(&out, address, R"(\1 \2)")) {
    }
    return out;
}

/// A comma parts Korean places ("서울, 부산") but belongs to a Latin one ("Gangnam-gu, Seoul").
std::string_view separators(std::string_view entry) {
    const bool latin =
        std::ranges::all_of(entry, [](char c) { return static_cast<signed char>(c) >= 0; });
    return latin ? "|;\n" : ",|;\n";
}

std::vector<std::string> places_of(const std::vector<std::string>& raw) {
    std::vector<std::string> out;
    for (const auto& given : raw) {
        const std::string entry = without_inner_commas(given);
        for (const auto& part : text::split_trimmed(entry, separators(entry))) {
            static const RE2 more(R"(\s*외\s*\d*\s*(?:개|곳)?$)");
            std::string place = part;
            RE2::Replace(&place, more, "");
            if (std::string normal = normalise_place(place); !normal.empty())
                add_once(out, std::move(normal));
        }
    }
    // A street line after its city is not another place.
    if (out.size() > 1)
        std::erase_if(out, [&](const auto& place) {
            return &place != &out.front() &&
                   std::ranges::any_of(place, [](char c) { return c >= '0' && c <= '9'; });
        });
    return out;
}

std::vector<std::string> skills_of(const std::vector<std::string>& raw) {
    std::vector<std::string> out;
    for (const auto& entry : raw) {
        const std::string flat = text::replace_all(text::replace_all(entry, "·", ","), "ㆍ", ",");
        for (auto& part : text::split_trimmed(flat, ",|\n;"))
            add_once(out, text::collapse_space(part));
    }
    return out;
}

/// A board that tells the day without its year, and was saved with the wrong one, seems to have
/// closed about a year before the posting went up: it closes in the year after.
void roll_over(std::optional<Date>& closes, std::optional<Timestamp> posted,
               const NormaliseContext& context) {
    constexpr int kLongestOpen = 120;
    if (!closes || !posted) return;
    const Date up = date_in(*posted, context.zone);
    const Date next{closes->year() + std::chrono::years{1}, closes->month(), closes->day()};
    const int open = days_between(up, next);
    if (*closes < up && next.ok() && open >= 0 && open <= kLongestOpen) closes = next;
}

std::string merged_title(std::string_view raw) {
    return text::collapse_space(text::printable(raw));
}

} // namespace

std::optional<Employment> parse_employment(std::string_view raw) {
    static const RE2 intern(R"(인턴|\bintern)");
    static const RE2 full(R"(정규|full[- _]?time|\bregular\b|permanent|fulltime|무기계약)");
    static const RE2 contract(R"(계약|contract|temporary|fixed[- ]term|파견|위촉|촉탁|기간제)");
    static const RE2 part(R"(아르바이트|알바|part[- _]?time|시간제|parttime)");
    static const RE2 free(R"(프리랜서|freelance|도급|per[- ]?diem)");
    // "인턴 (정규직 전환 가능)" is an internship
    static const RE2 promised(R"(정규직?\s*(?:으로\s*)?전환)");
    std::string s = text::fold(raw);
    RE2::GlobalReplace(&s, promised, "");
    if (RE2::PartialMatch(s, full)) return Employment::full_time;
    if (RE2::PartialMatch(s, intern)) return Employment::intern;
    if (RE2::PartialMatch(s, part)) return Employment::part_time;
    if (RE2::PartialMatch(s, free)) return Employment::freelance;
    if (RE2::PartialMatch(s, contract)) return Employment::contract;
    return std::nullopt;
}

std::optional<Remote> parse_remote(std::string_view raw) {
    static const RE2 hybrid(R"(하이브리드|hybrid|부분\s*재택|재택\s*병행|주\s*\d\s*[회일]\s*재택)");
    static const RE2 none(R"(on-?site|상주|출근|^false$|^none$|office)");
    static const RE2 full(R"(재택|원격|remote|telecommut|wfh|work from home|^true$|^full$)");
    const std::string s = text::fold(raw);
    if (RE2::PartialMatch(s, hybrid)) return Remote::hybrid;
    if (RE2::PartialMatch(s, full)) return Remote::full;
    if (RE2::PartialMatch(s, none)) return Remote::none;
    return std::nullopt;
}

Posting normalise(const RawPosting& raw, const NormaliseContext& context) {
    Posting out;
    out.title = merged_title(raw.title);
    out.company = display_company(text::printable(raw.company));
    out.url = raw.url;
    out.locations = places_of(raw.locations);
    out.remote = parse_remote(raw.remote);
    for (const auto& place : out.locations)
        if (!out.remote && text::fold(place).find("remote") != std::string::npos)
            out.remote = Remote::full;
    out.employment = parse_employment(raw.employment);
    // Boards run career and employment together ("3 ~ 12년정규직").
    if (!out.employment) out.employment = parse_employment(raw.career);
    static const RE2 of_career(R"(신입|경력|\d\s*년|무관)");
    const bool in_employment = RE2::PartialMatch(raw.employment, of_career);
    out.level = parse_career(!raw.career.empty() ? raw.career
                             : in_employment     ? raw.employment
                                                 : raw.title);
    if (out.employment == Employment::intern) add_once(out.level.labels, LevelLabel::intern);
    std::ranges::sort(out.level.labels);
    out.salary = parse_salary(raw.salary);
    out.education = text::collapse_space(raw.education);
    out.skills = skills_of(raw.skills);
    out.description = raw.description;
    out.posted = parse_posted(raw.posted, context);
    out.deadline = parse_deadline(raw.deadline, context.today);
    roll_over(out.deadline.date, out.posted, context);
    if (const auto kind = from_name<Kind>(raw.kind))
        out.kind = *kind;
    else if (out.employment == Employment::intern)
        out.kind = Kind::internship;
    out.links = {{.source = context.source, .url = raw.url, .external_id = raw.id}};
    const std::string over = text::fold(raw.closed);
    out.links[0].closed = over == "true" || over.find("마감") != std::string::npos ||
                          over.find("closed") != std::string::npos;
    return out;
}

} // namespace gonggo::postings
