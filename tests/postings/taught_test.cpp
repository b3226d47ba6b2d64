#include "postings/taught.hpp"

#include "postings/match.hpp"
#include "tests/support/catch.hpp"

using namespace gonggo;
using namespace gonggo::postings;
using Catch::Matchers::Contains;

namespace {

Posting posting(const std::string& id, const std::string& title, const std::string& company,
                std::vector<std::string> skills = {}) {
    Posting p;
    p.id = id;
    p.title = title;
    p.company = company;
    p.skills = std::move(skills);
    return p;
}

} // namespace

TEST_CASE("words, skills and the company of what was good speak for others") {
    const Taught taught =
        learn({{posting("a", "추천 머신러닝 엔지니어", "(주)가나다", {"Kubeflow"}), true}});
    const auto lesson =
        lesson_for(taught, posting("b", "추천 엔지니어", "가나다", {"kubeflow", "Java"}));
    CHECK_FALSE(lesson.good);
    CHECK(lesson.points == 4 + 2 + 6);
    CHECK_THAT(lesson.text, Contains("피드백: '추천' +4") && Contains("'kubeflow' +2") &&
                                Contains("회사 가나다 +6") && !Contains("엔지니어"));
    CHECK(lesson_for(taught, posting("c", "백엔드 엔지니어", "라마바")).text.empty());
    const bool english = true;
    CHECK(lesson_for(taught, posting("b", "추천 엔지니어", "가나다", {"kubeflow", "Java"}), english)
              .text == "'추천' +4, 'kubeflow' +2, company 가나다 +6");
    CHECK(lesson_for(taught, posting("a", "추천", "가나다"), english).text == "you called it good");
}

TEST_CASE("good and bad cancel out, and no amount of either goes beyond the bounds") {
    const auto p = [](const char* id) {
        return posting(id, "추천 시스템 광고 랭킹 검색", "가나다");
    };
    CHECK(lesson_for(learn({{p("a"), true}, {p("b"), false}}), p("c")).text.empty());
    std::vector<std::pair<Posting, bool>> many;
    for (const char* id : {"1", "2", "3", "4", "5"}) many.emplace_back(p(id), false);
    CHECK(lesson_for(learn(many), p("c")).points == -12 - 6);
    CHECK(lesson_for(learn(many), posting("c", "추천", "")).points == -8);
}

TEST_CASE("what was judged itself fits never or always, whatever the profile wishes") {
    const auto matcher = Matcher::compile({config::Profile{.name = "나", .min_score = 95}});
    REQUIRE(matcher);
    const Posting ml = posting("a", "머신러닝 엔지니어", "가나다");
    const Posting sales = posting("b", "영업 담당자", "라마바");
    const auto matches = [&](const Posting& p, bool good) {
        const Lessons lessons{{"나", learn({{p, good}})}};
        const auto found = matcher->match(p, classify(p), lessons);
        const auto why = matcher->explain("나", p, classify(p), lessons);
        CHECK(why->fits == !found.empty());
        return !found.empty();
    };
    CHECK(matches(sales, true));
    CHECK_FALSE(matches(sales, false));
    CHECK(matches(ml, true));
    CHECK_FALSE(matches(ml, false));
    const Lessons of_others{{"남", learn({{sales, true}})}};
    CHECK(matcher->match(sales, classify(sales), of_others).empty());
}
