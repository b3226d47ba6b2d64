#include "postings/normalise.hpp"

#include "base/time.hpp"
#include "postings/inspect.hpp"
#include "tests/support/catch.hpp"

using namespace gonggo;
using namespace gonggo::postings;

namespace {

constexpr Date kToday = std::chrono::year{2026} / 12 / 23; // a Wednesday

} // namespace

TEST_CASE("every way boards write the closing day is read") {
    struct Row {
        const char* text;
        const char* kind_and_date;
    };
    static constexpr Row kRows[] = {
        {"~ 12/25(금)", R"({"kind":"date","date":"2026-12-25"})"},
        {"~12.25", R"({"kind":"date","date":"2026-12-25"})"},
        {"~ 01/05(화)", R"({"kind":"date","date":"2027-01-05"})"},
        {"01/05", R"({"kind":"date","date":"2027-01-05"})"},
        {"12/20", R"({"kind":"date","date":"2026-12-20"})"},
        {"1월 5일까지", R"({"kind":"date","date":"2027-01-05"})"},
        {"12월 30일 (수) 18:00", R"({"kind":"date","date":"2026-12-30"})"},
        {"2026.12.31", R"({"kind":"date","date":"2026-12-31"})"},
        {"2026-12-27 23:59", R"({"kind":"date","date":"2026-12-27"})"},
        {"2026년 12월 31일", R"({"kind":"date","date":"2026-12-31"})"},
        {"20261231", R"({"kind":"date","date":"2026-12-31"})"},
        {"26.12.31", R"({"kind":"date","date":"2026-12-31"})"},
        {"2026.12.01 ~ 2026.12.31", R"({"kind":"date","date":"2026-12-31"})"},
        {"2026.12.20 ~ 01.10", R"({"kind":"date","date":"2027-01-10"})"},
        {"12/01 ~ 12/28", R"({"kind":"date","date":"2026-12-28"})"},
        {"2026-12-31T23:59:59+09:00", R"({"kind":"date","date":"2026-12-31"})"},
        {"1798729199", R"({"kind":"date","date":"2026-12-31"})"},
        {"1798729199000", R"({"kind":"date","date":"2026-12-31"})"},
        {"Apply by January 15, 2027", R"({"kind":"date","date":"2027-01-15"})"},
        {"15 Jan 2027", R"({"kind":"date","date":"2027-01-15"})"},
        {"D-3", R"({"kind":"date","date":"2026-12-26"})"},
        {"마감 D-1", R"({"kind":"date","date":"2026-12-24"})"},
        {"D-Day", R"({"kind":"date","date":"2026-12-23"})"},
        {"D-0", R"({"kind":"date","date":"2026-12-23"})"},
        {"3일 남음", R"({"kind":"date","date":"2026-12-26"})"},
        {"5 days left", R"({"kind":"date","date":"2026-12-28"})"},
        {"오늘마감", R"({"kind":"date","date":"2026-12-23"})"},
        {"오늘 마감", R"({"kind":"date","date":"2026-12-23"})"},
        {"내일마감", R"({"kind":"date","date":"2026-12-24"})"},
        {"상시채용", R"({"kind":"rolling","date":null})"},
        {"상시", R"({"kind":"rolling","date":null})"},
        {"수시", R"({"kind":"rolling","date":null})"},
        {"9999-12-31", R"({"kind":"rolling","date":null})"},
        {"2099-12-31", R"({"kind":"rolling","date":null})"},
        {"채용시", R"({"kind":"until_filled","date":null})"},
        {"채용시 마감", R"({"kind":"until_filled","date":null})"},
        {"채용 시 마감", R"({"kind":"until_filled","date":null})"},
        {"until filled", R"({"kind":"until_filled","date":null})"},
        {"", R"({"kind":"unknown","date":null})"},
        {"추후 공지", R"({"kind":"unknown","date":null})"},
        {"13/45", R"({"kind":"unknown","date":null})"},
        {"~ 12/25(수)", R"({"kind":"date","date":"2026-12-25"})"},
        {"12월 말", R"({"kind":"date","date":"2026-12-31"})"},
        {"오늘 18시 마감", R"({"kind":"date","date":"2026-12-23"})"},
        {"내일(목) 마감", R"({"kind":"date","date":"2026-12-24"})"},
        {"모레 마감", R"({"kind":"date","date":"2026-12-25"})"},
        {"디데이", R"({"kind":"date","date":"2026-12-23"})"},
        {"3일 후", R"({"kind":"date","date":"2026-12-26"})"},
        {"일주일 남음", R"({"kind":"date","date":"2026-12-30"})"},
        {"2주 남음", R"({"kind":"date","date":"2027-01-06"})"},
        {"4시간 남음", R"({"kind":"date","date":"2026-12-23"})"},
        {"2026.12.31 (채용시 조기마감)", R"({"kind":"date","date":"2026-12-31"})"},
        {"2026-12-30T15:00:00Z", R"({"kind":"date","date":"2026-12-31"})"},
        {"2026-12-31T23:59:59.000+0900", R"({"kind":"date","date":"2026-12-31"})"},
        {"31/12/2026", R"({"kind":"date","date":"2026-12-31"})"},
        {"12/31/2026", R"({"kind":"date","date":"2026-12-31"})"},
        {"Dec 31", R"({"kind":"date","date":"2026-12-31"})"},
        {"5 January", R"({"kind":"date","date":"2027-01-05"})"},
        {"내일 오전 10시", R"({"kind":"date","date":"2026-12-24"})"},
        {"오늘 자정까지", R"({"kind":"date","date":"2026-12-23"})"},
        {"12월20일~30일", R"({"kind":"date","date":"2026-12-30"})"},
        {"~25일", R"({"kind":"date","date":"2026-12-25"})"},
        {"5일까지", R"({"kind":"date","date":"2027-01-05"})"},
        {"이번 주 일요일까지", R"({"kind":"date","date":"2026-12-27"})"},
        {"다음 주 금요일", R"({"kind":"date","date":"2027-01-01"})"},
        {"12/28(월)~1/8(금)", R"({"kind":"date","date":"2027-01-08"})"},
        {"２０２６．１２．３１", R"({"kind":"date","date":"2026-12-31"})"},
        {"2시간 전", R"({"kind":"unknown","date":null})"},
        {"오늘 등록", R"({"kind":"unknown","date":null})"},
        {"2026-02-30", R"({"kind":"unknown","date":null})"},
        {"무기한", R"({"kind":"rolling","date":null})"},
        {"인재 확보 시까지", R"({"kind":"until_filled","date":null})"},
        {"정원 마감 시", R"({"kind":"until_filled","date":null})"},
        {"마감일 미정", R"({"kind":"unknown","date":null})"},
    };
    for (const auto& row : kRows) {
        INFO(row.text);
        CHECK(inspect_deadline(row.text, kToday) == row.kind_and_date);
    }
}

