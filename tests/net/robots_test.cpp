#include "net/robots.hpp"
#include "tests/support/catch.hpp"

using namespace gonggo::net;

namespace {

struct Case {
    std::string robots, agent, url;
    bool allowed;
};

void check_all(const std::vector<Case>& cases) {
    for (const auto& c : cases) {
        INFO(c.robots << "\n--- as " << c.agent << " for " << c.url);
        CHECK(check_robots(parse_robots(c.robots), c.agent, c.url).allowed == c.allowed);
    }
}

std::string all(const std::string& rules) {
    return "User-agent: *\n" + rules + "\n";
}

} // namespace

TEST_CASE("robots rules match from the start of the path and the longest one wins") {
    check_all({
        {"", "gonggo", "/", true},
        {all("Disallow:"), "gonggo", "/x", true},
        {all("Disallow: /"), "gonggo", "/x", false},
        {all("Disallow: /"), "gonggo", "https://a.kr", false},
        {all("Disallow: /"), "gonggo", "/robots.txt", true},
        {all("Disallow: /fish"), "gonggo", "/fish", false},
        {all("Disallow: /fish"), "gonggo", "/fish.html", false},
        {all("Disallow: /fish"), "gonggo", "/fish/salmon", false},
        {all("Disallow: /fish"), "gonggo", "/fish?id=1", false},
        {all("Disallow: /fish"), "gonggo", "/Fish", true},
        {all("Disallow: /fish"), "gonggo", "/catfish", true},
        {all("Disallow: /fish"), "gonggo", "/?id=fish", true},
        {all("Disallow: /fish/"), "gonggo", "/fish", true},
        {all("Disallow: /fish/"), "gonggo", "/fish/x", false},
        {all("Disallow: fish"), "gonggo", "/fish", true},
        {all("Allow: /p\nDisallow: /"), "gonggo", "/page", true},
        {all("Disallow: /\nAllow: /p"), "gonggo", "/page", true},
        {all("Disallow: /\nAllow: /p"), "gonggo", "/other", false},
        {all("Allow: /a/\nDisallow: /a/b"), "gonggo", "/a/b", false},
        {all("Disallow: /a\nAllow: /a"), "gonggo", "/a", true},
        {all("Allow: /a\nDisallow: /a"), "gonggo", "/a", true},
        {all("Allow: /page\nDisallow: /*.htm"), "gonggo", "/page.htm", false},
        {all("Allow: /$\nDisallow: /"), "gonggo", "https://a.kr/", true},
        {all("Allow: /$\nDisallow: /"), "gonggo", "https://a.kr/page.htm", false},
        {all("Disallow: /x"), "gonggo", "https://a.kr/y#/x", true},
        {all("Disallow: /?q="), "gonggo", "https://a.kr?q=1", false},
        {all("Disallow: /x"), "gonggo", "/y?next=http://a.kr/x", true},
    });
}

TEST_CASE("robots patterns know the star and the final dollar") {
    check_all({
        {all("Disallow: *"), "gonggo", "/x", false},
        {all("Disallow: /*"), "gonggo", "/", false},
        {all("Disallow: /fish*"), "gonggo", "/fishheads", false},
        {all("Disallow: /*.php"), "gonggo", "/folder/file.php", false},
        {all("Disallow: /*.php"), "gonggo", "/file.php?x=1", false},
        {all("Disallow: /*.php"), "gonggo", "/file.PHP", true},
        {all("Disallow: /*.php$"), "gonggo", "/file.php", false},
        {all("Disallow: /*.php$"), "gonggo", "/file.php?x=1", true},
        {all("Disallow: /*.php$"), "gonggo", "/file.php5", true},
        {all("Disallow: /*.php$"), "gonggo", "/a.php/b.php", false},
        {all("Disallow: /fish*.php"), "gonggo", "/fishheads/cat.php?p", false},
        {all("Disallow: /fish*.php"), "gonggo", "/Fish.php", true},
        {all("Disallow: /a*b*c"), "gonggo", "/a1b2c3", false},
        {all("Disallow: /a*b*c"), "gonggo", "/a1c2b3", true},
        {all("Disallow: /a**b"), "gonggo", "/ab", false},
        {all("Disallow: /a*$"), "gonggo", "/abc", false},
        {all("Disallow: /a$b"), "gonggo", "/a$b", false},
        {all("Disallow: /a$b"), "gonggo", "/a", true},
        {all("Disallow: /x$"), "gonggo", "/x", false},
        {all("Disallow: /x$"), "gonggo", "/xy", true},
        {all("Disallow: /*?"), "gonggo", "/list?page=2", false},
        {all("Disallow: /*?"), "gonggo", "/list", true},
    });
    const std::string stars = all("Disallow: /" + std::string(2000, '*') + "z$");
    CHECK(check_robots(parse_robots(stars), "gonggo", "/" + std::string(4000, 'y')).allowed);
}

