#include "postings/facts.hpp"
#include "postings/match.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <random>

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
        {"regex", {.include = "/ml.?ops/"}, {.include = "/^ops/"}},
        {"salary", {.min_salary = 40'000'000}, {.min_salary = 60'000'000}},
        {"remote, which is not said", {.remote = {"full"}}, {.places = {"remote"}}},
        {"military service", {.military_service = true}, {.include = "military:yes"}},
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
    CHECK(fits({.years = 1}, p)); // as 신입
    p.level.labels = {LevelLabel::mid};
    CHECK_FALSE(fits({.years = 1}, p));
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
    CHECK(said("'MLOps"));
    CHECK(said("Kubernetes"));
    CHECK(said("신입 가능"));
}

TEST_CASE("a reason says each word once, as the title writes it") {
    Posting p = sample();
    p.title = "[AI랩] 머신러닝 엔지니어";
    const auto c = classify(p);
    const std::string words = role_words(p, c);
    CAPTURE(words);
    CHECK(words.find("머신러닝") != std::string::npos);
    CHECK(words.find("머신러닝") == words.rfind("머신러닝"));
    p.title = "MLOps Engineer";
    CHECK(role_words(p, classify(p)).find("MLOps") != std::string::npos);
    p.title = "Senior Data Scientist";
    CHECK(role_words(p, classify(p)).find("Data Scientist") != std::string::npos);
    CHECK(as_written("(주)머신 러닝 Engineer", "머신러닝 engineer") == "머신 러닝 Engineer");
    CHECK(as_written("Data-Scientist (Ads)", "datascientist") == "Data-Scientist");
    CHECK(as_written("Engineer", "데이터") == "데이터");
    CHECK(as_written("Data Infra, AI", "ai") == "AI");
    CHECK(as_written("Data Infra", "ai") == "ai");
}

