#include "postings/match.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace gonggo;
using namespace gonggo::postings;

namespace {

Posting sample() {
    Posting p;
    p.title = "MLOps 엔지니어 (신입)";
    p.company = "한빛소프트웍스";
    p.locations = {"서울 강남구"};
    p.skills = {"Kubernetes", "MLflow"};
    p.employment = Employment::full_time;
    p.level = {.min_years = 0, .max_years = 3, .labels = {LevelLabel::entry}};
    p.salary = {.max = 50'000'000, .currency = "KRW", .period = SalaryPeriod::year};
    p.links = {{.source = "wanted"}};
    return p;
}

bool fits(const config::Profile& profile, const Posting& posting = sample()) {
    auto matcher = Matcher::compile({profile});
    REQUIRE(matcher);
    const auto c = classify(posting);
    const bool matched = !matcher->match(posting, c).empty();
    const auto explained = matcher->explain(profile.name, posting, c);
    REQUIRE(explained);
    CHECK(explained->fits == matched); // why and match never disagree
    return matched;
}

} // namespace

TEST_CASE("each wish lets the fitting posting through and stops the other") {
    struct Row {
        const char* name;
        config::Profile yes, no;
    };
    const Row rows[] = {
        {"default", {}, {.roles = {"data_analyst"}}},
        {"preset", {.preset = "mlops"}, {.preset = "data-science"}},
        {"places", {.places = {"서울"}}, {.places = {"부산"}}},
        {"district", {.places = {"서울 강남구"}}, {.places = {"서울 마포구"}}},
        {"remote is a place", {.places = {"remote", "서울"}}, {.places = {"remote"}}},
        {"levels", {.levels = {"entry"}}, {.levels = {"senior"}}},
        {"years", {.years = 0}, {.years = 10}},
        {"employment", {.employment = {"full_time"}}, {.employment = {"contract"}}},
        {"kinds", {.kinds = {"job"}}, {.kinds = {"contest"}}},
        {"unwanted skill", {.skills_unwanted = {"Java"}}, {.skills_unwanted = {"mlflow"}}},
        {"include", {.include = "mlops OR nlp"}, {.include = "음성"}},
        {"exclude", {.exclude = "강사"}, {.exclude = "title:신입"}},
        {"blocked",
         {.companies_blocked = {"다른회사"}},
         {.companies_blocked = {"(주)한빛소프트웍스"}}},
        {"salary", {.min_salary = 40'000'000}, {.min_salary = 60'000'000}},
        {"sources", {.sources = {"wanted"}}, {.sources = {"jobkorea"}}},
        {"score", {.min_score = 50}, {.min_score = 100}},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        CHECK(fits(row.yes));
        CHECK_FALSE(fits(row.no));
    }
}

TEST_CASE("an entry person sees what is open to entry and not what wants years") {
    const config::Profile entry{.levels = {"entry"}, .years = 0};
    Posting p = sample();
    CHECK(fits(entry, p));
    p.level = {.min_years = 3, .labels = {LevelLabel::mid}};
    CHECK_FALSE(fits(entry, p));
    p.level = {.min_years = 3,
               .labels = {LevelLabel::entry, LevelLabel::mid}}; // 신입·경력 3년 이상
    CHECK(fits(entry, p));
    p.level = {.labels = {LevelLabel::any}};
    CHECK(fits(entry, p));
    p.level = {};
    CHECK(fits(entry, p));
}

TEST_CASE("a wanted skill counts by any of its spellings and also outside the vocabulary") {
    const auto score = [](const std::vector<std::string>& skills, const Posting& p) {
        const auto matcher = Matcher::compile({{.skills = skills}});
        REQUIRE(matcher);
        const auto matches = matcher->match(p, classify(p));
        REQUIRE(matches.size() == 1);
        return matches[0].score;
    };
    Posting p = sample();
    CHECK(score({"쿠버네티스"}, p) == score({"Kubernetes"}, p));
    CHECK(score({"쿠버네티스"}, p) > score({"COBOL"}, p));
    p.skills.push_back("Zugzwang");
    CHECK(score({"zugzwang"}, p) > score({"COBOL"}, p));
}

TEST_CASE("a match says why in words for people") {
    const auto matcher = Matcher::compile({config::Profile{.name = "나"}});
    REQUIRE(matcher);
    const Posting p = sample();
    const auto matches = matcher->match(p, classify(p));
    REQUIRE(matches.size() == 1);
    CHECK(matches[0].profile == "나");
    CHECK(matches[0].score >= 50);
    CHECK(matches[0].score <= 100);
    const auto said = [&](const char* words) {
        return std::ranges::any_of(
            matches[0].reasons, [&](const auto& r) { return r.find(words) != std::string::npos; });
    };
    CHECK(said("mlops"));
    CHECK(said("Kubernetes"));
    CHECK(said("신입 가능"));
}

TEST_CASE("a profile that cannot be understood is named in the error") {
    const config::Profile faulty[] = {
        {.name = "철수", .include = "(mlops"},     {.name = "철수", .exclude = "\"강사"},
        {.name = "철수", .roles = {"ml_enginer"}}, {.name = "철수", .preset = "mlop"},
        {.name = "철수", .kinds = {"party"}},
    };
    for (const auto& profile : faulty) {
        const auto matcher = Matcher::compile({profile});
        REQUIRE_FALSE(matcher);
        CHECK_THAT(matcher.error().message, Catch::Matchers::Contains("철수"));
    }
}
