#include "postings/dedup.hpp"

#include "postings/dedup/company_forms.hpp"
#include "postings/dedup/title.hpp"
#include "postings/inspect.hpp"
#include "postings/json.hpp"
#include "postings/normalise.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>

using namespace gonggo;
using namespace gonggo::postings;

namespace {

constexpr Date kToday = std::chrono::year{2026} / 8 / 1;

Posting made(const char* source, const char* title, const char* place = "", const char* career = "",
             const char* deadline = "", const char* company = "가나다소프트") {
    RawPosting raw;
    raw.title = title;
    raw.company = company;
    if (*place) raw.locations = {place};
    raw.career = career;
    raw.deadline = deadline;
    return normalise(raw, {.today = kToday, .source = source});
}

struct Pair {
    Posting a, b;
    bool duplicate;
};

std::vector<Pair> pairs() {
    return {
        {made("x", "AI 엔지니어"), made("y", "AI 엔지니어 채용", "", "", "", "(주)가나다소프트"),
         true},
        {made("x", "백엔드 개발자"), made("y", "[코스닥기업] 백엔드 개발자 모집"), true},
        {made("x", "Backend Engineer"), made("y", "백엔드 엔지니어"), true},
        {made("x", "AI 엔지니어", "", "", "2026-08-10"),
         made("x", "AI 엔지니어", "", "", "2026-09-20"), true},
        {made("x", "AI 엔지니어", "", "", "2026-03-10"),
         made("x", "AI 엔지니어", "", "", "2026-09-20"), false},
        {made("x", "백엔드 개발자"), made("x", "프론트엔드 개발자"), false},
        {made("x", "시니어 AI 엔지니어"), made("y", "주니어 AI 엔지니어"), false},
        {made("x", "AI 엔지니어", "서울 강남구"), made("y", "AI 엔지니어", "부산"), false},
        {made("x", "AI 엔지니어 (3년 이상)"), made("x", "AI 엔지니어 (7년 이상)"), false},
        {made("x", "AI 엔지니어 (2~4년)"), made("x", "AI 엔지니어 (5~7년)"), false},
        {made("x", "AI 엔지니어"), made("y", "AI 엔지니어", "", "", "", "라마바랩"), false},
        {made("x", "클라우드 백엔드 개발자 채용"),
         made("y", "[상장사] 클라우드 백앤드 엔지니어", "", "", "", "가나다소프트(GND Soft)"),
         true},
        {made("x", "품질관리 엔지니어"), made("y", "생산관리 엔지니어"), false},
        {made("x", "백엔드 개발자 (3년 이상)"), made("y", "백엔드 개발자 (2년 이상)"), false},
        {made("x", "[신입] 백엔드 개발자 (Python)"), made("x", "백엔드 개발자 (Python)"), false},
        {made("x", "[울산] 데이터 분석가"), made("y", "[서울] 데이터 분석가"), false},
        {made("x", "[보안사업본부] 프론트엔드 개발자"),
         made("y", "[의료사업본부] 프론트엔드 개발 PL"), false},
        {made("x", "머신러닝 엔지니어", "서울 강남구", "", "2026-09-10"),
         made("y", "MLOps 엔지니어", "서울 강남구", "", "2026-09-10"), false},
        {made("x", "[DBA] 개발자 채용"), made("y", "[풀스택] 개발자 채용"), false},
        {made("x", "딥러닝 연구원 (신입)"), made("x", "딥러닝 연구원 (경력)"), false},
        {made("x", "2026 상반기 연구원 채용"), made("x", "2026 하반기 연구원 채용"), false},
        {made("x", "결제 시스템 B/E 개발자"), made("y", "결제 시스템 F/E 개발자"), false},
        {made("x", "[파견/3개월] 앱 개발자"), made("y", "[파견/6개월] 앱 개발자"), false},
        {made("x", "체험형 인턴 채용"), made("x", "체험형 인턴 추가채용"), false},
        {made("x", "결제개발 1팀 서버 개발자"), made("x", "결제개발 2팀 서버 개발자"), false},
        {made("x", "네트워크 엔지니어 (인터넷)"), made("y", "네트워크 엔지니어(인터넷) 모집중"),
         true},
        {made("x", "물류 관리자 (대리점)", "서울"), made("y", "물류 관리자(대리점)", "서울"), true},
        {made("x", "Data Scientist (Risk) - San Francisco", "San Francisco, CA, US"),
         made("y", "Data Scientist (Risk), San Francisco", "San Francisco, CA"), true},
        {made("x", "병역특례 풀스택 개발자", "전문연구요원·병역특례"),
         made("y", "병역특례 풀스택 개발자 채용", "서울 서초구"), true},
        {made("x", "3D 비전 알고리즘 개발자8~10"), made("y", "3D 비전 알고리즘 개발자"), true},
        {made("x", "각 부문 신입 및 경력사원 채용", "서울, 경기", "", "2026-08-10"),
         made("x", "각 부문 신입 및 경력사원 채용", "서울, 충북", "", "2026-09-19"), false},
    };
}

} // namespace

TEST_CASE("one vacancy on two boards is one and its neighbours stay apart") {
    for (const auto& pair : pairs()) {
        const Comparison c = compare(pair.a, pair.b);
        INFO(pair.a.title << " | " << pair.b.title << " | score " << c.score);
        CHECK(c.duplicate == pair.duplicate);
        CHECK_FALSE(c.reasons.empty());
    }
}