TEST_CASE("robots paths compare with percent encoding made equal") {
    check_all({
        {all("Disallow: /\xEC\xB1\x84"), "gonggo", "/%EC%B1%84", false},
        {all("Disallow: /%EC%B1%84"), "gonggo", "/\xEC\xB1\x84", false},
        {all("Disallow: /%ec%b1%84"), "gonggo", "/%EC%B1%84", false},
        {all("Disallow: /%61"), "gonggo", "/a", false},
        {all("Disallow: /a"), "gonggo", "/%61", false},
        {all("Disallow: /%7Ejoe"), "gonggo", "/~joe", false},
        {all("Disallow: /a%2fb"), "gonggo", "/a%2Fb", false},
        {all("Disallow: /a%2Fb"), "gonggo", "/a/b", true},
        {all("Disallow: /a/b"), "gonggo", "/a%2Fb", true},
        {all("Disallow: /%2A"), "gonggo", "/x", true},
        {all("Disallow: /%2A"), "gonggo", "/%2a", false},
        {all("Disallow: /a%24"), "gonggo", "/a", true},
        {all("Disallow: /100%"), "gonggo", "/100%", false},
        {all("Disallow: /%zz"), "gonggo", "/%zz", false},
    });
}

TEST_CASE("robots groups go to the agents they name") {
    const std::string two = "User-agent: *\nDisallow: /all\n\nUser-agent: gonggo\nDisallow: /own\n";
    check_all({
        {two, "gonggo", "/all", true},
        {two, "gonggo", "/own", false},
        {two, "other", "/all", false},
        {two, "other", "/own", true},
        {two, "GongGo", "/own", false},
        {two, "gonggo/0.1.0 (+mailto:me@example.kr)", "/own", false},
        {two, "gonggobot", "/own", true},
        {two, "gong", "/own", true},
        {two, "", "/all", false},
        {"User-agent: gonggo/1.0\nDisallow: /", "gonggo", "/", false},
        {"User-agent: gonggo bot\nDisallow: /", "gonggo", "/", false},
        {"User-agent: GONGGO\nDisallow: /", "gonggo", "/", false},
        {"User-agent: a\nUser-agent: gonggo\nDisallow: /", "gonggo", "/", false},
        {"User-agent: a\n\n\nUser-agent: gonggo\nDisallow: /", "a", "/", false},
        {"User-agent: gonggo\nDisallow: /a\nUser-agent: b\nDisallow: /b\nUser-agent: gonggo\n"
         "Disallow: /c",
         "gonggo", "/c", false},
        {"User-agent: gonggo\nDisallow: /a\nUser-agent: b\nDisallow: /b\nUser-agent: gonggo\n"
         "Disallow: /c",
         "gonggo", "/a", false},
        {"User-agent: gonggo\nDisallow: /a\nUser-agent: b\nDisallow: /b", "gonggo", "/b", true},
        {"User-agent: gonggo\n\nUser-agent: *\nDisallow: /", "gonggo", "/", false},
        {"User-agent: gonggo\nDisallow:\nUser-agent: *\nDisallow: /", "gonggo", "/", true},
        {"User-agent: b\nDisallow: /", "gonggo", "/", true},
        {"Disallow: /", "gonggo", "/", true},
        {"User-agent: a\nSitemap: https://a.kr/s.xml\nUser-agent: b\nDisallow: /", "a", "/", false},
        {"User-agent: a\nDisallow: /x\nSitemap: https://a.kr/s.xml\nDisallow: /y", "a", "/y",
         false},
        {"User-agent: a\nCrawl-delay: 5\nUser-agent: b\nDisallow: /", "a", "/", false},
    });
}