TEST_CASE("every way boards write experience is read") {
    struct Row {
        const char* text;
        const char* level;
    };
    static constexpr Row kRows[] = {
        {"신입", R"({"min_years":0,"max_years":0,"labels":["entry"]})"},
        {"경력 3~7년", R"({"min_years":3,"max_years":7,"labels":["mid"]})"},
        {"경력3년↑", R"({"min_years":3,"max_years":null,"labels":["mid"]})"},
        {"경력(년수무관)", R"({"min_years":null,"max_years":null,"labels":["mid"]})"},
        {"경력무관", R"({"min_years":null,"max_years":null,"labels":["any"]})"},
        {"경력 무관", R"({"min_years":null,"max_years":null,"labels":["any"]})"},
        {"3 ~ 12년정규직", R"({"min_years":3,"max_years":12,"labels":["mid"]})"},
        {"5년 이상", R"({"min_years":5,"max_years":null,"labels":["mid"]})"},
        {"10년 이상", R"({"min_years":10,"max_years":null,"labels":["senior"]})"},
        {"7+ years", R"({"min_years":7,"max_years":null,"labels":["mid"]})"},
        {"3-7", R"({"min_years":3,"max_years":7,"labels":["mid"]})"},
        {"인턴", R"({"min_years":null,"max_years":null,"labels":["intern"]})"},
        {"Internship", R"({"min_years":null,"max_years":null,"labels":["intern"]})"},
        {"Entry level", R"({"min_years":null,"max_years":null,"labels":["entry"]})"},
        {"Mid-Senior level", R"({"min_years":null,"max_years":null,"labels":["mid","senior"]})"},
        {"신입·경력무관", R"({"min_years":null,"max_years":null,"labels":["any"]})"},
        {"경력 무관 (신입 가능)", R"({"min_years":null,"max_years":null,"labels":["any"]})"},
        {"MID_SENIOR", R"({"min_years":null,"max_years":null,"labels":["mid","senior"]})"},
        {"신입~5년차", R"({"min_years":0,"max_years":5,"labels":["entry","mid"]})"},
        {"경력 3년 이상 (신입 가능)",
         R"({"min_years":0,"max_years":null,"labels":["entry","mid"]})"},
        {"3년 이상 7년 이하", R"({"min_years":3,"max_years":7,"labels":["mid"]})"},
        {"3년차 이상", R"({"min_years":3,"max_years":null,"labels":["mid"]})"},
        {"경력 15년 이상", R"({"min_years":15,"max_years":null,"labels":["senior"]})"},
        {"at least 5 years of experience", R"({"min_years":5,"max_years":null,"labels":["mid"]})"},
        {"채용연계형 인턴", R"({"min_years":null,"max_years":null,"labels":["intern"]})"},
        {"~3년", R"({"min_years":null,"max_years":3,"labels":["entry","mid"]})"},
        {"과장급", R"({"min_years":null,"max_years":null,"labels":["mid"]})"},
        {"3", R"({"min_years":3,"max_years":null,"labels":["mid"]})"},
        {"0", R"({"min_years":0,"max_years":null,"labels":["entry","mid"]})"},
        {"2026", R"({"min_years":null,"max_years":null,"labels":[]})"},
        {"6개월 이상", R"({"min_years":null,"max_years":null,"labels":[]})"},
        {"", R"({"min_years":null,"max_years":null,"labels":[]})"},
    };
    for (const auto& row : kRows) {
        INFO(row.text);
        CHECK(inspect_career(row.text) == row.level);
    }
    for (const char* both : {"신입·경력", "신입/경력", "신입, 경력", "신입 및 경력"}) {
        INFO(both);
        const Level level = parse_career(both);
        CHECK(level.labels == std::vector{LevelLabel::entry, LevelLabel::mid});
    }
}