TEST_CASE("a rank is a whole word of the title") {
    const auto ranks = [](const char* title) { return comparable_title(title, {""}).ranks; };
    CHECK(ranks("Internet 서비스 개발자") == 0);
    CHECK(ranks("책임감 있는 대리점 관리자") == 0);
    CHECK(ranks("Head Count Planner") == ranks("팀장"));
    CHECK((ranks("시니어 개발자") & ranks("책임급 개발자")) != 0);
    CHECK((ranks("Senior Engineer") & kLevels) != 0);
    CHECK((ranks("인턴") & kLevels) == 0);
}

TEST_CASE("comparing is symmetric and a posting is a duplicate of itself") {
    for (const auto& pair : pairs()) {
        INFO(pair.a.title << " | " << pair.b.title);
        const Comparison ab = compare(pair.a, pair.b);
        const Comparison ba = compare(pair.b, pair.a);
        CHECK(ab.duplicate == ba.duplicate);
        CHECK(ab.score == ba.score);
        CHECK(ab.possible_copy == ba.possible_copy);
        CHECK(ab.reasons == ba.reasons);
        CHECK(compare(pair.a, pair.a).duplicate);
    }
}

TEST_CASE("comparing bears missing fields and stays symmetric") {
    const auto full = made("x", "AI 엔지니어", "서울 강남구", "경력 3년↑", "2026-08-10");
    for (const auto& bare : {made("", "", "", "", "", ""), made("y", "AI 엔지니어", "", "", "", ""),
                             made("y", "", "", "", "", "가나다소프트")}) {
        const Comparison ab = compare(full, bare);
        CHECK(ab.score == compare(bare, full).score);
        CHECK((ab.score >= 0 && ab.score <= 1));
        CHECK_FALSE(compare(bare, made("", "", "", "", "", "")).possible_copy);
    }
}

TEST_CASE("one employer under two names shares a form") {
    for (const auto& [a, b] : {std::pair{"핀크(Finnq)", "핀크"},
                               {"지씨케어", "GC케어"},
                               {"한국금융IT", "한국금융아이티"},
                               {"CJ ENM", "씨제이이엔엠"}}) {
        INFO(a << " | " << b);
        CHECK(same_employer(company_forms(a), company_forms(b), false) != SameEmployer::no);
    }
    CHECK(same_employer(company_forms("가나다"), company_forms("라마바"), false) ==
          SameEmployer::no);
    CHECK(same_employer(company_forms("한빛소프트"), company_forms("한빛소프트 2"), false) ==
          SameEmployer::near);
    CHECK(same_employer(company_forms("한빛1"), company_forms("한빛13"), false) ==
          SameEmployer::no);
    CHECK(same_employer(company_forms("1한빛"), company_forms("31한빛"), false) ==
          SameEmployer::no);
    CHECK(is_anonymous_company(company_key("외국계 기업")));
}

TEST_CASE("a saved page's deadlines are of their own year, or of none") {
    const auto date_of = [](const char* deadline) {
        const auto pair = read_pair(std::string(R"({"a": {"title": "x", "deadline": ")") +
                                        deadline + R"("}, "b": {"title": "y"}})",
                                    kToday);
        REQUIRE(pair);
        return pair->a.deadline.date;
    };
    CHECK((date_of("~ 01/12(일)") == std::chrono::year{2025} / 1 / 12));
    CHECK((date_of("~ 08/10(월)") == std::chrono::year{2026} / 8 / 10));
    CHECK((date_of("2024.12.20") == std::chrono::year{2024} / 12 / 20));
    CHECK_FALSE(date_of("내일마감").has_value());
}

TEST_CASE("duplicates share a key by which the store finds them") {
    for (const auto& pair : pairs())
        if (pair.duplicate)
            CHECK(company_forms(pair.a.company)[0] == company_forms(pair.b.company)[0]);
}

TEST_CASE("labelled real pairs are told apart") {
    const char* gold = std::getenv("GONGGO_GOLD");
    std::ifstream in(std::string(gold ? gold : "../shared/gold") + "/dedup_dev.jsonl");
    if (!in) {
        WARN("no labelled pairs here: set GONGGO_GOLD");
        return;
    }
    int right = 0;
    int wrong = 0;
    int missed = 0;
    for (std::string line; std::getline(in, line);) {
        const auto result = inspect_compare(line, kToday);
        REQUIRE(result.has_value());
        const bool said = result->find("\"duplicate\":true") != std::string::npos;
        const bool truth = line.find("\"duplicate\": \"yes\"") != std::string::npos ||
                           line.find("\"duplicate\":\"yes\"") != std::string::npos;
        right += said && truth;
        wrong += said && !truth;
        missed += !said && truth;
    }
    const double precision = right / static_cast<double>(std::max(1, right + wrong));
    const double recall = right / static_cast<double>(std::max(1, right + missed));
    const double f1 = 2.0 * right / std::max(1, 2 * right + wrong + missed);
    INFO("precision " << precision << " recall " << recall << " F1 " << f1);
    if (std::getenv("GONGGO_SHOW"))
        WARN("precision " << precision << " recall " << recall << " F1 " << f1);
    CHECK(precision >= 0.98);
    CHECK(f1 >= 0.95);
}
