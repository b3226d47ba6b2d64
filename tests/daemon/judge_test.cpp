#include "daemon/judge.hpp"
#include "tests/support/catch.hpp"

using namespace gonggo::daemon;

namespace {

Yield usual(int items) {
    return {items, {{"items", items}, {"title", items}, {"company", items}, {"place", items / 4}}};
}

std::vector<Yield> past(std::size_t polls = 6) {
    std::vector<Yield> out;
    for (std::size_t n = 0; n < polls; ++n) out.push_back(usual(38 + static_cast<int>(n)));
    return out;
}

} // namespace

TEST_CASE("a list like its past ones is fine") {
    CHECK(judge(usual(40), past(), {"title", "company"}, false).state == "ok");
    CHECK(judge(usual(40), {}, {}, false).state == "ok");
    CHECK(judge(usual(20), past(), {}, false).state == "ok"); // fewer, but not a collapse
}

TEST_CASE("a list without titles is broken, unless detail pages give them") {
    auto now = usual(40);
    now.filled.erase("title");
    const auto verdict = judge(now, {}, {}, false);
    CHECK(verdict.state == "broken");
    CHECK(verdict.reason == "the title is empty in all 40 items: the page has changed");
    CHECK(judge(now, {}, {}, true).state == "ok");
    CHECK(judge(now, past(), {}, true).state == "degraded"); // they used to be in the list
}

TEST_CASE("a field that used to be filled and is empty now is told by name") {
    auto now = usual(40);
    now.filled.erase("company");
    const auto verdict = judge(now, past(), {}, false);
    CHECK(verdict.state == "degraded");
    CHECK(verdict.reason ==
          "empty in all 40 items: company (was filled in 100 %); the page may have changed");
    CHECK(judge(now, past(3), {}, false).state == "ok"); // too little is known of it
    auto few = usual(2);
    few.filled.erase("company");
    CHECK(judge(few, {usual(2), usual(2), usual(2), usual(2)}, {}, false).state == "ok");
    auto one = usual(40);
    one.filled.erase("place"); // was filled in a quarter only
    CHECK(judge(one, past(), {}, false).state == "ok");
}

TEST_CASE("what a broken path leaves of a text does not count as filled") {
    const auto yield =
        yield_of({{{"id", "null"}, {"url", "https://a.kr/null"}, {"title", "null"}},
                  {{"id", "1"}, {"url", "https://a.kr/1"}, {"career", "경력 null년"}},
                  {{"id", "1"}, {"url", "https://a.kr/1"}, {"career", "annulled"}}});
    CHECK(yield.items == 3);
    CHECK(yield.filled ==
          std::map<std::string, int>{{"id", 1}, {"url", 1}, {"title", 1}, {"career", 1}});
}

TEST_CASE("a field that half of many items lost is told, one that fewer lost is not") {
    auto now = usual(40);
    now.filled["company"] = 4;
    CHECK(judge(now, past(), {}, false).reason ==
          "empty in many of 40 items: company (was filled in 100 %); the page may have changed");
    now.filled["company"] = 19;
    CHECK(judge(now, past(), {}, false).state == "degraded");
    now.filled["company"] = 20;
    CHECK(judge(now, past(), {}, false).state == "ok");
    auto few = usual(9); // among few it may be chance
    few.filled["company"] = 4;
    CHECK(judge(few, {usual(9), usual(9), usual(9), usual(9)}, {}, false).state == "ok");
    auto varied = past(); // it was as rare before
    varied[2].filled["company"] = 20;
    now.filled["company"] = 12;
    CHECK(judge(now, varied, {}, false).state == "ok");
}

TEST_CASE("nothing where much is usual is told unless the page says that it has none") {
    CHECK(judge({}, past(), {}, false).state == "degraded");
    CHECK_THAT(judge({}, past(), {}, false).reason,
               Catch::Matchers::Contains("nothing found where 41 are usual"));
    CHECK(judge({.none = true}, past(), {}, false).state == "ok");
    CHECK(judge({}, past(3), {}, false).state == "ok"); // too little is known of it
    CHECK(judge({}, {usual(2), usual(2), usual(2), usual(2)}, {}, false).state == "ok");
}

TEST_CASE("a number of items that stays for two weeks is the new usual") {
    auto old = past();
    for (auto& yield : old) yield.days_ago = 15;
    CHECK(judge(usual(3), old, {}, false).state == "ok");
    CHECK(judge({}, old, {}, false).state == "ok");
    auto blind = usual(40);
    blind.filled.erase("company"); // a field's loss stays one
    CHECK(judge(blind, old, {}, false).state == "degraded");
}

TEST_CASE("detail pages that fall silent are told once three of them are known") {
    const auto read = [](int pages, int described) {
        return Yield{10, {{"items", 10}, {"details", pages}, {"detail.description", described}}};
    };
    const std::vector<Yield> healthy = {read(0, 0), read(1, 1), read(4, 4), read(10, 9)};
    CHECK(judge_details(read(5, 5), healthy).state == "ok");
    const auto verdict = judge_details(read(5, 0), healthy);
    CHECK(verdict.state == "degraded");
    CHECK(verdict.reason == "the last 5 detail pages lack: description (was filled in 93 %); the "
                            "pages may have changed");
    CHECK(judge_details(read(1, 0), healthy).state == "ok");        // one of six
    CHECK(judge_details(read(12, 5), healthy).state == "degraded"); // most gave it
    CHECK(judge_details(read(12, 6), healthy).state == "ok");
    CHECK(judge_details(read(9, 4), healthy).state == "ok"); // too few for a half to count
    CHECK(judge_details(read(1, 0), {read(1, 0), read(1, 0), read(10, 9)}).state == "degraded");
    CHECK(judge_details(read(0, 0), healthy).state == "ok");
    CHECK(judge_details(read(5, 0), {read(3, 3)}).state == "ok"); // too little is known
}

TEST_CASE("a field that the recipe expects needs no past") {
    auto now = usual(40);
    now.filled["company"] = 12;
    const auto verdict = judge(now, {}, {"title", "company"}, false);
    CHECK(verdict.state == "degraded");
    CHECK(verdict.reason == "company is empty in 28 of 40 items, and the recipe expects it");
}

TEST_CASE("less than a fifth of the usual yield is told") {
    const auto verdict = judge(usual(7), past(), {}, false);
    CHECK(verdict.state == "degraded");
    CHECK(verdict.reason == "7 items where 41 are usual: the board may have changed");
}

TEST_CASE("half of what there always was is told, and is the new usual after two weeks") {
    CHECK(judge(usual(19), past(), {}, false).reason ==
          "19 items where 41 are usual: the board may have changed");
    auto varied = past();
    varied[2] = usual(30); // it has had less before
    CHECK(judge(usual(19), varied, {}, false).state == "ok");
    CHECK(judge(usual(4), {usual(9), usual(9), usual(9), usual(9)}, {}, false).state == "ok");
    auto old = past();
    for (auto& yield : old) yield.days_ago = 15;
    CHECK(judge(usual(19), old, {}, false).state == "ok");
}
