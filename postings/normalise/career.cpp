// Years of experience and level words.
#include "base/text.hpp"
#include "postings/normalise.hpp"

#include <algorithm>
#include <re2/re2.h>

namespace gonggo::postings {
namespace {

bool has(const std::string& s, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](auto w) { return s.find(w) != std::string::npos; });
}

bool word(const std::string& s, const RE2& pattern) {
    return RE2::PartialMatch(s, pattern);
}

void years_of(const std::string& s, Level& out) {
    static const RE2 range(
        R"((\d{1,2})\s*(?:년차?|yrs?|years?)?\s*(?:이상)?\s*[-~–∼]\s*(\d{1,2})\s*(?:년|yrs?|years?|\+|$|[^\d월주개명%]))");
    static const RE2 least(
        R"((\d{1,2})\s*\+?\s*(?:년|yrs?|years?)\s*차?\s*(?:이상|↑|\+|부터|초과|or more|or above|and above|minimum))");
    static const RE2 plus(R"((\d{1,2})\s*\+\s*(?:년|yrs?|years?))");
    static const RE2 minimum(
        R"((?:minimum|at least|min\.?|최소)\s*(?:of\s*)?(\d{1,2})\s*\+?\s*(?:년|yrs?|years?))");
    static const RE2 most(R"((\d{1,2})\s*(?:년|yrs?|years?)\s*차?\s*(?:이하|↓|미만|까지|or less))");
    static const RE2 up_to(R"([~∼]\s*(\d{1,2})\s*(?:년|yrs?|years?))");
    static const RE2 open_range(R"((\d{1,2})\s*(?:년|yrs?|years?)\s*차?\s*[~∼](?:\s*$|[^\d\s]))");
    static const RE2 one(R"((?:^|[^\d~-])(\d{1,2})\s*(?:년차?|yrs?|years?))");
    int a = 0;
    int b = 0;
    if (RE2::PartialMatch(s, range, &a, &b) && a <= b && b <= 40) {
        out.min_years = a;
        out.max_years = b;
    } else if (RE2::PartialMatch(s, least, &a) || RE2::PartialMatch(s, plus, &a) ||
               RE2::PartialMatch(s, minimum, &a) || RE2::PartialMatch(s, open_range, &a)) {
        out.min_years = a;
        if (RE2::PartialMatch(s, most, &b) && b >= a) out.max_years = b;
    } else if (RE2::PartialMatch(s, most, &b) || RE2::PartialMatch(s, up_to, &b)) {
        out.max_years = b;
    } else if (RE2::PartialMatch(s, one, &a)) {
        out.min_years = a;
    }
    if (out.min_years && *out.min_years > 40) out.min_years.reset();
}

/// "경력 무관", "신입·경력무관": what is free is the experience, not the degree.
bool experience_free(const std::string& s) {
    static const RE2 pattern(R"(경력\s*(?:사항)?\s*무\s*관|^\s*무\s*관)");
    return RE2::PartialMatch(s, pattern);
}

} // namespace

Level parse_career(std::string_view raw) {
    static const RE2 intern(R"(인턴|\bintern(?:ship)?s?\b|체험형|채용연계형)");
    static const RE2 entry(
        R"(신입|\bentry\b|\bentry-level\b|\bnew ?grad|\bgraduate\b|\bjunior\b|주니어|초급|\bjr\b|졸업예정|newbie|\bassociate\b)");
    static const RE2 mid(R"(\bmid\b|\bmid-|\bintermediate\b|미들|중급|대리|과장)");
    static const RE2 senior(
        R"(\bsenior\b|시니어|\bsr\b|\blead\b|리드|\bprincipal\b|\bstaff\b|책임|수석|\bdirector\b|\bexecutive\b|고급|특급|팀장|임원|차장|부장|\bhead of\b)");
    static const RE2 any(
        R"(무관|무\s*관|학력\s*무관\s*경력|제한\s*없음|관계\s*없음|any level|not applicable|\bno experience)");
    static const RE2 no_years_needed(R"(년수\s*무관)");
    Level out;
    static const RE2 bare(R"(\s*(\d{1,2})\s*)");
    std::string s = text::replace_all(text::fold(raw), "_", " ");
    if (s.empty()) return out;
    if (RE2::FullMatch(s, bare)) s += "년 이상"; // an API's number by itself: the least years
    years_of(s, out);
    std::vector<LevelLabel> found;
    const bool experienced = has(s, {"경력", "experienced"}) || out.min_years || out.max_years;
    const bool years_free = word(s, no_years_needed);
    if (word(s, intern)) found.push_back(LevelLabel::intern);
    if (word(s, entry)) found.push_back(LevelLabel::entry);
    const bool any_level = word(s, any) && !years_free;
    if (word(s, mid)) found.push_back(LevelLabel::mid);
    if (word(s, senior)) found.push_back(LevelLabel::senior);
    if (any_level && !out.min_years && !out.max_years &&
        (found.empty() || (has(s, {"신입"}) && experience_free(s)))) {
        out.labels = {LevelLabel::any}; // "경력 무관 (신입 가능)" asks for nothing
        return out;
    }
    const bool entry_too = std::ranges::find(found, LevelLabel::entry) != found.end();
    if (experienced && !any_level && !has(s, {"senior", "시니어"})) {
        const int least = out.min_years.value_or(entry_too && !out.max_years ? 1 : 0);
        if (out.min_years || out.max_years) {
            if (least == 0 && out.max_years.value_or(99) > 0 && !entry_too)
                found.push_back(LevelLabel::entry);
            if (out.max_years.value_or(99) >= 2 && least < 8) found.push_back(LevelLabel::mid);
            if (least >= 8) found.push_back(LevelLabel::senior);
        } else
            found.push_back(LevelLabel::mid);
    }
    if (entry_too && !out.min_years && out.max_years) out.min_years = 0;
    if (entry_too && out.min_years && *out.min_years > 0 && has(s, {"신입"})) out.min_years = 0;
    if (found.size() == 1 && found[0] == LevelLabel::entry && has(s, {"신입"}) && !out.min_years &&
        !out.max_years) {
        out.min_years = 0;
        out.max_years = 0;
    }
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    out.labels = std::move(found);
    return out;
}

} // namespace gonggo::postings
