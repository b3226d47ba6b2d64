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
    CHECK(judge(usual(9), past(), {}, false).state == "ok"); // fewer, but not a collapse
    CHECK(judge({}, past(), {}, false).state == "ok");       // an honest nothing is not judged here
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
