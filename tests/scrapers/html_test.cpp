#include "base/text.hpp"
#include "scrapers/html/document.hpp"
#include "scrapers/html/inspect.hpp"
#include "scrapers/html/narrow.hpp"
#include "scrapers/html/selector.hpp"
#include "scrapers/html/text.hpp"
#include "tests/support/catch.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace gonggo;
using namespace gonggo::scrapers::html;

namespace {

constexpr const char* kPage = R"(<!DOCTYPE html><html lang=ko><head><title>t</title></head><body>
<ul id=list class="jobs open"><li class=job data-id=1><a href="/1">ML Engineer</a></li>
<li class="job ad" data-id=2><a href="/2">Data <b>Scientist</b></a></li>
<li data-id=3 lang="ko-KR"><span></span></li></ul>
<form><input id=a type=CHECKBOX checked><input id=b disabled><p>Seoul</p></form></body></html>)";

std::string ids(const char* css) {
    const auto found = inspect_select(kPage, css, "attr", "data-id");
    REQUIRE(found);
    std::string out;
    for (const auto& id : *found) out += id;
    return out;
}

std::string file_bytes(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

TEST_CASE("selectors find what a browser finds in document order") {
    const std::pair<const char*, const char*> table[] = {
        {"li", "123"},
        {"LI", "123"},
        {".job", "12"},
        {".Job", ""},
        {"#list > li", "123"},
        {"ul.jobs.open li.ad", "2"},
        {"li:not(.job)", "3"},
        {"li:not(.ad, [data-id='3'])", "1"},
        {"li + li", "23"},
        {"li.job ~ li", "23"},
        {"li:has(b)", "2"},
        {"li:has(> span)", "3"},
        {"li:has(+ .ad)", "1"},
        {"li:is(.ad, [lang|=ko])", "23"},
        {"li:where(:first-child)", "1"},
        {"li:nth-child(2n+1)", "13"},
        {"li:nth-child(even)", "2"},
        {"li:nth-child(-n+2)", "12"},
        {"li:nth-child(1 of .ad)", "2"},
        {"li:nth-last-child(1)", "3"},
        {"li:nth-of-type(n+2)", "23"},
        {"li:last-of-type, li:first-of-type", "13"},
        {"[data-id]", "123"},
        {"[data-id=\"2\"]", "2"},
        {"[class~=ad]", "2"},
        {"[class^=job]", "12"},
        {"li[class$='AD' i]", "2"},
        {"[class*='']", ""},
        {"li:contains('Scientist')", "2"},
        {"\\6c i.job", "12"},
        {"li:only-child", ""},
        {":is()", ""},
        {"li:is(:nope, .ad)", "2"},
        {"*|li", "123"},
        {"[*|data-id]", "123"},
        {"li/* x */.ad", "2"},
    };
    for (const auto& [css, want] : table) {
        CAPTURE(css);
        CHECK(ids(css) == want);
    }
}

TEST_CASE("attribute values that HTML lists as case insensitive are so") {
    const auto found = inspect_select(kPage, "input[type=checkbox]:checked", "attr", "id");
    REQUIRE(found);
    CHECK(*found == std::vector<std::string>{"a"});
    CHECK(inspect_select(kPage, "input:disabled", "attr", "id")->size() == 1);
}

TEST_CASE("a faulty selector is refused with a caret under the place") {
    for (const char* css : {"", "li,", "li >", "li[", "li[a=]", ":nope", "li:nth-child(x)", "..a",
                            "#", "li:not(", "a,,b", "> li", "li:nth-child(2", "[a='x]b"}) {
        CAPTURE(css);
        const auto selector = Selector::compile(css);
        REQUIRE_FALSE(selector);
        CHECK(selector.error().message.find("column ") != std::string::npos);
        CHECK(selector.error().message.find('^') != std::string::npos);
    }
    const auto selector = Selector::compile("li:nope");
    REQUIRE_FALSE(selector);
    CHECK(selector.error().message.starts_with("column 4"));
}

TEST_CASE("inspect gives outer HTML or collapsed text") {
    CHECK(inspect_select("<p title='a\"&amp;<'>x &lt; y&nbsp;z<br></p>", "p", "html")->at(0) ==
          "<p title=\"a&quot;&amp;&lt;\">x &lt; y&nbsp;z<br></p>");
    CHECK(inspect_select("<p> a\n <b>b</b>  c </p>", "p", "text")->at(0) == "a b c");
}

TEST_CASE("a page nested too deep is refused and a deep one is read") {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<div>";
    CHECK_FALSE(Document::parse(deep));
    CHECK_FALSE(inspect_select(deep, "div", "html"));
    std::string sly;
    for (int i = 0; i < 100'000; ++i) sly += "<div></x>";
    CHECK_FALSE(Document::parse(sly));
    const auto page = Document::parse(std::string_view(deep).substr(0, 5000));
    REQUIRE(page);
    const auto divs = Selector::compile("div div:empty")->select(page->root(), true);
    CHECK(divs.size() == 1);
}

TEST_CASE("hostile bytes never stop the reader") {
    const std::string pages[] = {std::string("<p>a\0b</p>", 10),
                                 "<p>\xED\xA0\x80</p>",
                                 "<",
                                 "<!--",
                                 "<a b='",
                                 "",
                                 "<script>",
                                 "</p></p></p>",
                                 "<svg><p><style>"};
    for (const auto& page : pages) {
        CAPTURE(page);
        const auto document = Document::parse(page);
        REQUIRE(document);
        CHECK(document->root().tag() == "html");
        (void)slim(page);
        (void)html_to_text(page);
    }
}

TEST_CASE("slimming leaves what selectors see outside scripts as it was") {
    const std::string big(5000, 'x');
    const std::string page = "<ul><!-- <li>no</li> --><li>1<script>var s='<li>2</li>';</script>"
                             "<li>3<svg><path d='" +
                             big + "'/></svg><li><img src='" + big +
                             "'>4<style>li{}</style><textarea><li></textarea></ul>";
    const std::string small = slim(page);
    CHECK(small.size() < 300);
    CHECK(*inspect_select(page, "ul > li", "attr", "x") ==
          *inspect_select(small, "ul > li", "attr", "x"));
    CHECK(inspect_select(small, "ul > li", "text")->size() == 3);
    CHECK(inspect_select(page, "ul > li", "html")->size() == 3);
}

TEST_CASE("saved board pages read the same whole and slimmed") {
    const char* env = std::getenv("GONGGO_CORPUS");
    const std::filesystem::path corpus = env ? env : "../shared/corpus";
    if (!std::filesystem::is_directory(corpus)) {
        WARN("no corpus at " << corpus);
        return;
    }
    int pages = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus)) {
        if (entry.path().extension() != ".html" || pages >= 40) continue;
        const std::string bytes = file_bytes(entry.path());
        if (bytes.size() > 2'000'000) continue;
        CAPTURE(entry.path().string());
        ++pages;
        for (const char* css : {"a[href]", "li", "h1, h2, h3", "[class]:not(svg *)"}) {
            const std::string outside =
                css == std::string("a[href]") ? "a[href]:not(svg *, noscript *)" : css;
            CHECK(inspect_select(bytes, outside + ":not(svg, svg *)", "attr", "class") ==
                  inspect_select(slim(bytes), outside + ":not(svg, svg *)", "attr", "class"));
        }
    }
    CHECK(pages > 0);
}

