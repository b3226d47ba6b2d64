// Every rule of every recipe is broken in turn: its samples must notice. What a broken rule costs
// on the board itself is told by the silence alarm (tests/daemon/alarm_mutation_test.cpp).
#include "base/file.hpp"
#include "base/text.hpp"
#include "scrapers/samples.hpp"
#include "tests/scrapers/mutations.hpp"
#include "tests/support/catch.hpp"

using namespace gonggo;
using namespace gonggo::scrapers;
using tests::mutations;
namespace fs = std::filesystem;

namespace {

/// What Saramin's API says of a refused key stands in no record; engine_test.cpp has it.
bool only_in_errors(const std::string& id, const std::string& what) {
    return id == "saramin-api" && (what.find("program: .message") != std::string::npos ||
                                   what.find("program: .code at 7") != std::string::npos);
}

std::vector<std::string> records(const Recipe& recipe, const std::vector<Sample>& samples) {
    auto out = sample_records(recipe, samples);
    return out ? *out : std::vector<std::string>{out.error().message};
}

} // namespace

TEST_CASE("whatever single rule of a recipe stops matching, its samples notice", "[long]") {
    std::vector<Error> faults;
    std::size_t all = 0;
    for (const auto& [id, recipe] : load_recipes({"scrapers/recipes"}, faults)) {
        const auto samples = load_samples(recipe, fs::path("tests/recipes") / id);
        INFO(id);
        REQUIRE(samples);
        const auto sound = records(recipe, *samples);
        for (const auto& [what, broken] : mutations(recipe)) {
            if (only_in_errors(id, what)) continue;
            ++all;
            INFO(what);
            CHECK(records(broken, *samples) != sound);
        }
    }
    CHECK(all > 900);
}

TEST_CASE("a rule that no sample uses would be noticed") {
    auto recipe = load_recipe("jumpit", {"scrapers/recipes"});
    REQUIRE(recipe);
    const auto samples = load_samples(*recipe, "tests/recipes/jumpit");
    REQUIRE(samples);
    auto& program = recipe->list.layouts[0].program;
    program = text::replace_all(program, "(.locations // [])", "(.locations // .nowhere // [])");
    const auto sound = records(*recipe, *samples);
    int unnoticed = 0;
    for (const auto& [what, broken] : mutations(*recipe))
        if (records(broken, *samples) == sound) {
            ++unnoticed;
            CHECK_THAT(what, Catch::Matchers::Contains(".nowhere"));
        }
    CHECK(unnoticed == 1);
}
