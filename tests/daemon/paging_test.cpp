#include "daemon/paging.hpp"
#include "tests/support/catch.hpp"

using namespace gonggo;
using namespace gonggo::daemon;

namespace {

scrapers::Extraction page_with(int items) {
    scrapers::Extraction out;
    out.postings.resize(static_cast<std::size_t>(items));
    return out;
}

std::string next(Pages& pages) {
    Values values;
    const auto request = pages.request(values);
    REQUIRE(request);
    return request->url;
}

} // namespace

TEST_CASE("counted pages go on until one is empty, brings nothing new or is the last allowed") {
    scrapers::RecipeRequest list{.url = "https://b.example/?p={page}&o={offset}"};
    list.pages = {.first = 1, .most = 3, .size = 20};
    const config::Source source;
    Pages pages(list, source);
    CHECK(next(pages) == "https://b.example/?p=1&o=0");
    CHECK(pages.go_on(page_with(20), 20, true));
    CHECK(next(pages) == "https://b.example/?p=2&o=20");
    CHECK(pages.go_on(page_with(20), 40, true));
    CHECK(next(pages) == "https://b.example/?p=3&o=40");
    CHECK_FALSE(pages.go_on(page_with(20), 60, true)); // the recipe's most
    CHECK_FALSE(pages.complete());
    Pages known(list, source);
    (void)next(known);
    CHECK_FALSE(known.go_on(page_with(20), 20, false)); // nothing new
    Pages empty(list, source);
    (void)next(empty);
    CHECK_FALSE(empty.go_on(page_with(0), 0, false));
    CHECK(empty.complete());
    config::Source more = source;
    more.max_pages = 1;
    Pages one(list, more);
    (void)next(one);
    CHECK_FALSE(one.go_on(page_with(20), 20, true)); // the user's word
}

TEST_CASE("the board's own total ends the pages") {
    scrapers::RecipeRequest list{.url = "https://b.example/?p={page}"};
    list.pages.most = 9;
    const config::Source source;
    Pages pages(list, source);
    (void)next(pages);
    auto answer = page_with(20);
    answer.total = 20;
    CHECK_FALSE(pages.go_on(answer, 20, true));
    CHECK(pages.complete());
}

TEST_CASE("cursors and next addresses are followed once each") {
    scrapers::RecipeRequest list{.url = "https://b.example/?after={cursor}"};
    list.pages = {.most = 9, .cursor = ".c"};
    const config::Source source;
    Pages pages(list, source);
    CHECK(next(pages) == "https://b.example/?after=");
    auto answer = page_with(2);
    answer.cursor = "a b";
    CHECK(pages.go_on(answer, 2, true));
    CHECK(next(pages) == "https://b.example/?after=a%20b");
    CHECK_FALSE(pages.go_on(answer, 4, true)); // the same cursor again
    scrapers::RecipeRequest linked{.url = "https://b.example/"};
    linked.pages = {.most = 9, .next = "link"};
    Pages links(linked, source);
    (void)next(links);
    auto first = page_with(2);
    first.more = {"https://b.example/2", "https://b.example/2", "https://b.example/"};
    CHECK(links.go_on(first, 2, true));
    CHECK(next(links) == "https://b.example/2");
    CHECK_FALSE(links.go_on(first, 4, true)); // a ring
}