TEST_CASE("pay of any period is counted up to a year") {
    const auto fit = [](std::int64_t max, SalaryPeriod period, std::int64_t wished) {
        Posting p = sample();
        p.salary = {.max = max, .currency = "KRW", .period = period};
        return fits({.min_salary = wished}, p);
    };
    CHECK(fit(3'000'000, SalaryPeriod::month, 36'000'000));
    CHECK_FALSE(fit(3'000'000, SalaryPeriod::month, 37'000'000));
    CHECK(fit(12'000, SalaryPeriod::hour, 30'000'000)); // 209 hours a month: 30,096,000
    CHECK_FALSE(fit(12'000, SalaryPeriod::hour, 31'000'000));
    CHECK(fit(200'000, SalaryPeriod::day, 50'000'000));
    CHECK_FALSE(fit(200'000, SalaryPeriod::day, 51'000'000));
    CHECK(fit(1'000'000, SalaryPeriod::once, 50'000'000)); // not known by the year
    Posting p = sample();
    p.salary = {.max = 60'000, .currency = "USD", .period = SalaryPeriod::year};
    CHECK(fits({.min_salary = 50'000'000}, p));
    p.salary = {.min = 60'000'000, .currency = "KRW", .period = SalaryPeriod::year};
    CHECK(fits({.min_salary = 50'000'000}, p));
}

TEST_CASE("military service is offered where it is named and not ruled out") {
    const auto offered = [](const char* title, const char* text) {
        Posting p = sample();
        p.title = title;
        p.description = text;
        return offers_military_service(p);
    };
    CHECK(offered("AI 연구원 (전문연구요원 가능)", ""));
    CHECK(offered("AI 연구원", "우대사항: 병역특례 편입 희망자"));
    CHECK(offered("[병특] AI 개발자", ""));
    CHECK(offered("AI 연구원", "산업기능요원 불가, 전문연구요원 전직 가능"));
    CHECK_FALSE(offered("AI 연구원", "병역특례 불가"));
    CHECK_FALSE(offered("AI 연구원", "군필자 또는 면제자"));
    Posting p = sample();
    p.description = "전문연구요원 신규 편입 가능";
    CHECK(fits({.include = "military:yes", .military_service = true}, p));
}

TEST_CASE("every wish is explained, also what is missing and what nothing was wished of") {
    const auto matcher = Matcher::compile({{.name = "나",
                                            .places = {"부산"},
                                            .skills = {"쿠버네티스", "Airflow"},
                                            .military_service = true}});
    REQUIRE(matcher);
    const Posting p = sample();
    const auto why = matcher->explain("나", p, classify(p));
    REQUIRE(why);
    CHECK_FALSE(why->fits);
    const auto text = [&](const std::string& rule, bool passed) {
        std::string out;
        for (const auto& v : why->verdicts)
            if (v.rule == rule && v.passed == passed) out += v.text + "\n";
        return out;
    };
    CHECK(text("place", false) == "지역: 서울 강남구\n");
    CHECK(text("skills", true) == "기술 Kubernetes\n기술 가운데 없는 것: Airflow\n");
    CHECK(text("salary", true) == "조건 없음\n");
    CHECK(text("military_service", true) == "전문연구요원/병역특례 언급 없음\n");
    CHECK_FALSE(text("min_score", true).empty());
    for (const auto& v : why->verdicts) CHECK_FALSE(v.text.empty());
    const auto english = matcher->explain("나", p, classify(p), {}, true);
    REQUIRE(english);
    REQUIRE(english->verdicts.size() == why->verdicts.size());
    for (const auto& v : english->verdicts)
        if (v.rule != "place") // whose name is Korean
            CHECK(v.text.find_first_of("\xEA\xEB\xEC\xED") == std::string::npos); // Hangul
    for (const auto& reason : why->match.reasons) CHECK(reason != "조건 없음");
}

TEST_CASE("why and match never disagree, whatever is wished of whatever posting") {
    std::mt19937 random(7);
    const auto pick = [&](auto... values) {
        const std::common_type_t<decltype(values)...> all[] = {values...};
        return all[random() % sizeof...(values)];
    };
    const auto some = [&](std::initializer_list<const char*> all) {
        std::vector<std::string> out;
        for (const char* each : all)
            if (random() % 3 == 0) out.emplace_back(each);
        return out;
    };
    std::vector<config::Profile> profiles;
    for (int i = 0; i < 400; ++i) {
        config::Profile p;
        p.name = std::to_string(i);
        p.preset = pick("", "ml", "mlops", "data-science", "research", "devops");
        if (random() % 2) p.years = static_cast<int>(random() % 12);
        if (random() % 2) p.levels = some({"intern", "entry", "mid", "senior"});
        if (random() % 2) p.places = some({"서울", "서울 강남구", "부산", "remote", "판교"});
        if (random() % 3 == 0) p.skills = some({"PyTorch", "쿠버네티스", "COBOL"});
        if (random() % 4 == 0) p.skills_unwanted = some({"Java", "MLflow"});
        if (random() % 4 == 0)
            p.include = pick("mlops OR 추천", "/ml.?ops/", "서울", "military:yes");
        if (random() % 4 == 0) p.exclude = pick("강사", "인턴", "title:신입");
        if (random() % 4 == 0) p.companies = {"한빛소프트웍스"};
        if (random() % 8 == 0) p.companies_blocked = {"한빛소프트웍스"};
        if (random() % 4 == 0) p.min_salary = pick(30'000'000, 50'000'000, 80'000'000);
        if (random() % 4 == 0) p.sources = some({"wanted", "jobkorea"});
        p.military_service = random() % 4 == 0;
        p.min_score = pick(30, 50, 70, 80);
        profiles.push_back(p);
    }
    const auto matcher = Matcher::compile(profiles);
    REQUIRE(matcher);
    for (int n = 0; n < 60; ++n) {
        Posting p = sample();
        p.title = pick("MLOps 엔지니어 (신입)", "데이터 분석가", "영업 담당", "AI 연구원 (병특)",
                       "추천 시스템 머신러닝 엔지니어", "DevOps 엔지니어");
        if (random() % 2) p.locations = {pick("부산 해운대구", "서울", "경기 성남시 분당구")};
        if (random() % 3 == 0) p.remote = pick(Remote::full, Remote::hybrid);
        p.level = pick(p.level, Level{}, Level{.min_years = 5, .labels = {LevelLabel::senior}},
                       Level{.labels = {LevelLabel::any}});
        if (random() % 2) p.salary = {};
        const auto c = classify(p);
        const auto matches = matcher->match(p, c);
        std::size_t next = 0;
        for (const auto& profile : profiles) {
            const auto why = matcher->explain(profile.name, p, c);
            const bool matched = next < matches.size() && matches[next].profile == profile.name;
            CAPTURE(profile.name, p.title);
            REQUIRE(why->fits == matched);
            if (matched) REQUIRE(why->match == matches[next++]);
        }
        REQUIRE(next == matches.size());
    }
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
