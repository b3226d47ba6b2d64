// What people write into files: recipes, configurations, queries, robots.txt, templates.
#include "config/load.hpp"
#include "net/robots.hpp"
#include "notifier/template.hpp"
#include "postings/query.hpp"
#include "scrapers/recipe.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace gonggo;

void fuzz(std::string_view bytes) {
    if (bytes.empty()) return;
    const std::string_view text = bytes.substr(1);
    switch (bytes[0] % 4) {
    case 0:
        if (const auto recipe = scrapers::parse_recipe(text, "fuzz"))
            (void)scrapers::check_recipe(*recipe);
        break;
    case 1:
        (void)config::parse(text, "fuzz.toml");
        break;
    case 2:
        if (const auto query = postings::Query::parse(text))
            (void)query->matches({.title = "머신러닝 엔지니어",
                                  .company = "가나다",
                                  .description = "Python MLOps 추천"});
        break;
    default:
        (void)net::check_robots(net::parse_robots(text), "gonggo",
                                "https://board.example/jobs/1?a=%ea%b0%80");
    }
}
