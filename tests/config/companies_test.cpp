#include "base/file.hpp"
#include "config/companies.hpp"
#include "config/load.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <set>

using namespace gonggo;
using namespace gonggo::config;
using Catch::Matchers::Contains;

namespace {

std::vector<Company> shipped() {
    auto out = load_companies({"config/companies.toml"});
    REQUIRE(out);
    return *out;
}

} // namespace

TEST_CASE("every company that ships has a recipe, a name and says how it is known") {
    std::set<std::string> ids;
    for (const auto& company : shipped()) {
        INFO(company.id);
        CHECK(ids.insert(company.id).second);
        CHECK(std::filesystem::exists("scrapers/recipes/" + company.recipe + ".toml"));
        CHECK_FALSE(company.name.empty());
        CHECK_FALSE(company.evidence.empty());
    }
    for (const char* id : {"daangn", "moloco", "coupang", "krafton", "sendbird"})
        CHECK(ids.contains(id));
}

TEST_CASE("naming a company makes a source of it, under its Korean name") {
    auto config =
        parse("companies = ['daangn', 'naver']\n[[profile]]\nsources = ['daangn']\n", "c.toml");
    REQUIRE(config);
    REQUIRE(add_companies(*config, shipped()));
    REQUIRE(config->sources.size() == 2);
    CHECK(config->sources[0].id == "daangn");
    CHECK(config->sources[0].recipe == "greenhouse");
    CHECK(config->sources[0].params.at("board") == "daangn");
    CHECK(config->sources[0].company == "당근");
    CHECK(config->sources[1].company.empty()); // its page names the group's companies
}

TEST_CASE("a source of the user's own with a company's id stays as it is") {
    auto config =
        parse("companies = ['daangn']\n[[source]]\nid = 'daangn'\nrecipe = 'lever'\n", "c.toml");
    REQUIRE(config);
    REQUIRE(add_companies(*config, shipped()));
    REQUIRE(config->sources.size() == 1);
    CHECK(config->sources[0].recipe == "lever");
}

TEST_CASE("a company nobody knows is an error that names the nearest") {
    auto config = parse("companies = ['dangn']\n", "c.toml");
    REQUIRE(config);
    const auto status = add_companies(*config, shipped());
    REQUIRE_FALSE(status);
    CHECK_THAT(status.error().message,
               Contains("c.toml") && Contains("'dangn'") && Contains("did you mean 'daangn'"));
}

TEST_CASE("a user's companies.toml adds to the one that ships and wins over it") {
    const auto own = std::filesystem::temp_directory_path() / "gonggo-companies-test.toml";
    REQUIRE(write_file_atomically(
        own, "[[company]]\nid = 'daangn'\nname = '당근마켓'\nrecipe = 'greenhouse'\n"
             "params = { board = 'karrot' }\n"));
    const auto both = load_companies({own, "config/companies.toml"});
    std::filesystem::remove(own);
    REQUIRE(both);
    CHECK(both->front().name == "당근마켓");
    CHECK(both->size() == shipped().size());
    CHECK_THAT(
        parse_companies("[[company]]\nid = 'x'\nrecipe = 'y'\nevidense = 'guessed'\n", "own.toml")
            .error()
            .message,
        Contains("own.toml:4") && Contains("evidence"));
}