TEST_CASE("scripts are found by plain search") {
    const auto found = script_bodies("<SCRIPT id=x>no</SCRIPT><script type='application/ld+json'>"
                                     "{\"a\":1}</script>",
                                     "application/ld+json");
    REQUIRE(found.size() == 1);
    CHECK(found[0] == "{\"a\":1}");
    const auto upper = script_bodies("<p><SCRIPT TYPE=\"APPLICATION/LD+JSON\">{}</SCRIPT>", "ld+json");
    REQUIRE(upper.size() == 1);
    CHECK(upper[0] == "{}");
    CHECK(flight_data(R"(self.__next_f.push([1,"a\n\u003cb"])x;self.__next_f.push([1,"\"c"]))") ==
          "a\n<b\"c");
}

TEST_CASE("descriptions keep their lines and lists") {
    CHECK(html_to_text("<h2>What</h2><ul><li>One</li><li>Two <b>x</b></li></ul>a<br>b") ==
          "What\n\n- One\n- Two x\n\na\nb");
    CHECK(html_to_text("&lt;p&gt;Hi&lt;/p&gt;&lt;p&gt;You&lt;/p&gt;") == "Hi\n\nYou");
    CHECK(html_to_text("A &amp; B") == "A & B");
    CHECK(html_to_text("one\n  two") == "one\ntwo");
}
