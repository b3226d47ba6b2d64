#include "postings/query.hpp"
#include "tests/support/catch.hpp"

using namespace gonggo;
using namespace gonggo::postings;

namespace {

Posting sample() {
    Posting p;
    p.title = "[판교] MLOps 엔지니어 (신입)";
    p.company = "한빛소프트웍스";
    p.locations = {"경기 성남시 분당구"};
    p.skills = {"Kubernetes", "PyTorch"};
    p.description = "추천 시스템을 만들고 HTML 보고서를 씁니다";
    p.role = Role::mlops_engineer;
    p.level.labels = {LevelLabel::entry};
    p.remote = Remote::full;
    p.employment = Employment::contract;
    p.links = {{.source = "wanted"}};
    return p;
}

} // namespace

TEST_CASE("a query finds words where they stand") {
    struct Row {
        const char* query;
        bool matches;
    };
    const Row rows[] = {
        {"", true},
        {"mlops", true},
        {"ml", false}, // neither in MLOps nor in HTML
        {"ml*", true},
        {"추천", true},
        {"\"추천 시스템\"", true},
        {"\"시스템 추천\"", false},
        {"시스템 추천", true},
        {"mlops 강사", false},
        {"mlops OR 강사", true},
        {"mlops -강사", true},
        {"mlops NOT pytorch", false},
        {"(강사 OR mlops) kuber*", true},
        {"title:mlops", true},
        {"title:추천", false},
        {"company:한빛", true},
        {"place:성남", true},
        {"skill:pytorch", true},
        {"role:mlops_engineer", true},
        {"role:ml_engineer", false},
        {"source:wanted", true},
        {"level:entry", true},
        {"kind:internship", false},
        {"-title:\"mlops 엔지니어\"", false},
        {"/ml.?ops/", true},
        {"/^MLOPS/", false},
        {"title:/^\\[판교\\]/ -/html\\d/", true},
        {"/강사|시스템을 (만들|운영)/", true},
        {"skill:/^k.*s$/", true},
        {"role:/_engineer$/", true},
        {"company:/mlops/ OR /a:b/", false},
        {"place:판교", true},
        {"place:pangyo", true},
        {"place:gangnam", false},
        {"description:추천", true},
        {"description:mlops", false},
        {"remote:full", true},
        {"remote:hybrid", false},
        {"employment:contract", true},
    };
    for (const auto& row : rows) {
        CAPTURE(row.query);
        const auto query = Query::parse(row.query);
        REQUIRE(query);
        CHECK(query->matches(sample()) == row.matches);
    }
}

TEST_CASE("a query that does not parse points at the column") {
    struct Row {
        const char* query;
        const char* message;
    };
    const Row rows[] = {
        {"(mlops", "column 1:"},
        {"mlops)", "column 6:"},
        {"추천 \"시스템", "column 6:"},
        {"mlops NOT", "column 10:"},
        {"OR mlops", "column 1:"},
        {"titel:mlops", "'title:'"},
        {"title:", "a word is missing"},
        {"mlops /(ml/", "column 7: regular expression:"},
        {"mlops /ml", "column 7: the regular expression is not closed"},
        {"//", "column 1: the regular expression is empty"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.query);
        const auto query = Query::parse(row.query);
        REQUIRE_FALSE(query);
        CHECK_THAT(query.error().message, Catch::Matchers::Contains(row.message));
    }
}

TEST_CASE("a query nested beyond reason is refused and does not crash") {
    CHECK_FALSE(Query::parse(std::string(100000, '(')));
    CHECK_FALSE(Query::parse(std::string(60, '(') + "a" + std::string(60, ')')));
}
