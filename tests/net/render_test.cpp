// A real headless Chromium against a real server on loopback.
#include "net/client.hpp"
#include "net/render.hpp"
#include "tests/net/loopback_server.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <stdlib.h>

using namespace gonggo;
using namespace gonggo::net;
using Catch::Matchers::Contains;
using tests::Asked;
using tests::LoopbackServer;

namespace {

std::string page(const std::string& body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

/// A shell whose postings a script fetches and writes, as single-page sites do; it also tries a
/// picture on another host.
std::string board(const Asked& asked) {
    if (asked.path == "/robots.txt")
        return "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nUser-agent: *\nDisallow: /closed\n";
    if (asked.path == "/api")
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 40\r\n"
               "Connection: close\r\n\r\n{\"title\":\"추천 모델 엔지니어\"}    ";
    if (asked.path == "/gone")
        return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    if (asked.path == "/forever") return page("<script>for (;;) {}</script>");
    return page(
        "<!doctype html><div id=list></div><script>fetch('/api').then(r => r.json()).then(j "
        "=> { document.getElementById('list').innerHTML = '<a href=/jobs/1>' + j.title + "
        "'</a>'; });</script><script>fetch('http://localhost:' + location.port + "
        "'/elsewhere', {mode: 'no-cors'});</script>");
}

Result<Response> fetch(const std::string& url, std::chrono::seconds time = std::chrono::seconds{40},
                       bool allow_private = true) {
    boost::asio::io_context context;
    HttpClient client(context.get_executor(), "gonggo/0.1 (+test)");
    Request request{.url = url};
    request.render = true;
    request.allow_private = allow_private;
    request.limits.total = time;
    Result<Response> out = invalid("nothing came");
    boost::asio::co_spawn(context, client.fetch(request),
                          [&](const std::exception_ptr& e, Result<Response> answer) {
                              if (!e) out = std::move(answer);
                          });
    context.run();
    return out;
}

bool no_browser() {
    if (!find_browser().empty()) return false;
    WARN("skipped: no chromium on this machine");
    return true;
}

/// A folder for temporary files of this test alone: others render beside it.
class OwnTemp {
public:
    OwnTemp() {
        std::string name = (std::filesystem::temp_directory_path() / "render-test-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        folder_ = name;
        REQUIRE(::setenv("TMPDIR", name.c_str(), 1) == 0);
    }
    ~OwnTemp() {
        ::unsetenv("TMPDIR");
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    OwnTemp(const OwnTemp&) = delete;
    OwnTemp& operator=(const OwnTemp&) = delete;

    /// How many profiles of browsers are left in it.
    [[nodiscard]] int profiles() const {
        int count = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder_))
            if (entry.path().filename().string().starts_with("gonggo-page-")) ++count;
        return count;
    }

private:
    std::filesystem::path folder_;
};

} // namespace

TEST_CASE("a rendered page has what its scripts wrote") {
    if (no_browser()) return;
    LoopbackServer server(&board);
    const OwnTemp temp;
    const auto answer = fetch(server.url("/list"));
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->header("Content-Type") == "text/html; charset=utf-8");
    CHECK_THAT(answer->body, Contains("<a href=\"/jobs/1\">추천 모델 엔지니어</a>"));
    CHECK(temp.profiles() == 0);
    // The browser reaches the page's own host and no other, loopback's other name included.
    const auto asked = server.asked();
    CHECK(std::ranges::any_of(asked, [](const Asked& a) { return a.path == "/api"; }));
    CHECK(std::ranges::none_of(asked, [](const Asked& a) { return a.path == "/elsewhere"; }));
}

TEST_CASE("what robots.txt forbids, what is private and what is missing is never rendered") {
    LoopbackServer server(&board);
    const auto forbidden = fetch(server.url("/closed"));
    REQUIRE_FALSE(forbidden);
    CHECK_THAT(forbidden.error().message, Contains("robots.txt"));
    const auto hidden = fetch(server.url("/list"), std::chrono::seconds{40}, false);
    REQUIRE_FALSE(hidden);
    CHECK_THAT(hidden.error().message, Contains("allow_private"));
    const auto missing = fetch(server.url("/gone"));
    REQUIRE(missing);
    CHECK(missing->status == 404);
    CHECK(missing->body.empty());
}

TEST_CASE("a browser that never ends is killed with its profile") {
    if (no_browser()) return;
    LoopbackServer server(&board);
    const OwnTemp temp;
    const auto answer = fetch(server.url("/forever"), std::chrono::seconds{4});
    REQUIRE_FALSE(answer);
    CHECK_THAT(answer.error().message, Contains("the browser was not done after 4 s"));
    CHECK(temp.profiles() == 0);
}

TEST_CASE("without a browser the message says what to install") {
    LoopbackServer server(&board);
    REQUIRE(::setenv("GONGGO_CHROMIUM", "/nonexistent/chromium", 1) == 0);
    const auto answer = fetch(server.url("/list"));
    ::unsetenv("GONGGO_CHROMIUM");
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == Errc::unsupported);
    CHECK_THAT(answer.error().message, Contains("apt install chromium"));
}
