// Every selector, pattern and path of every recipe is broken in turn and the alarm's judge sees
// what a poll of its sample then yields, against the yields of before.
#include "daemon/judge.hpp"
#include "scrapers/samples.hpp"
#include "tests/scrapers/mutations.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>

using namespace gonggo;
using namespace gonggo::daemon;
using namespace gonggo::scrapers;

namespace {

constexpr int kPages = 20; ///< a board has so many times the sample's items

/// What a poll would know of the page: nothing when the page cannot be read at all.
std::optional<Yield> polled(const Recipe& recipe, const Sample& sample) {
    const auto found =
        extract(recipe, sample.stage,
                {sample.body, sample.content_type, sample.url, sample_values(recipe)});
    if (!found) return std::nullopt;
    const bool detail = sample.stage == Stage::detail;
    const Yield once = yield_of(found->raw);
    Yield out{.items = detail ? 1 : once.items * kPages, .none = found->none};
    if (detail) out.filled[kDetailPages] = kPages;
    for (const auto& [field, times] : once.filled) {
        const bool all_one = (field == "id" || field == "url") && times == 1 && once.items > 1;
        out.filled[(detail ? kDetail : "") + field] = all_one ? 1 : times * kPages;
    }
    return out;
}

bool alarmed(const Recipe& recipe, const Sample& sample, const std::optional<Yield>& now,
             const Yield& sound) {
    if (!now) return true; // the poll says why the page cannot be read
    const std::vector<Yield> past(6, sound);
    if (sample.stage == Stage::detail) return judge_details(*now, past).state != "ok";
    if (now->items < recipe.expect_items && !now->none) return true;
    return judge(*now, past, recipe.expect_fields, recipe.detail.has_value()).state != "ok";
}

/// Fields that most items had and none has now; all of them when there are no items.
int lost(const std::optional<Yield>& now, const Yield& sound) {
    int out = 0;
    const int all = std::max(
        sound.items, sound.filled.contains(kDetailPages) ? sound.filled.at(kDetailPages) : 0);
    for (const auto& [field, times] : sound.filled)
        out += field != kDetailPages && times * 2 >= all && (!now || !now->filled.contains(field));
    return out;
}

struct Counts {
    int broken = 0, alarm = 0, covered = 0, some = 0, silent = 0;
};

void count(Counts& counts, const Recipe& recipe, const Recipe& broken, const Sample& sample,
           const std::string& what) {
    const auto sound = polled(recipe, sample);
    REQUIRE(sound);
    const auto now = polled(broken, sample);
    if (now && now->items == sound->items && now->filled == sound->filled) return;
    ++counts.broken;
    const bool fires = alarmed(recipe, sample, now, *sound);
    if (fires)
        ++counts.alarm;
    else if (lost(now, *sound) == 0) {
        ++counts.some;
        if (std::getenv("GONGGO_TABLE"))
            std::cout << "some: " << recipe.id << " " << sample.name << ": " << what << "\n";
    } else {
        ++counts.silent;
        std::cout << recipe.id << " " << sample.name << ": " << what << ": no alarm\n";
    }
    INFO(recipe.id << " " << sample.name << ": " << what);
    CHECK((fires || lost(now, *sound) == 0));
}

} // namespace

TEST_CASE("whatever single rule stops matching, the alarm sounds when a field falls silent",
          "[long]") {
    std::vector<Error> faults;
    Counts all;
    int mutated = 0;
    for (const auto& [id, recipe] : load_recipes({"scrapers/recipes"}, faults)) {
        const auto samples = load_samples(recipe, std::filesystem::path("tests/recipes") / id);
        REQUIRE(samples);
        Counts one;
        int here = 0;
        int unseen = 0;
        for (const auto& [what, broken] : tests::mutations(recipe)) {
            const auto stage = what.starts_with("detail") ? Stage::detail : Stage::list;
            const int before = one.broken;
            for (const auto& sample : *samples)
                if (sample.stage == stage) count(one, recipe, broken, sample, what);
            ++here;
            unseen += one.broken == before;
        }
        one.covered = unseen;
        if (std::getenv("GONGGO_TABLE"))
            std::cout << "| " << id << " | " << here << " | " << one.covered << " | " << one.broken
                      << " | " << one.alarm << " | " << one.some << " | " << one.silent << " |\n";
        mutated += here;
        all.covered += one.covered;
        all.broken += one.broken;
        all.alarm += one.alarm;
        all.some += one.some;
        all.silent += one.silent;
    }
    std::cout << mutated << " rules broken one at a time: " << all.covered
              << " cost no field (another rule gave it), " << all.broken
              << " pages lost something, the alarm sounded on " << all.alarm << ", " << all.some
              << " lost a field of some items only, " << all.silent << " fell silent unheard\n";
    CHECK(mutated > 900);
    CHECK(all.silent == 0);
}
