#include "base/file.hpp"
#include "config/load.hpp"
#include "config/reader.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cstdlib>
#include <sys/stat.h>

using namespace gonggo;
using namespace gonggo::config;

TEST_CASE("the example config is valid and so is every commented key in it") {
    const auto text = read_file("config/gonggo.toml");
    REQUIRE(text);
    const auto config = parse(*text, "gonggo.toml");
    INFO((config ? "" : config.error().message));
    REQUIRE(config);
    CHECK(config->sources.size() == 4);
    CHECK(config->sources[0].interval == std::chrono::hours{3});

    std::string all;
    std::string_view rest = *text;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.starts_with("# ") &&
            (line.find(" = ") != std::string_view::npos || line.starts_with("# [")))
            line.remove_prefix(2);
        all += std::string(line) + "\n";
    }
    const auto everything = parse(all, "all.toml");
    INFO((everything ? "" : everything.error().message));
    REQUIRE(everything);
    CHECK(everything->smtp.preset == "gmail");
    CHECK(everything->webhooks.size() == 1);
    CHECK(everything->profiles[0].min_salary == 40000000);
}

TEST_CASE("every fault of a config is named with its place and the mend") {
    struct Case {
        const char* toml;
        const char* message;
    };
    const Case cases[] = {
        {"[daemon]\nlanguge = \"ko\"\n",
         "f:2:1: unknown key 'languge' in [daemon]; did you mean 'language'?"},
        {"[daemon]\nlanguage = \"kr\"\n",
         "f:2:12: 'language' cannot be \"kr\"; did you mean \"ko\"? (one of: ko, en)"},
        {"[daemon]\nlanguage = ko\n", "mend: a text stands in quotes"},
        {"[daemon]\nlanguage = \"ko\ncontact = \"\"\n", "mend: close the quote on the same line"},
        {"[daemon]\ncontact = \"\\d\"\n", "keeps a backslash as it stands"},
        {"[daemon]\nlanguage = 3\n", "f:2:12: 'language' must be a string in quotes"},
        {"[daemon]\ntime_zone = \"Seoul\"\n", "f:2:13: 'time_zone' is no IANA zone"},
        {"[[source]]\ninterval = \"3h\"\n", "f:1:1: [[source]] needs recipe"},
        {"[[source]]\nrecipe = \"x\"\ninterval = \"3 hours\"\n",
         "f:3:12: 'interval' is no duration"},
        {"[[source]]\nrecipe = \"x\"\ninterval = \"10s\"\n",
         "f:3:12: 'interval' must be at least 300s"},
        {"[[source]]\nrecipe = \"x\"\njitter = 3\n",
         "f:3:10: 'jitter' must be a number from 0.0 to 1.0"},
        {"[[source]]\nrecipe = \"x\"\napi_key = \"abc\"\n",
         "f:3:11: 'api_key' must not stand here in plain text"},
        {"[[source]]\nrecipe=\"x\"\n[[source]]\nrecipe=\"x\"\n", "two [[source]] are called 'x'"},
        {"[[profile]]\nroles = [\"ml_enginer\"]\n", "did you mean \"ml_engineer\"?"},
        {"[[profile]]\nto = \"nobody\"\n", "f:2:6: 'to' holds no mail address"},
        {"[[profile]]\nmin_score = 101\n", "'min_score' must be from 0 to 100, not 101"},
        {"[digest]\nat = [\"25:00\"]\n", "'at' holds no time of day: \"25:00\""},
        {"[smtp]\npassword = \"hunter2\"\n", "must not stand here in plain text"},
        {"[[webhook]]\nkind = \"slak\"\nurl=\"https://x\"\n", "did you mean \"slack\"?"},
        {"[[webhook]]\nurl=\"https://x\"\nprofiles=[\"me\"]\n",
         "names 'me', which is not in this file"},
        {"sorce = 1\n", "f:1:1: unknown key 'sorce' in the file; did you mean 'source'?"},
        {"[daemon\n", "f:1:8:"},
    };
    for (const auto& c : cases) {
        const auto config = parse(c.toml, "f");
        INFO(c.toml);
        REQUIRE_FALSE(config);
        CHECK_THAT(config.error().message, Catch::Matchers::Contains(c.message));
    }
}

TEST_CASE("all faults of a file are told at once") {
    const auto config = parse("[daemon]\nlanguage = 1\n[digest]\nmost = 0\n", "f");
    REQUIRE_FALSE(config);
    const std::string message = config.error().message;
    CHECK(std::count(message.begin(), message.end(), '\n') == 1);
}

