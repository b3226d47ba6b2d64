// schema.org JobPosting as real pages write it, and as no page should.
#include "scrapers/jsonld.hpp"
#include "tests/support/catch.hpp"

#include <boost/json.hpp>

using namespace gonggo::scrapers;

namespace {

std::string script(const std::string& json) {
    return "<p>x<script type=\"application/ld+json\">" + json + "</script>";
}

} // namespace

TEST_CASE("one posting is found in every shape of JSON-LD") {
    const std::string posting = R"({"@type":"JobPosting","title":"T"})";
    for (const std::string& json :
         {posting, "[" + posting + "]", R"({"@graph":[{"@type":"Organization"},)" + posting + "]}",
          R"({"@type":"ItemList","itemListElement":[{"item":)" + posting + "}]}",
          std::string(R"({"@type":["Thing","JobPosting"],"title":"T"})"),
          std::string(R"({"@type":"https://schema.org/JobPosting","title":"T"})"),
          std::string(R"({"@type":"schema:JobPosting","title":"T"})"), "<!--\n" + posting + "\n-->",
          "//<![CDATA[\n" + posting + "\n//]]>", "/*<![CDATA[*/" + posting + "/*]]>*/",
          posting + ";", "\n \t" + posting + "\n", "/* of ours */ " + posting,
          "// a line\n" + posting, std::string("{\"@type\":\"JobPosting\",\"title\":\"T\",}"),
          std::string("{\"@type\":\"JobPosting\",\"title\":\"T\",\"d\":\"a\nb\tc\x01\"}"),
          std::string(R"({"@type":"JobPosting","title":"T","d":"it\'s"})"), posting + " trailing }",
          std::string(
              R"({&quot;@type&quot;:&quot;JobPosting&quot;,&quot;title&quot;:&quot;T&quot;})")}) {
        INFO(json);
        const auto found = job_postings_in(script(json), "");
        REQUIRE(found.size() == 1);
        CHECK(found[0].at("title") == "T");
    }
    CHECK(job_postings_in(script(posting) + script("{") + script("[" + posting + "]"), "").size() ==
          2);
    CHECK(
        job_postings_in("<SCRIPT TYPE='APPLICATION/LD+JSON'>" + posting + "</SCRIPT>", "").size() ==
        1);
    CHECK(job_postings_in(
              "<script id=a nonce='>' type=application/ld+json>" + posting + "</script>", "")
              .size() == 1);
}

TEST_CASE("what is no JSON at all is no posting and does no harm") {
    for (const char* json : {"",
                             "/",
                             "/*",
                             "//",
                             "/*/",
                             "{/*",
                             "{\"a\":1}/*",
                             "{\"a\":/*",
                             "<!--",
                             "<!---->",
                             "-->",
                             "\"",
                             "\"\\",
                             "{\"@type\":\"JobPosting\",\"title\":\"\\",
                             ",",
                             "{,",
                             "[[[[",
                             "]",
                             "//\n//",
                             ";",
                             "nul",
                             "{\"a\"://",
                             "/*</script",
                             "*/",
                             "]]>",
                             "{\"\\u12"}) {
        INFO(json);
        CHECK(job_postings_in(script(json), "").empty());
        CHECK_FALSE(lenient_json(json).value_or(nullptr).is_string());
    }
    const std::string deep(5000, '[');
    CHECK(job_postings_in(script(deep + R"({"@type":"JobPosting"})"), "").empty());
}

TEST_CASE("microdata gives a posting with what stands in it") {
    const auto found = job_postings_in(
        R"(<div itemscope itemtype="https://schema.org/JobPosting"><h1 itemprop="title">T</h1>
           <a itemprop="url" href="/jobs/1">x</a><meta itemprop="validThrough" content="2026-12-01">
           <div itemprop="hiringOrganization" itemscope itemtype="https://schema.org/Organization">
           <span itemprop="name">회사</span></div></div>)",
        "https://a.kr/list");
    REQUIRE(found.size() == 1);
    CHECK(found[0].at("title") == "T");
    CHECK(found[0].at("url") == "https://a.kr/jobs/1");
    CHECK(found[0].at("validThrough") == "2026-12-01");
    CHECK(found[0].at("hiringOrganization").at("name") == "회사");
}
