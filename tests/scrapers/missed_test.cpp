// What a recipe's writer is told of a page: each mistake of a beginner on one small list.
#include "base/korean.hpp"
#include "scrapers/missed.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace gonggo;
using namespace gonggo::scrapers;

namespace {

const std::string kPage =
    "<!doctype html><title>채용</title><div class=list>"
    "<div class=card><a class=lnk href='/view/1'>MLOps 엔지니어</a><i class=corp>가온</i> D-3</div>"
    "<div class=card><a class=lnk href='/view/2'>AI 연구원</a><i class=corp>나래</i> D-4</div>"
    "<div class=card><a class=lnk href='/view/3'>데이터 분석가</a><i class=corp>다솜</i> D-5</div>"
    "</div><p class=foot>회사 소개</p>";

std::vector<std::string> told_of(const std::string& layout, const std::string& body = kPage) {
    const auto recipe = parse_recipe(
        "id = 'x'\n[list]\nurl = 'https://b.example/list'\n[[list.layout]]\n" + layout, "x.toml");
    if (!recipe) FAIL(recipe.error().message);
    const Page page{.body = body, .url = "https://b.example/list"};
    const auto found = extract(*recipe, Stage::list, page);
    if (!found) FAIL(found.error().message);
    return missed(*recipe, Stage::list, page, *found);
}

bool has(const std::vector<std::string>& remarks, const std::string& wanted) {
    return std::ranges::any_of(remarks, [&](const std::string& remark) {
        return remark.find(wanted) != std::string::npos;
    });
}

std::string html(const std::string& field, const std::string& rule) {
    std::string out = "items = '.card'\n[list.layout.fields]\n";
    for (const auto& [name, usual] : {std::pair{"id", "{ select = 'a@href', match = '(\\d+)' }"},
                                      {"url", "'a@href'"},
                                      {"title", "'a'"},
                                      {"company", "'.corp'"}})
        out += std::string(name) + " = " + (name == field ? rule : usual) + "\n";
    return field == "deadline" ? out + "deadline = " + rule + "\n" : out;
}

} // namespace

TEST_CASE("every rule that catches nothing is told with its place, the reason and what is there") {
    for (const auto& [field, rule, wanted] : {
             std::tuple{"title", "'.titel'", "x.toml:9:9: title: nothing matches '.titel'"},
             {"company", "'.crop'", "the page has no '.crop', did you mean '.corp'?"},
             {"company", "'.foot'",
              "'.foot' matches 1 elements of the page, but none inside an item"},
             {"title", "'div.card'", "'div.card' is the item itself"},
             {"url", "'a@herf'", "url: 'a' has no attribute 'herf'; it has @href"},
             {"id", "{ select = 'a@href', match = 'no=(\\d+)' }",
              "id: match fits none of the texts, such as '/view/1'"},
             {"deadline", "{ label = '마감' }", "no item has the label '마감'"},
             {"deadline", "{ select = 'a', jq = 'empty' }",
              "jq gives no text for 'MLOps 엔지니어'"},
             {"deadline", "'.corp'", "deadline: '가온' is not understood as a closing day"},
             {"url", "'a'", "url: 'MLOps 엔지니어' is no address; mend: take the link's attribute"},
             {"url", "{ const = 'javascript:go(1)' }", "mend: match = '(\\d+)' takes its number"},
             {"id", "{ const = '7' }", "id: '7' stands in 3 of 3 items"},
         }) {
        INFO(field << " = " << rule);
        CHECK(has(told_of(html(field, rule)), wanted));
    }
    CHECK(has(told_of("items = '.crad'\n[list.layout.fields]\ntitle = 'a'\n"),
              "items: nothing matches '.crad'; the page has no '.crad', did you mean '.card'?"));
    CHECK(has(told_of("items = '.list'\n[list.layout.fields]\ntitle = 'a'\nurl = 'a@href'\n"),
              "the one item '.list' holds 3 titles"));
    CHECK(has(told_of("items = '.card'\n[list.layout.fields]\ntitle = 'a'\nurl = 'a@href'\n"),
              "no item has a company"));
}

TEST_CASE("a recipe that catches all is only told the fields it does not ask for") {
    const auto remarks = told_of(html("deadline", "{ match = '(D-\\d+)' }"));
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].starts_with("x.toml:4:1: not asked for: location, skills"));
}

TEST_CASE("what the recipe says elsewhere counts as asked for") {
    const auto recipe = parse_recipe(
        "id = 'x'\ncompany = '가온'\n[list]\nurl = 'https://b.example/list'\n[[list.layout]]\n"
        "items = '.card'\n[list.layout.fields]\ntitle = 'a'\nurl = 'a@href'\n"
        "[detail]\nurl = '{url}'\n[[detail.layout]]\n[detail.layout.fields]\nsalary = '.pay'\n",
        "x.toml");
    REQUIRE(recipe);
    const Page page{.body = kPage, .url = "https://b.example/list"};
    const auto found = extract(*recipe, Stage::list, page);
    REQUIRE(found);
    const auto remarks = missed(*recipe, Stage::list, page, *found);
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0] == "x.toml:5:1: not asked for: id, location, skills, career, employment, "
                        "education, description, posted, deadline, remote, kind, closed");
}

TEST_CASE("a title that holds the whole card is told") {
    const auto remarks = told_of("items = '.card'\n[list.layout.fields]\nurl = 'a@href'\n"
                                 "title = { match = '(.+)' }\ncompany = '.corp'\n"
                                 "deadline = { match = '(D-\\d+)' }\n");
    CHECK(has(remarks, "title: 'MLOps 엔지니어가온 D-3' holds other fields too"));
}

TEST_CASE("a jq program is told strange members, texts instead of objects, and what it got") {
    const std::string json = R"({"status": "FAIL", "jobs": [{"n": 1, "t": "AI 연구원"}]})";
    const auto program = [&](const std::string& text) {
        return told_of("parse = 'json'\nprogram = '" + text + "'\n", json);
    };
    CHECK(has(program(".jobs[] | {id: \"\\(.n)\", titel: .t, url: \"/1\"}"),
              "program: no field is called 'titel'; did you mean 'title'?"));
    CHECK(has(program(".jobs[].t"), "it gives '\"AI 연구원\"', not an object for each posting"));
    CHECK(has(program(".items[]?"), "it gives nothing for 'status: \"FAIL\", jobs: […]'"));
    CHECK(has(told_of("parse = 'embedded'\nscript = '__NUXT__'\nprogram = '.[]'\n"),
              "no script of the page holds JSON for '__NUXT__'"));
}

TEST_CASE("what a page says instead of a list is its title and first words") {
    CHECK(said_by("<title>오류</title><body><h1>점검 중</h1>입니다") == "오류 | 점검 중입니다");
    CHECK(said_by(R"({"message": "invalid token", "data": null, "x": {}})") ==
          "message: \"invalid token\", data: null, x: {…}");
    CHECK(said_by("").empty());
}

TEST_CASE("every remark is told in Korean too") {
    for (const auto& remark : told_of(html("title", "'.titel'")))
        CHECK(in_korean(remark) != remark);
    CHECK(in_korean("x.toml:9:9: title: nothing matches '.titel'; the page has no '.titel'") ==
          "x.toml:9:9: title: '.titel'에 맞는 것이 없습니다. 페이지에 '.titel'이 없습니다");
}