TEST_CASE("robots lines are read whatever their endings spaces and usual typos") {
    check_all({
        {"\xEF\xBB\xBFUser-agent: *\nDisallow: /", "gonggo", "/", false},
        {"User-agent: *\r\nDisallow: /\r\n", "gonggo", "/", false},
        {"User-agent: *\rDisallow: /\r", "gonggo", "/", false},
        {"User-agent: *\nDisallow: /", "gonggo", "/", false},
        {"  user-AGENT :  *  \n\tDISALLOW\t:\t/x\t", "gonggo", "/x", false},
        {"User-agent:*\nDisallow:/x", "gonggo", "/x", false},
        {"User-agent: * # all\nDisallow: /x # not this", "gonggo", "/x", false},
        {"User-agent: *\n#Disallow: /", "gonggo", "/", true},
        {"User-agent: *\nDisallow /x", "gonggo", "/x", false},
        {"User-agent: *\nDissallow: /x", "gonggo", "/x", false},
        {"User-agent: *\nDisalow: /x", "gonggo", "/x", false},
        {"useragent: *\nDisallow: /x", "gonggo", "/x", false},
        {"user agent: *\nDisallow: /x", "gonggo", "/x", false},
        {"User-agent: *\nNoindex: /x", "gonggo", "/x", true},
        {"<html><body>404: not here</body></html>", "gonggo", "/", true},
    });
}

// The behaviours that RFC 9309 gives examples of and that the best known public parser documents,
// in our own words.
TEST_CASE("robots examples of the RFC hold") {
    const std::string simple = "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: "
                               "/publications/\n\nUser-Agent: foobot\nDisallow:/\nAllow:"
                               "/example/page.html\nAllow:/example/allowed.gif\n\nUser-Agent: "
                               "barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\n"
                               "User-Agent: quxbot\n\nEOF";
    check_all({
        {simple, "otherbot", "/a.gif", false},
        {simple, "otherbot", "/a.gif?x", true},
        {simple, "otherbot", "/example/x", false},
        {simple, "otherbot", "/publications/x", true},
        {simple, "foobot", "/anything", false},
        {simple, "foobot", "/example/page.html", true},
        {simple, "foobot", "/example/allowed.gif", true},
        {simple, "foobot", "/publications/", false}, // its own group, nothing of *
        {simple, "barbot", "/example/page.html", false},
        {simple, "bazbot", "/example/page.html", false},
        {simple, "bazbot", "/example/x", true},
        {simple, "quxbot", "/example/page.html", true}, // its group is empty
        {"User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif",
         "foobot", "/example/page/disallowed.gif", false},
        {"User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif",
         "foobot", "/example/page/", true},
        {all("Disallow: /path/file-with-a-%2A.html"), "x", "/path/file-with-a-*.html", true},
        {all("Disallow: /path/file-with-a-%2A.html"), "x", "/path/file-with-a-%2A.html", false},
        {all("Disallow: /path/foo-%24"), "x", "/path/foo-%24", false},
        {all("Disallow: /foo/bar?baz=quz"), "x", "/foo/bar?baz=quz", false},
        {all("Disallow: /foo/bar?baz=https://foo.bar"), "x", "/foo/bar?baz=https://foo.bar", false},
        {all("Disallow: /foo/bar/\xE3\x83\x84"), "x", "/foo/bar/%E3%83%84", false},
        {all("Disallow: /foo/bar/%E3%83%84"), "x", "/foo/bar/%e3%83%84", false},
        {all("Disallow: /foo/bar/%62%61%7A"), "x", "/foo/bar/baz", false},
        {"User-agent: ExampleBot\nDisallow: /foo\nDisallow: /bar\n\nUser-agent: ExampleBot\n"
         "Disallow: /baz",
         "ExampleBot", "/bar", false},
        {"User-agent: ExampleBot\nDisallow: /foo\nDisallow: /bar\n\nUser-agent: ExampleBot\n"
         "Disallow: /baz",
         "ExampleBot", "/baz", false},
        {all("Disallow: /"), "x", "/robots.txt", true},
    });
}