TEST_CASE("every way boards write pay is read") {
    struct Row {
        const char* text;
        std::int64_t min, max; ///< 0 = none
        const char* currency;
        std::optional<SalaryPeriod> period;
    };
    static constexpr Row kRows[] = {
        {"연봉 4,000~6,000만원", 40000000, 60000000, "KRW", SalaryPeriod::year},
        {"연봉 4,000만원 ~ 6,000만원", 40000000, 60000000, "KRW", SalaryPeriod::year},
        {"3,000 만원", 30000000, 30000000, "KRW", SalaryPeriod::year},
        {"연봉 3,600만원 이상", 36000000, 0, "KRW", SalaryPeriod::year},
        {"연봉 5,000만원 이하", 0, 50000000, "KRW", SalaryPeriod::year},
        {"시급 11,000원", 11000, 11000, "KRW", SalaryPeriod::hour},
        {"월급 300만원", 3000000, 3000000, "KRW", SalaryPeriod::month},
        {"연봉 1억", 100000000, 100000000, "KRW", SalaryPeriod::year},
        {"연봉 1억 2,000만원", 120000000, 120000000, "KRW", SalaryPeriod::year},
        {"연봉 4천만원", 40000000, 40000000, "KRW", SalaryPeriod::year},
        {"$120K–150K/yr", 120000, 150000, "USD", SalaryPeriod::year},
        {"$120,000 - $150,000 a year", 120000, 150000, "USD", SalaryPeriod::year},
        {"일급 120,000원", 120000, 120000, "KRW", SalaryPeriod::day},
        {"시급 1만 3천원", 13000, 13000, "KRW", SalaryPeriod::hour},
        {"40,000,000 ~ 60,000,000 KRW", 40000000, 60000000, "KRW", SalaryPeriod::year},
        {"~ 5,000만원", 0, 50000000, "KRW", SalaryPeriod::year},
        {"주급 80만원", 800000, 800000, "KRW", SalaryPeriod::week},
        {"연 4500", 45000000, 45000000, "KRW", SalaryPeriod::year},
        {"월 300 이상", 3000000, 0, "KRW", SalaryPeriod::month},
        {"SGD 8,000/month", 8000, 8000, "SGD", SalaryPeriod::month},
        {"CAD 90,000-120,000", 90000, 120000, "CAD", SalaryPeriod::year},
        {"연봉 0원", 0, 0, "", std::nullopt},
        {"4천 ~ 6천만원", 40000000, 60000000, "KRW", SalaryPeriod::year},
        {"연봉 1억 2,000만원 ~ 1억 5,000만원", 120000000, 150000000, "KRW", SalaryPeriod::year},
        {"3만 5천원/시간", 35000, 35000, "KRW", SalaryPeriod::hour},
        {"€60,000 – €80,000", 60000, 80000, "EUR", SalaryPeriod::year},
        {"¥6,000,000 - ¥8,000,000", 6000000, 8000000, "JPY", SalaryPeriod::year},
        {"총상금 1,000만원", 10000000, 10000000, "KRW", SalaryPeriod::once},
        {"최대 8000만원", 0, 80000000, "KRW", SalaryPeriod::year},
        {"면접 후 결정", 0, 0, "", std::nullopt},
        {"회사내규에 따름", 0, 0, "", std::nullopt},
        {"", 0, 0, "", std::nullopt},
    };
    for (const auto& row : kRows) {
        INFO(row.text);
        const Salary salary = parse_salary(row.text);
        CHECK(salary.min.value_or(0) == row.min);
        CHECK(salary.max.value_or(0) == row.max);
        CHECK(salary.currency == row.currency);
        CHECK((salary.period == row.period));
        CHECK(salary.text == row.text);
    }
}