TEST_CASE("a secret file that others can read is refused") {
    const std::string path = "build/secret-test";
    REQUIRE(write_file_atomically(path, "s3cret\n", 0644));
    const auto open = resolve({"file:" + path});
    REQUIRE_FALSE(open);
    CHECK_THAT(open.error().message, Catch::Matchers::Contains("chmod 600"));
    ::chmod(path.c_str(), 0600);
    CHECK(*resolve({"file:" + path}) == "s3cret");
    ::setenv("GONGGO_TEST_SECRET", "x", 1);
    CHECK(*resolve({"env:GONGGO_TEST_SECRET"}) == "x");
    CHECK_FALSE(resolve({"env:GONGGO_NO_SUCH"}));
}

TEST_CASE("durations are read with their unit") {
    CHECK(parse_duration("1h30m") == std::chrono::minutes{90});
    CHECK(parse_duration("1500ms") == std::chrono::milliseconds{1500});
    CHECK_FALSE(parse_duration("3"));
    CHECK_FALSE(parse_duration(""));
}

TEST_CASE("a mail service's preset fills host, port and TLS, and single keys override it") {
    const auto kakao = parse("[smtp]\npreset = \"kakao\"\n", "f");
    REQUIRE(kakao);
    CHECK(kakao->smtp.host == "smtp.kakao.com");
    CHECK(kakao->smtp.port == 465);
    CHECK(kakao->smtp.tls == TlsMode::tls);
    const auto other = parse("[smtp]\npreset = \"kakao\"\nport = 587\ntls = \"starttls\"\n", "f");
    REQUIRE(other);
    CHECK(other->smtp.port == 587);
    CHECK(other->smtp.tls == TlsMode::starttls);
    CHECK(other->smtp.host == "smtp.kakao.com");
}

TEST_CASE("every mail service that has a preset is one that init asks for") {
    for (const auto* name : {"gmail", "naver", "daum", "kakao", "outlook", "sendmail"}) {
        INFO(name);
        const auto config = parse("[smtp]\npreset = \"" + std::string(name) + "\"\n", "f");
        REQUIRE(config);
        CHECK_FALSE(config->smtp.host.empty());
        const bool local = config->smtp.host == "localhost";
        CHECK((config->smtp.tls == TlsMode::none) == local); // a password never goes in the clear
        CHECK(config->smtp.port == (local ? 25 : config->smtp.tls == TlsMode::tls ? 465 : 587));
    }
}

TEST_CASE("a webhook's time-out is one to one hundred and twenty seconds") {
    const auto hook = [](const char* timeout) {
        return parse("[[webhook]]\nurl = \"https://hook.example/\"\n" + std::string(timeout), "f");
    };
    CHECK(hook("")->webhooks[0].timeout == std::chrono::seconds{20});
    CHECK(hook("timeout = \"2m\"\n")->webhooks[0].timeout == std::chrono::minutes{2});
    for (const auto* bad : {"timeout = \"3m\"\n", "timeout = \"500ms\"\n", "timeout = 20\n"}) {
        const auto refused = hook(bad);
        REQUIRE_FALSE(refused);
        CHECK_THAT(refused.error().message,
                   Catch::Matchers::Contains("f:3:11") && Catch::Matchers::Contains("timeout"));
    }
    const auto near = hook("time_out = \"20s\"\n");
    REQUIRE_FALSE(near);
    CHECK_THAT(near.error().message, Catch::Matchers::Contains("timeout"));
}

TEST_CASE("a password without TLS goes to loopback only") {
    const std::string text =
        "[smtp]\nhost = \"H\"\ntls = \"none\"\nuser = \"u\"\npassword = \"env:P\"\n";
    const auto far = parse(text, "f");
    REQUIRE_FALSE(far);
    CHECK_THAT(far.error().message,
               Catch::Matchers::Contains("f:3:") && Catch::Matchers::Contains("travel readable"));
    auto near = text;
    CHECK(parse(near.replace(near.find("\"H\""), 3, "\"127.0.0.1\""), "f"));
}

TEST_CASE("a bracket before what is no key is a fault with its place") {
    const std::pair<const char*, const char*> faults[] = {
        {"[%]\n", "x.toml:1:2: "},          {"[!", "x.toml:1:2: "},
        {"[[%]]", "x.toml:1:3: "},          {"a = 1\n[a.%]\n", "x.toml:2:4: "},
        {"a = {% = 1}\n", "x.toml:1:6: "},  {"%", "x.toml:1:1: "},
        {"[\xEF\xBB\xBB]", "x.toml:1:2: "}, {"[a\xC3\xA9]", "x.toml:1:3: "}};
    for (const auto& [text, place] : faults) {
        const auto config = parse(text, "x.toml");
        INFO(text);
        REQUIRE_FALSE(config);
        CHECK_THAT(config.error().message, Catch::Matchers::StartsWith(place));
    }
}
