#include "postings/vocabulary.hpp"
#include "tests/support/catch.hpp"

using namespace gonggo;
using namespace gonggo::postings;
using Catch::Matchers::Contains;

namespace {

const VocabularyRows kSkills = {{"mlops", "Kubernetes", "쿠버네티스|k8s"},
                                {"soft", "Teamwork", "협업"}};

} // namespace

TEST_CASE("the user's rows replace, add and take away") {
    VocabularyRows rows = kSkills;
    REQUIRE(
        lay_over(rows, Vocabulary::skills,
                 "# mine\n\nmlops\tkubernetes\tk8s\nmlops\tFlyte\t플라이트\nsoft\tTeamwork\t-\n",
                 "skills.tsv"));
    CHECK(rows == VocabularyRows{{"mlops", "kubernetes", "k8s"}, {"mlops", "Flyte", "플라이트"}});
    VocabularyRows places = {{"서울", "seoul"}};
    REQUIRE(lay_over(places, Vocabulary::places, "서울 강남구\t신논현|sinnonhyeon", "places.tsv"));
    CHECK(places.size() == 2);
}

TEST_CASE("every faulty row is named by file and line, with the mend") {
    VocabularyRows rows = kSkills;
    const auto done =
        lay_over(rows, Vocabulary::skills, "mlops\tFlyte\n# fine\nmlop\tFlyte\tflyte\nmlops\t\tx\n",
                 "/home/me/skills.tsv");
    REQUIRE_FALSE(done);
    CHECK_THAT(done.error().message,
               Contains("/home/me/skills.tsv:1: has 2 columns; mend: group, skill, spellings") &&
                   Contains("/home/me/skills.tsv:3: no group 'mlop'; did you mean 'mlops'?") &&
                   Contains("/home/me/skills.tsv:4: names nothing") && !Contains(":2:"));
    VocabularyRows places;
    CHECK_FALSE(lay_over(places, Vocabulary::places, "서울\t", "places.tsv"));
}

TEST_CASE("the tables that are compiled in are whole") {
    for (const auto& row : vocabulary(Vocabulary::skills))
        CHECK((row.size() == 2 || row.size() == 3));
    for (const auto& row : vocabulary(Vocabulary::places)) {
        REQUIRE(row.size() == 2);
        CHECK_FALSE(row[1].empty());
    }
}