TEST_CASE("places come down to region and district") {
    struct Row {
        const char* text;
        const char* place;
    };
    static constexpr Row kRows[] = {
        {"서울특별시 강남구 테헤란로 1", "서울 강남구"},
        {"서울 &gt; 강남구", "서울 강남구"},
        {"서울 강남구", "서울 강남구"},
        {"서울시 서초구", "서울 서초구"},
        {"서울전체", "서울"},
        {"경기도 성남시 분당구 판교역로 1", "경기 성남시 분당구"},
        {"판교", "경기 성남시 분당구"},
        {"Seoul, South Korea", "서울"},
        {"Busan", "부산"},
        {"Gangnam-gu, Seoul", "서울 강남구"},
        {"부산 해운대구", "부산 해운대구"},
        {"성남시 분당구", "경기 성남시 분당구"},
        {"경남 창원시 성산구", "경남 창원시 성산구"},
        {"경기 광주시", "경기 광주시"},
        {"광주 북구", "광주 북구"},
        {"Bundang-gu, Seongnam-si", "경기 성남시 분당구"},
        {"세종특별자치시", "세종"},
        {"서울강남구", "서울 강남구"},
        {"대전광역시 유성구", "대전 유성구"},
        {"제주특별자치도 제주시", "제주 제주시"},
        {"서울 중구", "서울 중구"},
        {"Jung-gu, Seoul, South Korea", "서울 중구"},
        {"Seoul Gangseo-gu", "서울 강서구"},
        {"Gangseo-gu, Busan", "부산 강서구"},
        {"Jung-gu", "Jung-gu"}, // of six cities
        {"Giheung, Yongin-si, Gyeonggi-do", "경기 용인시"},
        {"Chuncheon", "강원 춘천시"},
        {"울릉군", "경북 울릉군"},
        {"Tokyo, Japan", "Tokyo, Japan"},
        {"", ""},
    };
    for (const auto& row : kRows) {
        INFO(row.text);
        CHECK(normalise_place(row.text) == row.place);
    }
}

