#include "base/file.hpp"
#include "base/text.hpp"
#include "notifier/digest.hpp"
#include "tests/notifier/samples.hpp"
#include "tests/support/catch.hpp"
#include <cstdlib>

using namespace gonggo;
using namespace gonggo::notifier;
using Catch::Matchers::Contains;

TEST_CASE("the subject counts what is new and what closes") {
    auto c = tests::sample_digest(12);
    c.more = 0;
    CHECK(digest_subject(c) == "[공고] 오늘의 공고 12건 · 마감 임박 3건 (11/24 화)");
    c.closing.clear(); // two of the new ones close in two days
    CHECK(digest_subject(c) == "[공고] 오늘의 공고 12건 · 마감 임박 2건 (11/24 화)");
    for (auto& e : c.fresh) e.posting.deadline = {};
    c.more = 5;
    CHECK(digest_subject(c) == "[공고] 오늘의 공고 17건 (11/24 화)");
    c.kind = DigestKind::weekly;
    CHECK(digest_subject(c) == "[공고] 이번 주의 공고 17건 (11/24 화)");
    c.kind = DigestKind::daily;
    c.language = "en";
    CHECK(digest_subject(c) == "[gonggo] 17 new postings (11/24 Tue)");
}

TEST_CASE("the subject of a day without new postings says what else there is") {
    DigestContent c;
    c.date = Date{std::chrono::year{2026} / 11 / 24};
    CHECK(digest_subject(c) == "[공고] 오늘은 새 공고가 없습니다 (11/24 화)");
    c.health = {{"jobkorea", false, "x"}};
    CHECK(digest_subject(c) == "[공고] 수집 상태를 확인해 주세요 (11/24 화)");
    c.changed = tests::sample_digest(12).changed;
    CHECK(digest_subject(c) == "[공고] 바뀐 공고 1건 (11/24 화)");
    c.closing = tests::sample_digest(12).closing;
    CHECK(digest_subject(c) == "[공고] 마감 임박 3건 · 바뀐 공고 1건 (11/24 화)");
}

TEST_CASE("a mail of thirty cards is short enough for Gmail to show it whole") {
    auto c = tests::sample_digest(30);
    CHECK(render_digest(c).value().html.size() < 102 * 1024);
}

TEST_CASE("boards go by their names and a link stands once") {
    auto c = tests::sample_digest(1);
    auto& p = c.fresh[0].posting;
    p.links = {{"jobkorea-ml", "https://a.example/1", "1", {}, {}, false},
               {"jobkorea-ds", "https://a.example/1", "1", {}, {}, false},
               {"own", "https://b.example/1", "1", {}, {}, false}};
    c.names = {{"jobkorea-ml", "잡코리아"}, {"jobkorea-ds", "잡코리아"}};
    c.health = {{"jobkorea-ml", false, "x"}};
    const auto d = render_digest(c).value();
    CHECK_THAT(d.text, Contains("   잡코리아 https://a.example/1\n   own https://b.example/1\n\n"));
    CHECK_THAT(d.html, Contains(">잡코리아</a>") && Contains(">own</a>"));
    CHECK(d.html.find(">잡코리아</a>") == d.html.rfind(">잡코리아</a>"));
    CHECK_THAT(d.text, Contains("! 잡코리아 (jobkorea-ml): x"));
}

TEST_CASE("an internship is called one once, and a short reason stays on one line") {
    auto c = tests::sample_digest(1);
    auto& p = c.fresh[0].posting;
    p.level = {{}, {}, {postings::LevelLabel::intern}};
    p.employment = postings::Employment::intern;
    c.fresh[0].reasons = {"경력 3–7년", "제목 '머신러닝 엔지니어'"};
    c.fresh[0].words = {"머신러닝 엔지니어"};
    const auto d = render_digest(c).value();
    CHECK_THAT(d.text, Contains("· 인턴\n"));
    CHECK(d.text.find("인턴 · 인턴") == d.text.npos);
    CHECK_THAT(d.html, Contains("경력\u00a03\u2060–\u20607년"));
    CHECK_THAT(d.html, Contains("<b class=\"hit\">머신러닝\u00a0엔지니어</b>"));
}

TEST_CASE("the text part keeps to 72 columns with Hangul") {
    for (const std::size_t size : {0, 1, 12, 500}) {
        const auto text =
            digest_text(size == 1 ? tests::sample_week() : tests::sample_digest(size));
        for (const auto line : text::split(text, '\n')) {
            if (line.find("https://") != line.npos) continue;
            INFO(line);
            CHECK(text::display_width(line) <= 72);
        }
    }
}

