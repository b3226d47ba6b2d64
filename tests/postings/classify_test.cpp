#include "postings/classify.hpp"
#include "postings/features.hpp"
#include "postings/inspect.hpp"
#include "postings/json.hpp"
#include "postings/names.hpp"
#include "postings/normalise.hpp"
#include "postings/skills.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>

using namespace gonggo;
using namespace gonggo::postings;

namespace {

constexpr Date kToday = std::chrono::year{2026} / 8 / 1;

Classification of_title(const char* title) {
    Posting p;
    p.title = title;
    return classify(p);
}

/// A string member of a labelled line; the files hold flat objects without escapes in these.
std::string member(const std::string& line, const std::string& name) {
    const std::string head = "\"" + name + "\": \"";
    const auto at = line.find(head);
    if (at == std::string::npos) return {};
    const auto begin = at + head.size();
    return line.substr(begin, line.find('"', begin) - begin);
}

} // namespace

TEST_CASE("work on models matches and its neighbours do not") {
    struct Row {
        const char* title;
        bool match;
    };
    const Row rows[] = {
        {"머신러닝 엔지니어", true},
        {"Machine Learning Engineer", true},
        {"MLOps 엔지니어 (신입)", true},
        {"컴퓨터비전 딥러닝 연구원", true},
        {"Data Scientist", true},
        {"NLP 리서처", true},
        {"Machine-Learning Scientists (Platform team)", true},
        {"[AI센터] 회계 담당자", false},
        {"백엔드 개발자 (Java, Spring)", false},
        {"AI 솔루션 영업 담당자", false},
        {"데이터 분석가", false},
        {"AI 교육 강사 모집", false},
        {"데이터 라벨링 아르바이트", false},
        {"회계 담당자", false},
    };
    for (const auto& row : rows) {
        CAPTURE(row.title, of_title(row.title).score);
        CHECK(of_title(row.title).match == row.match);
    }
}

TEST_CASE("a classification names a role and says why") {
    const auto c = of_title("MLOps 엔지니어");
    CHECK(c.role == Role::mlops_engineer);
    REQUIRE_FALSE(c.evidence.empty());
    CHECK(std::ranges::any_of(
        c.evidence, [](const auto& e) { return e.where == "title" && e.what == "mlops"; }));
    CHECK(of_title("DevOps Engineer").role == Role::devops_engineer);
    CHECK(of_title("데이터 엔지니어").role == Role::data_engineer);
    CHECK(classify(Posting{}).match == false);
}

TEST_CASE("what stands in a title's brackets is seen apart from the rest") {
    const auto as_one = [](const char* title) {
        Posting p;
        p.title = title;
        std::string out;
        each_feature(p, [&](std::string_view name, double) {
            if (name.starts_with("all~")) out = name;
        });
        return out;
    };
    CHECK(as_one("AI 개발자") == "all~ai&engineer&");
    CHECK(as_one("개발자 (AI) [영업]") == "all~engineer&");
    CHECK(as_one("개발자) AI (영업") == "all~ai&engineer&"); // brackets that do not pair
    CHECK(as_one("회계 담당자") == "all~business&");
}

TEST_CASE("Latin words of a title share their letters") {
    Posting p;
    p.title = "Scientists 深層学習研究 café";
    std::vector<std::string> pieces;
    each_feature(p, [&](std::string_view name, double) {
        if (name.starts_with("t~")) pieces.emplace_back(name.substr(2));
    });
    CHECK(pieces ==
          std::vector<std::string>{"scie", "cien", "ient", "enti", "ntis", "tist", "ists"});
}

TEST_CASE("skills are found by any spelling and never inside a longer word") {
    Posting p;
    p.description = "파이토치와 쿠버네티스로 HTML 문서를 요약합니다. Javascript";
    const auto skills = skills_in(p);
    const auto has = [&](const char* name) {
        return std::ranges::find(skills, name) != skills.end();
    };
    CHECK(has("PyTorch"));
    CHECK(has("Kubernetes"));
    CHECK_FALSE(has("Java"));
    CHECK_FALSE(has("Machine Learning"));
}

TEST_CASE("inspect classify answers one line of JSON and refuses what is none") {
    const auto answer = inspect_classify(
        R"({"id": "7", "title": "머신러닝 엔지니어", "company": "가나다"})", kToday);
    REQUIRE(answer);
    CHECK_THAT(*answer, Catch::Matchers::Contains(R"("id":"7")"));
    CHECK_THAT(*answer, Catch::Matchers::Contains(R"("match":true)"));
    CHECK_THAT(*answer, Catch::Matchers::Contains(R"("role":"ml_engineer")"));
    CHECK_FALSE(inspect_classify("not json", kToday));
}

// The model may have seen these rows in training: this guards against breakage, the honest figure
// is `train_roles --cv`.
TEST_CASE("the labelled postings are told apart") {
    const char* gold = std::getenv("GONGGO_GOLD");
    std::ifstream file(std::string(gold ? gold : "../shared/gold") + "/roles_dev.jsonl");
    if (!file) {
        WARN("no labelled postings here: set GONGGO_GOLD");
        return;
    }
    double hit = 0, extra = 0, missed = 0, rows = 0, role_right = 0;
    for (std::string line; std::getline(file, line);) {
        const auto raw = raw_from_json(line);
        REQUIRE(raw);
        const std::string want = member(line, "match");
        REQUIRE_FALSE(want.empty());
        if (want == "skip") continue;
        const auto c = classify(normalise(*raw, {.today = kToday}));
        ++rows;
        if (member(line, "role") == name_of(c.role)) ++role_right;
        if (c.match && want == "yes") ++hit;
        if (c.match && want == "no") ++extra;
        if (!c.match && want == "yes") ++missed;
    }
    CAPTURE(rows, hit, extra, missed);
    REQUIRE(rows > 0);
    CHECK(2 * hit / (2 * hit + extra + missed) >= 0.95);
    CHECK(role_right / rows >= 0.90);
}