TEST_CASE("spellings of one company share a key and are shown tidily") {
    struct Row {
        const char *a, *b;
    };
    static constexpr Row kRows[] = {
        {"(주)가나다소프트", "㈜가나다소프트"},
        {"주식회사 가나다소프트", "가나다소프트"},
        {"가나다소프트(주)", "가나다 소프트"},
        {"가나다소프트(Ganada Soft)", "가나다소프트"},
        {"Ganada Soft Inc.", "ganada soft"},
        {"Ganada Soft Co., Ltd.", "GanadaSoft"},
        {"ＧＡＮＡＤＡ", "Ganada"},
        {"(유)가나다", "가나다"},
        {"Ganada Soft (가나다소프트)", "가나다소프트"},
    };
    for (const auto& row : kRows) {
        INFO(row.a);
        CHECK(company_key(row.a) == company_key(row.b));
    }
    CHECK(company_key("가나다소프트") != company_key("가나다랩"));
    CHECK(display_company("㈜가나다") == "가나다");
    CHECK(display_company("(주) 가나다") == "가나다");
    CHECK(display_company("(주)") == "(주)");
}

TEST_CASE("kinds of employment and remote work are read") {
    CHECK((parse_employment("정규직") == Employment::full_time));
    CHECK((parse_employment("FULL_TIME") == Employment::full_time));
    CHECK((parse_employment("계약직 1년") == Employment::contract));
    CHECK((parse_employment("인턴") == Employment::intern));
    CHECK((parse_employment("아르바이트") == Employment::part_time));
    CHECK((parse_employment("프리랜서") == Employment::freelance));
    CHECK_FALSE(parse_employment("").has_value());
    CHECK((parse_remote("TELECOMMUTE") == Remote::full));
    CHECK((parse_remote("hybrid") == Remote::hybrid));
    CHECK((parse_remote("주 2회 재택") == Remote::hybrid));
    CHECK((parse_remote("On-site") == Remote::none));
    CHECK_FALSE(parse_remote("").has_value());
}

TEST_CASE("a posting is made of a board's strings") {
    RawPosting raw;
    raw.id = "7";
    raw.url = "https://board.example/7";
    raw.title = "  AI   엔지니어 ";
    raw.company = "㈜가나다";
    raw.locations = {"서울 강남구 외 1곳"};
    raw.career = "3 ~ 12년정규직";
    raw.deadline = "~ 01/05(화)";
    const Posting p = normalise(raw, {.today = kToday, .source = "board"});
    CHECK(p.title == "AI 엔지니어");
    CHECK(p.company == "가나다");
    CHECK(p.locations == std::vector<std::string>{"서울 강남구"});
    CHECK((p.employment == Employment::full_time));
    CHECK(p.level.min_years == 3);
    CHECK((p.deadline.date == std::chrono::year{2027} / 1 / 5));
    REQUIRE(p.links.size() == 1);
    CHECK(p.links[0].source == "board");
    CHECK(p.links[0].external_id == "7");
}

TEST_CASE("a closing day before the posting went up is the next year's") {
    const auto closes = [](const char* posted, const char* deadline) {
        RawPosting raw{.title = "AI 엔지니어", .company = "가나다"};
        raw.posted = posted;
        raw.deadline = deadline;
        return normalise(raw, {.today = kToday}).deadline.date;
    };
    CHECK((closes("2026-12-05", "2026-01-09T15:00") == std::chrono::year{2027} / 1 / 9));
    CHECK((closes("2026-12-20", "12/19") == std::chrono::year{2026} / 12 / 19)); // reposted, over
    CHECK((closes("2026-12-05", "~ 01/09(토)") == std::chrono::year{2027} / 1 / 9));
    CHECK((closes("2026-12-05", "2026-12-31") == std::chrono::year{2026} / 12 / 31));
    CHECK((closes("2026-12-05", "2026-06-30") == std::chrono::year{2026} / 6 / 30));
    CHECK((closes("", "2026-01-09") == std::chrono::year{2026} / 1 / 9));
}

