#include "postings/evaluate.hpp"
#include "tests/support/catch.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace gonggo;
using namespace gonggo::postings;

namespace {
constexpr Date kToday = std::chrono::year{2026} / 8 / 1;
}

TEST_CASE("a labelled file is counted and its mistakes are listed") {
    std::istringstream lines(
        R"({"id": "1", "title": "머신러닝 엔지니어", "match": "yes", "role": "ml_engineer"})"
        "\n\n"
        R"({"id": "2", "title": "회계 담당자", "match": "no", "role": "other"})"
        "\n"
        R"({"id": "3", "title": "회계 담당자", "match": "yes", "borderline": true})"
        "\n"
        R"({"id": "4", "title": "머신러닝 엔지니어", "match": "no", "role": "other"})"
        "\n"
        R"({"id": "5", "title": "무엇이든", "match": "skip", "role": "skip"})"
        "\nbroken\n");
    const Evaluation e = evaluate(lines, kToday);
    CHECK(e.all.hit == 1);
    CHECK(e.all.missed == 1);
    CHECK(e.all.extra == 1);
    CHECK(e.all.right_no == 1);
    CHECK(e.clear.missed == 0);
    CHECK(e.clear.f1() == Approx(2.0 / 3));
    CHECK(e.roles == 3);
    CHECK(e.roles_right == 2);
    CHECK(e.unreadable == 1);
    REQUIRE(e.mistakes.size() == 2);
    CHECK(e.mistakes[0].line == 4);
    CHECK(e.mistakes[0].borderline);
    CHECK(e.mistakes[1].got == "yes");
}

TEST_CASE("an empty labelled file gives zeros") {
    std::istringstream lines("");
    CHECK(evaluate(lines, kToday).all.f1() == 0);
}
