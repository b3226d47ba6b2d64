#include "net/client.hpp"
#include "tests/net/loopback_server.hpp"
#include "tests/support/catch.hpp"

#include <atomic>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdlib>
#include <optional>

using namespace gonggo;
using namespace gonggo::net;
using namespace std::chrono_literals;
using gonggo::tests::Asked;
using gonggo::tests::LoopbackServer;
using gonggo::tests::reply;

namespace {

boost::asio::awaitable<void> keep(HttpClient& client, Request request,
                                  std::optional<Result<Response>>& out) {
    out = co_await client.fetch(std::move(request));
}

/// Fetches them all at once on one loop.
std::vector<Result<Response>> fetch(std::vector<Request> requests) {
    boost::asio::io_context loop;
    HttpClient client(loop.get_executor(), "gonggo/0.1.0 (+test)");
    std::vector<std::optional<Result<Response>>> slots(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i)
        boost::asio::co_spawn(loop, keep(client, requests[i], slots[i]),
                              [](const std::exception_ptr& e) {
                                  if (e) std::rethrow_exception(e);
                              });
    loop.run();
    std::vector<Result<Response>> out;
    for (auto& slot : slots) out.push_back(std::move(*slot));
    return out;
}

Result<Response> fetch_one(Request request) {
    request.allow_private = true;
    return fetch({std::move(request)}).front();
}

void check_refused(const Result<Response>& got, const std::string& because) {
    REQUIRE_FALSE(got);
    CHECK(got.error().code == Errc::refused);
    CHECK_THAT(got.error().message, Catch::Matchers::Contains(because));
}

} // namespace

TEST_CASE("a page comes with its headers and the server sees who asks") {
    LoopbackServer server([](const Asked&) { return reply("200 OK", "ETag: \"1\"\r\n", "hello"); });
    const auto got = fetch_one({.url = server.url("/a")});
    REQUIRE(got);
    CHECK(got->status == 200);
    CHECK(got->body == "hello");
    CHECK(got->header("etag") == "\"1\"");
    REQUIRE(server.asked().size() == 1);
    CHECK_THAT(server.asked()[0].head,
               Catch::Matchers::Contains("User-Agent: gonggo/0.1.0 (+test)"));
}

TEST_CASE("a loopback target is refused unless the request allows it") {
    LoopbackServer server([](const Asked&) { return reply("200 OK", "", "secret"); });
    check_refused(fetch({{.url = server.url("/"), .ignore_robots = true}}).front(), "private");
    CHECK(server.asked().empty());
}

TEST_CASE("robots txt on the server decides and is named") {
    LoopbackServer server([](const Asked& a) {
        return a.path == "/robots.txt" ? reply("200 OK", "", "User-agent: *\nDisallow: /private\n")
                                       : reply("200 OK", "", "x");
    });
    check_refused(fetch_one({.url = server.url("/private/1")}), "Disallow: /private");
    CHECK(fetch_one({.url = server.url("/open")}));
    CHECK(fetch_one({.url = server.url("/private/1"), .ignore_robots = true}));
    LoopbackServer broken([](const Asked&) { return reply("500 Oops", "", ""); });
    check_refused(fetch_one({.url = broken.url("/open")}), "robots.txt cannot be read");
    CHECK(broken.asked().empty());
}

TEST_CASE("an unchanged page answers 304 to a conditional request") {
    LoopbackServer server([](const Asked& a) {
        return a.head.find("If-None-Match: \"1\"") != std::string::npos
                   ? "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
                   : reply("200 OK", "", "x");
    });
    const auto got = fetch_one({.url = server.url("/"), .etag = "\"1\"", .ignore_robots = true});
    REQUIRE(got);
    CHECK(got->not_modified);
}

TEST_CASE("limits on bytes redirects and silence each give their own error") {
    LoopbackServer server([](const Asked& a) {
        if (a.path == "/big") return reply("200 OK", "", std::string(3u << 20, 'x'));
        if (a.path == "/round") return reply("302 Found", "Location: /round\r\n", "");
        if (a.path == "/file") return reply("302 Found", "Location: file:///etc/passwd\r\n", "");
        return std::string();
    });
    const auto ask = [&](const char* path, std::chrono::milliseconds total = 30s) {
        Request request{.url = server.url(path), .ignore_robots = true};
        request.limits.bytes = 1u << 20;
        request.limits.total = total;
        return fetch_one(request);
    };
    check_refused(ask("/big"), "larger than 1 MiB");
    check_refused(ask("/round"), "more than 5 redirects");
    check_refused(ask("/file"), "only http and https");
    const auto slow = ask("/silent", 500ms);
    REQUIRE_FALSE(slow);
    CHECK(slow.error().code == Errc::network);
    CHECK_THAT(slow.error().message, Catch::Matchers::Contains("too slow"));
}

