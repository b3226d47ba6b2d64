// tests/recipes/README.md says how samples are written.
#include "base/file.hpp"
#include "base/text.hpp"
#include "scrapers/samples.hpp"
#include "tests/support/catch.hpp"

#include <cstdlib>

using namespace gonggo;
using namespace gonggo::scrapers;
namespace fs = std::filesystem;

namespace {

const fs::path kSamples = "tests/recipes";

std::map<std::string, Recipe> recipes() {
    std::vector<Error> faults;
    return load_recipes({"scrapers/recipes"}, faults);
}

} // namespace

TEST_CASE("every recipe gives exactly the records of its samples") {
    const char* write = std::getenv("GONGGO_WRITE_EXPECTED");
    for (const auto& [id, recipe] : recipes()) {
        const fs::path folder = kSamples / id;
        if (!fs::exists(folder)) continue;
        if (write && (id == write || std::string_view(write) == "all")) {
            const auto samples = load_samples(recipe, folder);
            REQUIRE(samples);
            const auto records = sample_records(recipe, *samples);
            REQUIRE(records);
            REQUIRE(write_file_atomically(folder / "expected.jsonl",
                                          text::join(*records, "\n") + "\n"));
        }
        CHECK(check_samples(recipe, folder));
    }
}

TEST_CASE("no sample lies without a recipe") {
    const auto known = recipes();
    for (const auto& entry : fs::directory_iterator(kSamples))
        if (entry.is_directory()) {
            INFO(entry.path());
            CHECK(known.contains(entry.path().filename().string()));
        }
}

TEST_CASE("a sample that gives another record is told with its line and both records") {
    const auto recipe = load_recipe("jobkorea", {"scrapers/recipes"});
    REQUIRE(recipe);
    const fs::path folder = fs::temp_directory_path() / "gonggo-sample-test";
    fs::create_directories(folder);
    fs::copy_file(kSamples / "jobkorea/list.html", folder / "list.html",
                  fs::copy_options::overwrite_existing);
    REQUIRE(write_file_atomically(folder / "expected.jsonl", "{\"sample\":\"list.html\"}\n"));
    const auto checked = check_samples(*recipe, folder);
    fs::remove_all(folder);
    REQUIRE_FALSE(checked);
    CHECK_THAT(checked.error().message, Catch::Matchers::Contains("expected.jsonl:1") &&
                                            Catch::Matchers::Contains("추천 모델 엔지니어"));
}
