#include "base/file.hpp"
#include "scrapers/extract.hpp"
#include "tests/support/catch.hpp"

using namespace gonggo;
using namespace gonggo::scrapers;

TEST_CASE("every recipe that ships loads and compiles") {
    std::vector<Error> faults;
    const auto recipes = load_recipes({"scrapers/recipes"}, faults);
    for (const auto& fault : faults) FAIL_CHECK(fault.message);
    CHECK(recipes.size() >= 18);
    for (const auto& [id, recipe] : recipes) {
        const auto checked = check_recipe(recipe);
        INFO(id << ": " << (checked ? "" : checked.error().message));
        CHECK(checked.has_value());
        CHECK(recipe.id == id);
    }
}

TEST_CASE("every recipe in the documentation compiles") {
    const auto text = read_file("docs/recipes.md");
    REQUIRE(text);
    const std::string open = "\n```toml\n", close = "\n```\n";
    int recipes = 0;
    for (auto at = text->find(open); at != std::string::npos; at = text->find(open, at + 1)) {
        const auto begin = at + open.size();
        const auto toml = text->substr(begin, text->find(close, begin) - begin) + "\n";
        if (toml.find("[list]") == std::string::npos) continue; // a [[source]]
        INFO(toml);
        const auto recipe = parse_recipe(toml, "docs/recipes.md");
        if (!recipe) FAIL(recipe.error().message);
        const auto checked = check_recipe(*recipe);
        if (!checked) FAIL(checked.error().message);
        ++recipes;
    }
    CHECK(recipes == 5);
}

TEST_CASE("a JobKorea card gives both what was caught and the record") {
    const auto recipe = load_recipe("jobkorea", {"scrapers/recipes"});
    REQUIRE(recipe);
    const auto body = read_file("tests/recipes/jobkorea/list.html");
    REQUIRE(body);
    const auto found =
        extract(*recipe, Stage::list, Page{*body, "text/html", "https://www.jobkorea.co.kr/"});
    REQUIRE(found);
    REQUIRE(found->postings.size() == 3);
    CHECK_FALSE(found->raw[0].empty());
    const auto& posting = found->postings[0];
    CHECK(posting.id == "100001");
    CHECK(posting.url == "https://www.jobkorea.co.kr/Recruit/GI_Read/100001");
    CHECK(posting.title == "추천 모델 엔지니어");
    CHECK(posting.company == "가온데이터");
    CHECK(posting.locations == std::vector<std::string>{"서울 강남구"});
    CHECK(posting.career == "신입·경력");
    CHECK(posting.deadline == "12/25(금) 마감");
}
