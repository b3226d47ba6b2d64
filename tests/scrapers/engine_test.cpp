// What recipes may ask of the engine, each on a small recipe of its own.
#include "scrapers/extract.hpp"
#include "scrapers/request.hpp"
#include "scrapers/template.hpp"
#include "tests/support/catch.hpp"

using namespace gonggo;
using namespace gonggo::scrapers;
using Catch::Matchers::Contains;

namespace {

Recipe recipe_of(const std::string& list, const std::string& rest = "") {
    const auto out = parse_recipe(
        "id = 'x'\nname = 'x'\nbasis = 'guessed'\nparams.query = 'words'\n" + list + rest,
        "x.toml");
    if (!out) FAIL(out.error().message);
    const auto checked = check_recipe(*out);
    if (!checked) FAIL(checked.error().message);
    return *out;
}

Extraction run(const Recipe& recipe, const std::string& body, Stage stage = Stage::list,
               const std::string& link = "") {
    auto out = extract(recipe, stage,
                       {.body = body,
                        .url = "https://b.example/list/",
                        .params = {{"query", "AI"}},
                        .link = link});
    if (!out) FAIL(out.error().message);
    return *out;
}

net::Request asked(const std::string& list, Values values = {{"query", "추천 & \"AI\""},
                                                             {"page", "2"},
                                                             {"api_key", "k/1"}}) {
    const auto recipe = recipe_of(list + "\n[[list.layout]]\nparse = 'jsonld'\n");
    const auto out = request_of(recipe.list, values);
    if (!out) FAIL(out.error().message);
    return *out;
}

std::string header(const net::Request& request, const std::string& name) {
    for (const auto& [key, value] : request.headers)
        if (key == name) return value;
    return {};
}

const char* kJson = "[list]\nurl = 'https://b.example/{query}'\n";

} // namespace

TEST_CASE("a GET has its parameters and key percent-encoded and its headers filled") {
    const auto request = asked("[list]\nurl = 'https://b.example/?q={query}&p={page}&k={api_key}'\n"
                               "headers = { Accept = 'application/json', X-Key = '{api_key}' }\n");
    CHECK(request.method == "GET");
    CHECK(request.url == "https://b.example/?q=%EC%B6%94%EC%B2%9C%20%26%20%22AI%22&p=2&k=k%2F1");
    CHECK(header(request, "Accept") == "application/json");
    CHECK(header(request, "X-Key") == "k/1");
    CHECK(request.body.empty());
}

TEST_CASE("a form is posted encoded with its content type") {
    const auto request = asked(
        "[list]\nurl = 'https://b.example/'\nform = { 'c[duty]' = '{query}', page = '{page}' }\n");
    CHECK(request.method == "POST");
    CHECK(request.body == "c%5Bduty%5D=%EC%B6%94%EC%B2%9C%20%26%20%22AI%22&page=2");
    CHECK(header(request, "Content-Type") == "application/x-www-form-urlencoded; charset=UTF-8");
}

TEST_CASE("a JSON body is posted with its texts escaped, a raw body as it is") {
    const auto json =
        asked("[list]\nurl = 'https://b.example/'\njson = '{\"page\":{page},\"q\":\"{query}\"}'\n");
    CHECK(json.method == "POST");
    CHECK(json.body == "{\"page\":2,\"q\":\"추천 & \\\"AI\\\"\"}");
    CHECK(header(json, "Content-Type") == "application/json");
    const auto raw = asked("[list]\nurl = 'https://b.example/'\nbody = 'page {page}'\nheaders = { "
                           "Content-Type = 'text/plain' }\n");
    CHECK(raw.body == "page 2");
    CHECK(header(raw, "Content-Type") == "text/plain");
}

TEST_CASE("an official board without its key says what to write") {
    const auto recipe = recipe_of(
        "[list]\nurl = 'https://b.example/?k={api_key}'\n[[list.layout]]\nparse = 'jsonld'\n");
    const auto out = request_of(recipe.list, {});
    REQUIRE_FALSE(out);
    CHECK_THAT(out.error().message, Contains("api_key = \"env:NAME\""));
}

