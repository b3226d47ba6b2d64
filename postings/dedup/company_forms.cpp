#include "postings/dedup/company_forms.hpp"

#include "base/text.hpp"
#include "postings/normalise.hpp"

#include <algorithm>
#include <array>
#include <re2/re2.h>

namespace gonggo::postings {
namespace {

/// The Latin letters as Koreans spell them, a to z.
constexpr std::array<std::string_view, 26> kLetters = {
    "에이", "비",   "씨", "디",   "이",     "에프", "지",   "에이치", "아이",
    "제이", "케이", "엘", "엠",   "엔",     "오",   "피",   "큐",     "알",
    "에스", "티",   "유", "브이", "더블유", "엑스", "와이", "제트"};

/// Runs of at most four Latin letters spelled out; longer ones are words, not letters.
std::string spelled(std::string_view key) {
    std::string out;
    for (std::size_t i = 0; i < key.size();) {
        std::size_t end = i;
        while (end < key.size() && key[end] >= 'a' && key[end] <= 'z') ++end;
        if (end == i) {
            out += key[i++];
            continue;
        }
        for (std::size_t k = i; k < end; ++k)
            if (end - i <= 4)
                out += kLetters[static_cast<std::size_t>(key[k] - 'a')];
            else
                out += key[k];
        i = end;
    }
    return out;
}

void add(std::vector<std::string>& out, std::string form) {
    if (text::display_width(form) >= 3 && std::ranges::count(out, form) == 0)
        out.push_back(std::move(form));
}

} // namespace

std::vector<std::string> company_forms(std::string_view company) {
    std::vector<std::string> out{company_key(company)};
    const auto parts = text::split_trimmed(company, "()[]/|");
    if (parts.size() > 1)
        for (const auto& part : parts) add(out, company_key(part));
    for (std::size_t i = 0, n = out.size(); i < n; ++i) add(out, spelled(out[i]));
    const std::string lower = text::ascii_lower(company);
    if (auto words = spelled(lower); words != lower) // word by word: "CJ ENM"
        add(out, company_key(words));
    return out;
}

bool is_anonymous_company(std::string_view key) {
    for (const std::string_view hidden :
         {"외국계기업", "비공개", "대기업", "중견기업", "기업비공개", "헤드헌팅", "회사명비공개"})
        if (key == hidden) return true;
    return key.empty();
}

bool is_agency(std::string_view company) {
    static const RE2 agency(
        R"(서치|써치|헤드헌|스카우트|커리어|리크루|인재파견|잡스|에이치알|\bhr\b|hr$|recruit|staffing|headhunt|search$)");
    return RE2::PartialMatch(text::fold(display_company(company)), agency);
}

SameEmployer same_employer(const std::vector<std::string>& a, const std::vector<std::string>& b,
                           bool one_is_anonymous) {
    if (!a[0].empty() && a[0] == b[0]) return SameEmployer::yes;
    if (one_is_anonymous) return SameEmployer::anonymous;
    for (const auto& x : a)
        for (const auto& y : b)
            if (!x.empty() && x == y) return SameEmployer::alias;
    const auto& shorter = a[0].size() < b[0].size() ? a[0] : b[0];
    const auto& longer = a[0].size() < b[0].size() ? b[0] : a[0];
    if (shorter.size() < 6) return SameEmployer::no;
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const std::size_t more = longer.size() - shorter.size();
    const bool begins = longer.starts_with(shorter) && // "한빛1" is not "한빛13"
                        !(more > 0 && digit(shorter.back()) && digit(longer[shorter.size()]));
    const bool ends = longer.ends_with(shorter) &&
                      !(more > 0 && digit(shorter.front()) && digit(longer[more - 1]));
    return begins || ends ? SameEmployer::near : SameEmployer::no;
}

} // namespace gonggo::postings
