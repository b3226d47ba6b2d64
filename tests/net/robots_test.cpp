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