TEST_CASE("what Saramin's API says of a refused key is told") {
    const auto recipe = load_recipe("saramin-api", {"scrapers/recipes"});
    REQUIRE(recipe);
    for (const char* answer :
         {R"({"code":3,"message":"정의되지 않은 access-key 입니다."})", R"({"code":4})"}) {
        const auto out =
            extract(*recipe, Stage::list, {.body = answer, .url = "https://oapi.saramin.co.kr/"});
        REQUIRE_FALSE(out);
        CHECK_THAT(out.error().message, Contains("Saramin says: "));
    }
}

TEST_CASE("an identifier's name is the employer's and its value the posting's") {
    const auto recipe = load_recipe("jsonld", {"scrapers/recipes"});
    REQUIRE(recipe);
    const std::string page =
        R"(<script type="application/ld+json">[{"@type":"JobPosting","title":"ML","identifier":{"@type":"PropertyValue","name":"가온","value":"G-1"}},{"@type":"JobPosting","title":"SRE","identifier":{"@type":"PropertyValue","name":"가온","value":2}}]</script>)";
    const auto out = extract(*recipe, Stage::list, {.body = page, .url = "https://b.example/"});
    REQUIRE(out);
    REQUIRE(out->postings.size() == 2);
    CHECK(out->postings[0].id == "G-1");
    CHECK(out->postings[1].id == "2");
}

TEST_CASE("the next page is found by the Link header, by a selector and by jq") {
    const std::string html =
        "\n[[list.layout]]\nitems = 'li'\n[list.layout.fields]\ntitle = 'a'\nurl = 'a@href'\n";
    const std::string page = "<ul><li><a href=/1>ML</a></li></ul><a rel=next href='?p=2'>2</a>";
    auto out =
        run(recipe_of(std::string(kJson) + "pages = { most = 3, next = 'link' }" + html), page,
            Stage::list, "<https://b.example/0>; rel=\"prev\", </list/3>; rel=\"next\"");
    CHECK(out.more == std::vector<std::string>{"https://b.example/list/3"});
    out = run(recipe_of(std::string(kJson) + "pages = { most = 3, next = 'a[rel=\"next\"]@href' }" +
                        html),
              page);
    CHECK(out.more == std::vector<std::string>{"https://b.example/list/?p=2"});
    const std::string json =
        "\n[[list.layout]]\nparse = 'json'\nprogram = '.jobs[] | {title, url: .u}'\n";
    out = run(
        recipe_of(
            std::string(kJson) +
            "pages = { most = 3, next = '.links.next // empty', cursor = '.c', total = '.n' }" +
            json),
        R"({"jobs":[{"title":"ML","u":"/1"}],"links":{"next":"/list?after=7"},"c":"abc","n":41})");
    CHECK(out.more == std::vector<std::string>{"https://b.example/list?after=7"});
    CHECK(out.cursor == "abc");
    CHECK(out.total == 41);
    out = run(recipe_of(std::string(kJson) + "pages = { most = 3, next = '.links.next // empty' }" +
                        json),
              R"({"jobs":[{"title":"ML","u":"/1"}],"links":{"next":null}})");
    CHECK(out.more.empty());
}

TEST_CASE("an older layout is read when the newer finds nothing, and the one that worked is tried "
          "first") {
    const auto recipe = recipe_of(
        std::string(kJson) +
        "[[list.layout]]\nitems = '.new'\n[list.layout.fields]\ntitle = 'a'\nurl = 'a@href'\n"
        "[[list.layout]]\nitems = '.old'\n[list.layout.fields]\ntitle = 'b'\nurl = 'a@href'\n");
    const std::string both =
        "<p class=new><a href=/n>new</a></p><p class=old><a href=/o></a><b>old</b></p>";
    CHECK(run(recipe, "<p class=old><a href=/o></a><b>old</b></p>").layout == 1);
    CHECK(run(recipe, both).postings.at(0).title == "new");
    const auto hinted =
        extract(recipe, Stage::list, {.body = both, .url = "https://b.example/"}, 1);
    REQUIRE(hinted);
    CHECK(hinted->postings.at(0).title == "old");
}