TEST_CASE("a level among the kinds of employment is read where no career is told") {
    RawPosting raw{.title = "AI 엔지니어", .company = "가나다"};
    raw.employment = "2 ~ 10년정규직";
    CHECK(normalise(raw, {.today = kToday}).level.min_years == 2);
    raw.career = "경력무관";
    CHECK((normalise(raw, {.today = kToday}).level.labels == std::vector{LevelLabel::any}));
    raw.career.clear();
    raw.employment = "정규직";
    raw.title = "시니어 AI 엔지니어";
    CHECK((normalise(raw, {.today = kToday}).level.labels == std::vector{LevelLabel::senior}));
}

TEST_CASE("the day a posting went up is read, also when told from today") {
    struct Row {
        const char* text;
        const char* day; ///< in Seoul; empty = not known
    };
    static constexpr Row kRows[] = {
        {"2026-12-20T09:30:00+09:00", "2026-12-20"},
        {"2026.12.20", "2026-12-20"},
        {"12/20(일) 등록", "2026-12-20"},
        {"3일 전", "2026-12-20"},
        {"어제", "2026-12-22"},
        {"오늘", "2026-12-23"},
        {"방금 전", "2026-12-23"},
        {"5시간 전 등록", "2026-12-23"},
        {"2주 전", "2026-12-09"},
        {"1개월 전", "2026-11-23"},
        {"Posted 30+ Days Ago", "2026-11-23"},
        {"a week ago", "2026-12-16"},
        {"Posted Yesterday", "2026-12-22"},
        {"Wed, 09 Dec 2026 10:00:00 GMT", "2026-12-09"},
        {"2027-02-01 예정", ""},
        {"", ""},
    };
    for (const auto& row : kRows) {
        INFO(row.text);
        const auto posted = parse_posted(row.text, {.today = kToday});
        CHECK((posted ? iso8601(date_in(*posted, "Asia/Seoul")) : "") == row.day);
    }
}

TEST_CASE("a comma parts Korean places but belongs to a Latin address") {
    const auto places = [](std::vector<std::string> raw) {
        return normalise({.locations = std::move(raw)}, {.today = kToday}).locations;
    };
    CHECK(places({"서울, 부산"}) == std::vector<std::string>{"서울", "부산"});
    CHECK(places({"서울 강남구 도산대로 3, 12층 (신사동, 한빛아트센터)"}) ==
          std::vector<std::string>{"서울 강남구"});
    CHECK(places({"서울 강남구 테헤란로 9 (가온타워, 5층, B동)"}) ==
          std::vector<std::string>{"서울 강남구"});
    CHECK(places({"서울(강남, 서초)"}) == std::vector<std::string>{"서울 강남구", "서울 서초구"});
    CHECK(places({"서울 강남구 (신사동, 가온타워), 부산"}) ==
          std::vector<std::string>{"서울 강남구", "부산"});
    CHECK(places({"경기 성남시 분당구 판교로 1 (삼평동, 누리빌딩"}) == // cut short by the board
          std::vector<std::string>{"경기 성남시 분당구"});
    CHECK(places({"Gangnam-gu, Seoul"}) == std::vector<std::string>{"서울 강남구"});
    CHECK(places({"San Francisco, CA"}) == std::vector<std::string>{"San Francisco, CA"});
    CHECK(places({"Seoul, South Korea", "Seoul"}) == std::vector<std::string>{"서울"});
    CHECK(places({"Seoul; Busan"}) == std::vector<std::string>{"서울", "부산"});
}
