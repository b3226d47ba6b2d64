#include "postings/dedup.hpp"

#include "base/text.hpp"
#include "postings/dedup/features.hpp"
#include "postings/dedup/own_words.hpp"

#include <algorithm>
#include <cmath>

namespace gonggo::postings {
namespace {

/// What of the features people understand; told when it is there.
constexpr std::pair<std::string_view, std::string_view> kReasons[] = {
    {"employer_alias", "같은 회사의 다른 표기"},
    {"employer_near", "비슷한 회사 이름"},
    {"employer_anonymous", "회사 이름이 가려짐"},
    {"title_equal", "같은 제목"},
    {"title_equal_within", "같은 제목"},
    {"numbers_conflict", "제목의 번호가 다름"},
    {"words_respelt", "표기만 다른 말이 있음"},
    {"words_service", "병역 조건을 한쪽만 적음"},
    {"words_service_within", "병역 조건을 한쪽만 적음"},
    {"text_same", "같은 본문"},
    {"text_same_within", "같은 본문"},
    {"text_none", "다른 본문"},
    {"title_levels_exclude", "제목의 경력 수준이 다름"},
    {"title_years_differ", "제목의 연차가 다름"},
    {"entry_in_one_title", "한쪽만 신입"},
    {"entry_in_one_title_within", "한쪽만 신입"},
    {"levels_exclude", "경력 수준이 다름"},
    {"levels_exclude_within", "경력 수준이 다름"},
    {"functions_conflict", "제목의 직무가 다름"},
    {"teams_conflict", "제목의 팀이 다름"},
    {"title_places_conflict", "제목의 근무지가 다름"},
    {"title_place_elsewhere", "제목의 근무지가 다름"},
    {"rounds_conflict", "다른 채용 회차"},
    {"heads_differ", "머리말(팀·지역)이 다름"},
    {"places_far", "다른 지역"},
    {"places_apart_within", "다른 지역"},
    {"deadline_near", "마감일이 같거나 가까움"},
    {"deadline_near_within", "마감일이 같거나 가까움"},
    {"deadline_round", "마감일이 두 달 넘게 떨어짐"}};

std::vector<std::string> told(const PairFeatures& features) {
    std::vector<std::string> out;
    if (features.other_employer)
        out.emplace_back("다른 회사");
    else if (std::ranges::none_of(features.values,
                                  [](const auto& f) { return f.first.starts_with("employer_"); }))
        out.emplace_back("같은 회사");
    for (const auto& [name, reason] : kReasons)
        if (std::ranges::count(features.values, name, &std::pair<std::string_view, double>::first))
            out.emplace_back(reason);
    return out;
}

/// "제목에만 있는 말: 추천, 검색 / 광고": the words of each title that the other lacks.
std::string own_words_told(const Traits& a, const Traits& b) {
    const TitleWords words = title_words_of(a, b);
    std::vector<std::string> sides;
    for (const WordList* own : {&words.own_a, &words.own_b})
        if (!own->empty())
            sides.push_back(text::join(std::vector<std::string>(own->begin(), own->end()), ", "));
    std::ranges::sort(sides); // whichever is compared with which
    return sides.empty() ? "" : "한쪽 제목에만 있는 말: " + text::join(sides, " / ");
}

Comparison judged(const PairFeatures& features) {
    constexpr double kCopyTitle = 0.3, kHiddenText = 0.85;
    Comparison out;
    out.possible_copy =
        (features.other_employer && features.text >= kCopyText && features.title >= kCopyTitle) ||
        (features.hidden_employer && features.text >= kHiddenText);
    if (features.other_employer) {
        out.score = out.possible_copy ? 0.3 : 0.05 * features.title;
        return out;
    }
    out.score = 1 / (1 + std::exp(-pair_score(features)));
    out.duplicate = out.score >= 0.5;
    return out;
}

} // namespace

Comparison compare_traits(const Traits& a, const Traits& b) {
    return judged(pair_features(a, b));
}

Comparison compare(const Posting& a, const Posting& b) {
    const Traits x = traits_of(a), y = traits_of(b);
    const PairFeatures features = pair_features(x, y);
    Comparison out = judged(features);
    out.reasons = told(features);
    if (features.other_employer) return out;
    if (auto own = own_words_told(x, y); !own.empty()) out.reasons.push_back(std::move(own));
    return out;
}

} // namespace gonggo::postings