TEST_CASE(
    "a field is worked over by pattern, jq, format, join and all, the first rule that gives wins") {
    const auto recipe = recipe_of(std::string(kJson) + R"~(
[[list.layout]]
items = "li"
[list.layout.fields]
id = { select = "@data-no", match = '(\d+)$', format = "n-{}" }
url = "a@href"
title = [".none", { select = "a", jq = 'ascii_upcase' }]
skills = { select = "i", all = true, join = "," }
location = { label = "근무지" }
employment = { const = "정규직" }
posted = { select = "time@datetime", jq = 'split("/") | "\(.[2])-\(.[0])-\(.[1])"' }
)~");
    const auto out =
        run(recipe, "<li data-no=a12><a href=x>ml "
                    "engineer</a><i>Go</i><i>C++</i><dl><dt>근무지</dt><dd>서울</dd></dl>"
                    "<time datetime=11/25/2026></time></li>");
    const auto& p = out.postings.at(0);
    CHECK(p.id == "n-12");
    CHECK(p.url == "https://b.example/list/x");
    CHECK(p.title == "ML ENGINEER");
    CHECK(p.skills == std::vector<std::string>{"Go", "C++"});
    CHECK(p.locations == std::vector<std::string>{"서울"});
    CHECK(p.employment == "정규직");
    CHECK(p.posted == "2026-11-25");
}

TEST_CASE("data in __NEXT_DATA__, in streamed chunks and behind an assignment is found") {
    const auto layout = [](const std::string& script, const std::string& program) {
        return recipe_of(std::string(kJson) + "[[list.layout]]\nparse = 'embedded'\nscript = '" +
                         script + "'\nprogram = '''" + program + "'''\n");
    };
    CHECK(run(layout("__NEXT_DATA__", ".jobs[] | {title, url}"),
              "<script id=\"__NEXT_DATA__\" "
              "type=\"application/json\">{\"jobs\":[{\"title\":\"ML\",\"url\":\"/1\"}]}</script>")
              .postings.size() == 1);
    CHECK(run(layout("window.state", ".jobs[] | {title, url}"),
              "<script>var a = 1; window.state = "
              "{\"jobs\":[{\"title\":\"}\\\";ML\",\"url\":\"/1\"}]}; go();</script>")
              .postings.at(0)
              .title == "}\";ML");
    const auto streamed = run(
        layout("__next_f", R"~(capture("(?<j>\\{.*\\})").j | fromjson | {title: .t, url: "/1"})~"),
        "<script>self.__next_f.push([1,\"1:{\\\"t\\\":\\\"머신\"])</script><b></b>"
        "<script>self.__next_f.push([1,\"러닝\\\"}\\n\"])</script>");
    CHECK(streamed.postings.at(0).title == "머신러닝");
}

TEST_CASE("a detail page's layouts complete one another and descriptions keep their lines") {
    const auto recipe = recipe_of(
        std::string(kJson) + "[[list.layout]]\nparse = 'jsonld'\n",
        "[detail]\nurl = '{url}'\nbasis = 'guessed'\n[[detail.layout]]\nparse = 'jsonld'\n"
        "[[detail.layout]]\n[detail.layout.fields]\nid = { select = '$url', match = '/(\\w+)/$' }\n"
        "salary = { label = '급여' }\ndescription = '#text'\n");
    const auto out =
        run(recipe,
            "<script "
            "type='application/ld+json'>{\"@type\":\"JobPosting\",\"title\":\"ML\",\"url\":\"/j/"
            "7\",\"identifier\":\"7\",\"description\":\"short\"}</script>"
            "<dl><dt>급여</dt><dd>연봉 6천</dd></dl><div id=text><p>하는 "
            "일</p><ul><li>모델<li>배포</ul>줄<br>바꿈</div>",
            Stage::detail);
    const auto& p = out.postings.at(0);
    CHECK(p.id == "7");
    CHECK(p.title == "ML");
    CHECK(p.salary == "연봉 6천");
    CHECK_THAT(p.description, Contains("하는 일\n") && Contains("모델\n") && Contains("배포") &&
                                  Contains("줄\n바꿈"));
    const auto bare = run(recipe, "<dl><dt>급여</dt><dd>연봉 6천</dd></dl>", Stage::detail);
    CHECK(bare.postings.at(0).id == "list");
    CHECK(bare.postings.at(0).url == "https://b.example/list/"); // the page's own
}