TEST_CASE("robots behaves as the public parsers document") {
    const std::string groups = "allow: /foo/bar/\n\nuser-agent: FooBot\ndisallow: /\nallow: /x/\n"
                               "user-agent: BarBot\ndisallow: /\nallow: /y/\n\n\nallow: /w/\n"
                               "user-agent: BazBot\n\nuser-agent: FooBot\nallow: /z/\ndisallow: /";
    const std::string other = "User-agent: BarBot\nUnknown: line\nSitemap: /s.xml\nUser-agent: *\n"
                              "Unicorns: /a\nDisallow: /\n";
    const std::string folder = all("Allow: /in/index.html\nAllow: /deep/index.htm/x\nDisallow: /");
    check_all({
        {groups, "FooBot", "http://foo.bar/x/b", true},
        {groups, "FooBot", "http://foo.bar/z/d", true},
        {groups, "FooBot", "http://foo.bar/y/c", false},
        {groups, "BarBot", "http://foo.bar/y/c", true},
        {groups, "BarBot", "http://foo.bar/w/a", true}, // blank lines end no group
        {groups, "BarBot", "http://foo.bar/z/d", false},
        {groups, "BazBot", "http://foo.bar/z/d", true},
        {groups, "FooBot", "http://foo.bar/foo/bar/", false}, // a rule of nobody
        {groups, "QuxBot", "http://foo.bar/", true},
        {other, "BarBot", "/x", false},
        {other, "FooBot", "/x", false},
        {"user-agent FooBot\ndisallow /\n", "FooBot", "/x", false},
        {"foo: FooBot\nbar: /\n", "FooBot", "/x", true},
        {"user-agent FooBot BarBot\ndisallow /\n", "FooBot", "/x", true}, // three words, no colon
        {"user-agent: *\ndisallow /a b\n", "FooBot", "/a", true},
        {"USER-AGENT: FooBot\nALLOW: /x/\nDISALLOW: /", "foobot", "/x/y", true},
        {"user-agent: FoO\ndisallow: /", "fOo", "/x", false},
        {"user-agent: Foo Bar\ndisallow: /", "Foo", "/x", false},
        {"user-agent: *\nallow: /\nuser-agent: Foo Bar\ndisallow: /", "Foo Bar", "/x", false},
        {"user-agent: * baz\ndisallow: /", "x", "/x", false},
        {"user-agent: *baz\ndisallow: /", "x", "/x", true},
        {"user-agent:\ndisallow: /", "x", "/x", true},
        {"user-agent: Foo_Bot-x\ndisallow: /", "foo_bot-x", "/x", false},
        {"user-agent: FooBot\ndisallow: /X/", "FooBot", "/x/y", true},
        {all("disallow: /x/page.html\nallow: /x/"), "x", "/x/page.html", false},
        {all("allow: /x/page.html\ndisallow: /x/"), "x", "/x/page.html", true},
        {all("allow: /x/page.html\ndisallow: /x/"), "x", "/x/", false},
        {all("disallow:\nallow:"), "x", "/x", true},
        {all("disallow: /\nallow: /"), "x", "/x", true},
        {all("disallow: /x\nallow: /x/"), "x", "/x", false},
        {all("disallow: /x\nallow: /x/"), "x", "/x/", true},
        {all("disallow: /x/page.html\nallow: /x/page.html"), "x", "/x/page.html", true},
        {all("allow: /page\ndisallow: /*.html"), "x", "/page.html", false},
        {all("allow: /x/page.\ndisallow: /*.html"), "x", "/x/page.html", true},
        {all("allow: /p\ndisallow: /"), "x", "/page", true},
        {all("allow: /folder\ndisallow: /folder"), "x", "/folder/page", true},
        {all("allow: /page\ndisallow: /*.ph"), "x", "/page.php5", true},
        {all("allow: /$\ndisallow: /"), "x", "/", true},
        {all("allow: /$\ndisallow: /"), "x", "/page.htm", false},
        {all("allow: /$\ndisallow: /"), "x", "http://a.kr", true},
        {all("allow: /$\ndisallow: /"), "x", "http://a.kr?q", false},
        {all("disallow: fish"), "x", "/fish", true}, // a path begins with a slash
        {all("disallow: *fish"), "x", "/a/fish", false},
        {all("disallow: /foo/bar/quz"), "x", "/foo/quz", true},
        {all("disallow: /foo/bar$\nallow: /foo/bar/qux"), "x", "/foo/bar", false},
        {all("disallow: /foo/bar$"), "x", "/foo/bar/", true},
        {all("disallow: /foo/#"), "x", "/foo/x", false},
        {all("disallow: /foo/ba#r"), "x", "/foo/bax", false},
        {folder, "x", "/in/index.html", true},
        {folder, "x", "/in/", true}, // the folder's own address
        {folder, "x", "/in/other.html", false},
        {folder, "x", "/index.html", false},
        {folder, "x", "/deep/", false},
        {"\xEF\xBBUser-agent: *\nDisallow: /", "x", "/", false}, // half a byte-order mark
        {"\xEF\x11User-agent: *\nDisallow: /", "x", "/", true},
        {"User-agent: *\nDisallow: /\nSitemap: https://a.kr/s.xml\nAllow: /y", "x", "/y", true},
        {"User-agent: *\n\n\nDisallow: /\n\nAllow: /y", "x", "/y", true},
        {"User-agent: *\r\n\r\nDisallow: /x\r\rAllow: /x/y\n", "x", "/x/y", true},
        {all("Disallow: /" + std::string(20'000, 'a')), "x", "/aaa", true},
    });
}

TEST_CASE("robots text counts for its first 500 KiB only") {
    const std::string padding(500 * 1024, '#');
    check_all({{all("Disallow: /x\n" + padding), "gonggo", "/x", false},
               {padding + "\n" + all("Disallow: /x"), "gonggo", "/x", true}});
}

TEST_CASE("robots crawl delay is the agents own or else of everybody") {
    const auto delay = [](const std::string& text, const char* agent) {
        return check_robots(parse_robots(text), agent, "/").crawl_delay;
    };
    CHECK(delay("User-agent: *\nCrawl-delay: 5", "gonggo") == 5.0);
    CHECK(delay("User-agent: *\ncrawl-delay: 0.5", "gonggo") == 0.5);
    CHECK_FALSE(delay("User-agent: *\nCrawl-delay: soon", "gonggo"));
    CHECK_FALSE(delay("User-agent: *\nCrawl-delay: -1", "gonggo"));
    CHECK_FALSE(delay("User-agent: *\nCrawl-delay: 5\nDisallow: /x\nUser-agent: gonggo\nDisallow:",
                      "gonggo"));
    CHECK(delay("User-agent: *\nCrawl-delay: 5\nDisallow: /x\nUser-agent: gonggo\nCrawl-delay: 2",
                "gonggo") == 2.0);
    CHECK_FALSE(delay("User-agent: b\nCrawl-delay: 5", "gonggo"));
}

TEST_CASE("robots verdict names the rule that decided") {
    const auto robots = parse_robots("User-agent: *\nDisallow: /a\nAllow: /a/b\n");
    CHECK(check_robots(robots, "gonggo", "/a/x").rule == "Disallow: /a");
    CHECK(check_robots(robots, "gonggo", "/a/b").rule == "Allow: /a/b");
    CHECK(check_robots(robots, "gonggo", "/z").rule.empty());
}
