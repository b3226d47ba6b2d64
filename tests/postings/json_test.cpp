// The record as JSON.
#include "postings/json.hpp"
#include "tests/support/catch.hpp"

#include <boost/json.hpp>

using namespace gonggo;
using namespace gonggo::postings;

namespace {

Posting full() {
    Posting p;
    p.id = "a7b3c9d";
    p.title = "머신러닝 \"엔지니어\" \\ (신입)\t";
    p.company = "가상회사";
    p.url = "https://board.example/1?a=b&c=<d>";
    p.links = {{"board", p.url, "1", Timestamp{std::chrono::seconds{1'700'000'000}},
                Timestamp{std::chrono::seconds{1'700'000'060}}, true}};
    p.locations = {"서울 강남구", "부산"};
    p.remote = Remote::hybrid;
    p.employment = Employment::intern;
    p.level = {.min_years = 0, .max_years = 3, .labels = {LevelLabel::intern, LevelLabel::entry}};
    p.salary = {40'000'000, 60'000'000, "KRW", SalaryPeriod::year, "연봉 4,000~6,000만원"};
    p.education = "학사";
    p.skills = {"Python", "C++"};
    p.description = "줄 하나\n줄 둘\r\b\f\x01\x1f";
    p.posted = Timestamp{std::chrono::seconds{1'699'000'000}};
    p.deadline = {DeadlineKind::date, std::chrono::year{2026} / 12 / 25, "~ 12/25(금)"};
    p.first_seen = p.links[0].first_seen;
    p.last_seen = p.links[0].last_seen;
    p.closed = Timestamp{std::chrono::seconds{1'700'000'090}};
    p.reposts = 2;
    p.role = Role::mlops_engineer;
    p.kind = Kind::internship;
    p.matches = {{"me", 87, {"제목 'MLOps'", "서울"}}};
    p.status = "applied";
    p.notes = "note";
    return p;
}

} // namespace

TEST_CASE("a record comes back from its JSON as it was") {
    CHECK(from_json(to_json(full())) == full());
    CHECK(from_json(to_json(Posting{})) == Posting{});
}

TEST_CASE("a record's skills are read without the rest of it") {
    Posting p = full();
    p.title = R"(,"skills":["no"] \",)";
    p.skills = {"C++", R"(a"]b)", R"(\)", "딥러닝", "]"};
    CHECK(skills_of_json(to_json(p)) == p.skills);
    CHECK(from_json(to_json(p))->skills == p.skills);
    p.skills = {};
    CHECK(skills_of_json(to_json(p)).empty());
    CHECK(skills_of_json("").empty());
    CHECK(skills_of_json(R"({"id":"x","skills":["cut)").empty());
}

TEST_CASE("JSON is written as any reader expects it") {
    const auto value = boost::json::parse(to_json(full()));
    CHECK(boost::json::serialize(value) == to_json(full())); // the shortest form, in our order
    CHECK(value.at("title").as_string() == full().title);
    CHECK(value.at("salary").at("min").as_int64() == 40'000'000);
    CHECK(boost::json::parse(to_json(Posting{})).at("remote").is_null());
}

TEST_CASE("what a terminal would obey is escaped in JSON") {
    Posting p;
    p.title = "a\x7F\u0085\u200E\u202E\u2066"
              "b\u00A0\u2022\u2065한";
    const std::string out = to_json(p);
    CHECK(out.find(R"(a\u007f\u0085\u200e\u202e\u2066b)"
                   "\u00A0\u2022\u2065한") != std::string::npos);
    CHECK(from_json(out)->title == p.title);
    p.title = "cut \xC2";
    CHECK(to_json(p).find("cut \xC2\"") != std::string::npos);
}