TEST_CASE("a sitemap gives the addresses the source wants") {
    const auto recipe = load_recipe("sitemap", {"scrapers/recipes"});
    REQUIRE(recipe);
    const std::string map = "<urlset><url><loc>https://b.example/jobs/1</loc></"
                            "url><url><loc>https://b.example/blog</loc></url></urlset>";
    Page page{.body = map, .url = "https://b.example/sitemap.xml"};
    CHECK(extract(*recipe, Stage::list, page)->postings.size() == 2);
    page.params["match"] = "/jobs/";
    const auto some = extract(*recipe, Stage::list, page);
    REQUIRE(some->postings.size() == 1);
    CHECK(some->postings[0].id == "https://b.example/jobs/1");
    page.params["match"] = "/jobs/(\\d+)";
    CHECK(extract(*recipe, Stage::list, page)->postings.at(0).id == "1");
    page.params["match"] = "(";
    CHECK_FALSE(extract(*recipe, Stage::list, page));
    const auto index =
        extract(*recipe, Stage::list,
                {.body = "<sitemapindex><sitemap><loc>/a.xml.gz</loc></sitemap></sitemapindex>",
                 .url = "https://b.example/s.xml"});
    REQUIRE(index);
    CHECK(index->more == std::vector<std::string>{"https://b.example/a.xml.gz"});
}

TEST_CASE("a recipe says of each stage whether a real page proved it") {
    const auto both = parse_recipe("id = 'x'\nverified = '2026-08'\nbasis = 'guessed'\n[list]\nurl "
                                   "= 'u'\n[[list.layout]]\nparse = 'feed'\n",
                                   "x.toml");
    REQUIRE_FALSE(both);
    CHECK_THAT(both.error().message, Contains("x.toml:3") && Contains("verified or basis"));
    std::vector<Error> faults;
    for (const auto& [id, recipe] : load_recipes({"scrapers/recipes"}, faults)) {
        INFO(id);
        CHECK((recipe.list.verified.empty() != recipe.list.basis.empty()));
        if (recipe.detail) CHECK((recipe.detail->verified.empty() != recipe.detail->basis.empty()));
    }
}

TEST_CASE("a page that needs a browser is asked for with one") {
    const auto request = asked("[list]\nurl = 'https://b.example/'\nrender = "
                               "'chromium'\nrender_hosts = ['api.b.example']\n");
    CHECK(request.render);
    CHECK(request.render_hosts == std::vector<std::string>{"api.b.example"});
    const auto posted = parse_recipe("id = 'x'\n[list]\nurl = 'u'\nform = { a = 'b' }\nrender = "
                                     "'chromium'\n[[list.layout]]\nparse = 'feed'\n",
                                     "x.toml");
    REQUIRE_FALSE(posted);
    CHECK_THAT(posted.error().message, Contains("x.toml:5") && Contains("GET only"));
}

TEST_CASE(
    "a list of several pages that nothing turns and an id that is not the file's are faults") {
    const std::string list = "[list]\nurl = 'https://b.kr/list?p=1'\npages = { most = 3 }\n"
                             "[[list.layout]]\nparse = 'jsonld'\n";
    const auto still = parse_recipe("id = 'x'\n" + list, "x.toml");
    REQUIRE(still);
    const auto status = check_recipe(*still);
    REQUIRE(!status);
    CHECK_THAT(status.error().message, Contains("x.toml:4:9: pages: most = 3, but nothing turns"));
    const auto other = parse_recipe("id = 'y'\n" + list, "dir/x.toml");
    REQUIRE(!other);
    CHECK_THAT(other.error().message,
               Contains("dir/x.toml:1:6: the file is called 'x.toml', so write id = \"x\""));
}