TEST_CASE("an error status is a value with its Retry-After") {
    LoopbackServer server(
        [](const Asked&) { return reply("429 Too Many Requests", "Retry-After: 120\r\n", ""); });
    const auto got = fetch_one({.url = server.url("/"), .ignore_robots = true});
    REQUIRE(got);
    CHECK(got->status == 429);
    CHECK(got->retry_after == 120s);
}

TEST_CASE("requests to one host keep their spacing as the server sees it") {
    LoopbackServer server([](const Asked&) { return reply("200 OK", "", "x"); });
    const Request request{
        .url = server.url("/"), .allow_private = true, .ignore_robots = true, .spacing = 150ms};
    for (const auto& got : fetch({request, request, request})) CHECK(got);
    const auto asked = server.asked();
    REQUIRE(asked.size() == 3);
    for (std::size_t i = 1; i < asked.size(); ++i) CHECK(asked[i].at - asked[i - 1].at >= 120ms);
}

TEST_CASE("a gzip bomb is stopped at the limit after decompression") {
    const std::string head(
        "\x1f\x8b\x08\0\0\0\0\0\x02\x03\xed\xc1\x31\x01\0\0\0\xc2\xa0\xac\xeb\x5f"
        "\xc2\x0c\xfe\x40\x01",
        27);
    const std::string tail("\xaf\x01\x9b\x53\x69\xe0\x40\x0d\x03\0", 10);
    const std::string bomb = head + std::string(230 - 37, '\0') + tail; // 200 000 letters a
    LoopbackServer server(
        [&](const Asked&) { return reply("200 OK", "Content-Encoding: gzip\r\n", bomb); });
    Request request{.url = server.url("/"), .ignore_robots = true};
    const auto whole = fetch_one(request);
    REQUIRE(whole);
    CHECK(whole->body == std::string(200'000, 'a'));
    request.limits.bytes = 100'000;
    check_refused(fetch_one(request), "larger than");
}

TEST_CASE("the bytes that we have already are not modified and not given again") {
    LoopbackServer server([](const Asked&) { return reply("200 OK", "", "hello"); });
    Request request{.url = server.url("/"), .ignore_robots = true};
    const auto first = fetch_one(request);
    REQUIRE(first);
    CHECK(first->body == "hello");
    request.hash = first->hash;
    const auto again = fetch_one(request);
    REQUIRE(again);
    CHECK(again->not_modified);
    CHECK(again->body.empty());
    request.hash += "1";
    const auto other = fetch_one(request);
    REQUIRE(other);
    CHECK_FALSE(other->not_modified);
    CHECK(other->body == "hello");
}

TEST_CASE("a redirect to another origin takes no credentials along") {
    LoopbackServer other([](const Asked&) { return reply("200 OK", "", "x"); });
    LoopbackServer first([&](const Asked& a) {
        return a.path == "/in"
                   ? reply("302 Found", "Location: /here\r\n", "")
                   : reply("302 Found", "Location: " + other.url("/there") + "\r\n", "");
    });
    REQUIRE(fetch_one({.url = first.url("/in"),
                       .headers = {{"Authorization", "Bearer abc"}, {"X-Plain", "1"}},
                       .private_redirects = true,
                       .ignore_robots = true}));
    using Catch::Matchers::Contains;
    REQUIRE(first.asked().size() == 2);
    CHECK_THAT(first.asked()[1].head, Contains("Bearer abc"));
    REQUIRE(other.asked().size() == 1);
    CHECK_THAT(other.asked()[0].head, !Contains("Bearer abc"));
    CHECK_THAT(other.asked()[0].head, Contains("X-Plain"));
}

TEST_CASE("the word for one private host does not let a redirect reach another") {
    LoopbackServer other([](const Asked&) { return reply("200 OK", "", "secret"); });
    LoopbackServer first([&](const Asked&) {
        return reply("302 Found", "Location: " + other.url("/admin") + "\r\n", "");
    });
    check_refused(fetch_one({.url = first.url("/"), .ignore_robots = true}), "private");
    CHECK(other.asked().empty());
}

TEST_CASE("a host that asks for a long rest is not asked again and says so") {
    LoopbackServer server(
        [](const Asked&) { return reply("429 Too Many Requests", "Retry-After: 3600\r\n", ""); });
    const Request request{
        .url = server.url("/"), .allow_private = true, .ignore_robots = true, .concurrency = 1};
    const auto got = fetch({request, request});
    REQUIRE(got[0]);
    CHECK(got[0]->status == 429);
    check_refused(got[1], "asks to be left alone");
    CHECK(server.asked().size() == 1);
}

TEST_CASE("those who wait for one host are served in the order they came") {
    LoopbackServer server([](const Asked&) { return reply("200 OK", "", "x"); });
    std::vector<Request> requests;
    for (int i = 0; i < 6; ++i)
        requests.push_back({.url = server.url("/" + std::to_string(i)),
                            .allow_private = true,
                            .ignore_robots = true,
                            .spacing = 20ms,
                            .concurrency = 1});
    for (const auto& got : fetch(requests)) CHECK(got);
    std::string order;
    for (const auto& asked : server.asked()) order += asked.path;
    CHECK(order == "/0/1/2/3/4/5");
}

TEST_CASE("a crawl delay counts from robots txt on and to the millisecond") {
    LoopbackServer server([](const Asked& a) {
        return a.path == "/robots.txt" ? reply("200 OK", "", "User-agent: *\nCrawl-delay: 0.3\n")
                                       : reply("200 OK", "", "x");
    });
    const Request request{.url = server.url("/"), .allow_private = true};
    const auto start = std::chrono::steady_clock::now();
    for (const auto& got : fetch({request, request})) CHECK(got);
    const auto asked = server.asked();
    REQUIRE(asked.size() == 2);
    CHECK(asked[0].at - start >= 300ms); // robots.txt was a request too
    CHECK(asked[1].at - asked[0].at >= 300ms);
}

TEST_CASE("a cancelled fetch leaves the queue to the others") {
    LoopbackServer server([](const Asked& a) {
        return a.path == "/silent" ? std::string() : reply("200 OK", "", "x");
    });
    boost::asio::io_context loop;
    HttpClient client(loop.get_executor(), "gonggo/0.1.0");
    boost::asio::cancellation_signal stop;
    std::optional<Result<Response>> slow;
    std::optional<Result<Response>> next;
    bool aborted = false;
    const auto ask = [&](const char* path) {
        return Request{.url = server.url(path),
                       .allow_private = true,
                       .ignore_robots = true,
                       .concurrency = 1};
    };
    boost::asio::co_spawn(loop, keep(client, ask("/silent"), slow),
                          boost::asio::bind_cancellation_slot(
                              stop.slot(), [&](const std::exception_ptr& e) { aborted = !!e; }));
    boost::asio::co_spawn(loop, keep(client, ask("/"), next), boost::asio::detached);
    boost::asio::steady_timer timer(loop, 100ms);
    timer.async_wait([&](auto) { stop.emit(boost::asio::cancellation_type::terminal); });
    const auto start = std::chrono::steady_clock::now();
    loop.run();
    CHECK(aborted);
    CHECK_FALSE(slow);
    REQUIRE(next);
    CHECK(*next);
    CHECK(std::chrono::steady_clock::now() - start < 5s); // the server keeps silent for 3 s
}

TEST_CASE("proxies of the environment are not used") {
    LoopbackServer server([](const Asked&) { return reply("200 OK", "", "x"); });
    ::setenv("http_proxy", "http://127.0.0.1:1", 1);
    const auto got = fetch_one({.url = server.url("/"), .ignore_robots = true});
    ::unsetenv("http_proxy");
    CHECK(got);
}

TEST_CASE("a robots txt of more than 500 KiB counts as far as that") {
    LoopbackServer server([](const Asked& a) {
        return a.path == "/robots.txt"
                   ? reply("200 OK", "",
                           "User-agent: *\nDisallow: /early\n#" + std::string(600'000, 'x') +
                               "\nDisallow: /late\n")
                   : reply("200 OK", "", "x");
    });
    check_refused(fetch_one({.url = server.url("/early")}), "Disallow: /early");
    CHECK(fetch_one({.url = server.url("/late")}));
}

TEST_CASE("robots txt is asked once for many and over redirects") {
    std::atomic<int> asked = 0;
    LoopbackServer server([&](const Asked& a) {
        if (a.path == "/robots.txt") {
            ++asked;
            return reply("301 Moved", "Location: /rules\r\n", "");
        }
        return a.path == "/rules" ? reply("200 OK", "", "User-agent: *\nDisallow: /no\n")
                                  : reply("200 OK", "", "x");
    });
    const Request yes{.url = server.url("/yes"), .allow_private = true};
    const Request no{.url = server.url("/no"), .allow_private = true};
    const auto got = fetch({yes, no, yes});
    CHECK(got[0]);
    check_refused(got[1], "Disallow: /no");
    CHECK(got[2]);
    CHECK(asked == 1);
}

TEST_CASE("a missing robots txt allows everything and an endless redirect too") {
    LoopbackServer missing([](const Asked& a) {
        return a.path == "/robots.txt" ? reply("404 Not Found", "", "") : reply("200 OK", "", "x");
    });
    CHECK(fetch_one({.url = missing.url("/x")}));
    LoopbackServer round([](const Asked& a) {
        return a.path == "/robots.txt" ? reply("302 Found", "Location: /robots.txt\r\n", "")
                                       : reply("200 OK", "", "x");
    });
    CHECK(fetch_one({.url = round.url("/x")}));
}