TEST_CASE("the page fetches nothing and lets no posting write HTML") {
    auto c = tests::sample_digest(12);
    auto& p = c.fresh[0].posting;
    p.title = "<script>alert(1)</script> \"onmouseover=x {{company}}";
    p.company = "<img src=x onerror=alert(1)>";
    p.url = "javascript:alert(1)";
    p.links = {{"evil", "data:text/html,x", "1", {}, {}, false},
               {"evil", "https://a.example/\"><script>", "1", {}, {}, false}};
    c.fresh[0].reasons = {"<b>why</b>"};
    c.fresh[0].note = "<i>";
    const auto html = render_digest(c).value().html;
    CHECK(html.find("<script") == html.npos);
    CHECK(html.find("<img") == html.npos);
    CHECK(html.find("<i>") == html.npos);
    CHECK(html.find("<b>why") == html.npos);
    CHECK(html.find("javascript:") == html.npos);
    CHECK(html.find("data:text") == html.npos);
    CHECK(html.find(" src=\"") == html.npos);
    CHECK(html.find("url(") == html.npos);
    CHECK_THAT(html, Contains("{{company}}"));
    CHECK_THAT(html, Contains("<b class=\"hit\">Kubernetes</b>"));
}

TEST_CASE("every element of the page is closed") {
    for (const std::size_t size : {0, 1, 12}) {
        const auto html = render_digest(tests::sample_digest(size)).value().html;
        const auto path = std::filesystem::temp_directory_path() / "gonggo-digest-check.html";
        REQUIRE(write_file_atomically(path, html));
        CHECK(std::system(("python3 tests/notifier/check_html.py " + path.string()).c_str()) == 0);
    }
}

TEST_CASE("words are marked where they stand alone") {
    CHECK(mark_words("AI chair & ML", {"ai", "ml"}) ==
          "<b class=\"hit\">AI</b> chair &amp; <b class=\"hit\">ML</b>");
    CHECK(mark_words("머신러닝엔지니어", {"머신러닝"}) == "<b class=\"hit\">머신러닝</b>엔지니어");
    CHECK(mark_words("MLOps", {"ML", "MLOps"}) == "<b class=\"hit\">MLOps</b>");
    CHECK(mark_words("a<b", {"<"}) == "a<b class=\"hit\">&lt;</b>b");
    CHECK(mark_words("x", {""}) == "x");
}

TEST_CASE("only web links are kept") {
    CHECK(safe_link("https://a.kr/?a=1&b=2") == "https://a.kr/?a=1&b=2");
    CHECK(safe_link("HTTP://a.kr") == "HTTP://a.kr");
    for (const auto* bad :
         {"", "javascript:alert(1)", "ftp://a", "//a.kr", "https://a b", "https://a\n"})
        CHECK(safe_link(bad).empty());
}

TEST_CASE("a posting without a company has no dot in its place") {
    auto content = tests::sample_digest(1);
    content.fresh.front().posting.company.clear();
    CHECK(digest_text(content).find("   · ") == std::string::npos);
}

TEST_CASE("what is ill comes with what to do, what recovered does not") {
    auto content = tests::sample_digest(1);
    content.health = {{"board", true, "x"}};
    CHECK(digest_text(content).find("gonggo doctor") == std::string::npos);
    content.health = {{"board", false, "x"}};
    const auto d = render_digest(content).value();
    CHECK(d.text.find("gonggo doctor") != d.text.npos);
    CHECK(d.html.find("gonggo doctor") != d.html.npos);
}

TEST_CASE("an empty day says so") {
    const auto c = tests::sample_digest(0);
    CHECK(is_empty(c));
    CHECK_THAT(render_digest(c).value().html, Contains("새로 맞는 공고가 없습니다"));
    auto sick = c;
    sick.health = {{"jobkorea", false, "x"}};
    CHECK_FALSE(is_empty(sick));
}

TEST_CASE("writes samples to look at", "[.look]") {
    const auto write = [](const std::string& name, const DigestContent& content) {
        const auto d = render_digest(content).value();
        REQUIRE(write_file_atomically("build/digest-" + name + ".html", d.html));
        REQUIRE(write_file_atomically("build/digest-" + name + ".txt", d.text));
    };
    for (const std::size_t size : {0, 1, 12, 500})
        write(std::to_string(size), tests::sample_digest(size));
    write("week", tests::sample_week());
}
