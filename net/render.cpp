#include "net/render.hpp"

#include "base/text.hpp"
#include "net/address.hpp"
#include "net/browser.hpp"
#include "net/url.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdlib>
#include <memory>
#include <unistd.h>

namespace gonggo::net {

namespace asio = boost::asio;

namespace {

/// "MAP name address": the browser asks no name server of its own.
asio::awaitable<Result<std::string>> map_host(std::string host, bool allow_private) {
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    const std::string name = bracketed ? host.substr(1, host.size() - 2) : host;
    asio::ip::tcp::resolver resolver(co_await asio::this_coro::executor);
    boost::system::error_code ec;
    const auto found =
        co_await resolver.async_resolve(name, "443", asio::redirect_error(asio::use_awaitable, ec));
    if (ec || found.empty()) co_return Error{Errc::network, host + ": " + ec.message()};
    const auto address = found.begin()->endpoint().address();
    if (!allow_private && is_private_address(address.to_string()))
        co_return Error{Errc::refused, host + ": a private or loopback address; mend: "
                                              "allow_private = true for this source, if that is "
                                              "meant"};
    const std::string to = address.is_v6() ? "[" + address.to_string() + "]" : address.to_string();
    co_return "MAP " + host + " " + to;
}

asio::awaitable<Result<std::string>> rules_for(const Request& request, const std::string& url) {
    const auto origin = origin_of(url);
    if (!origin) co_return origin.error();
    std::string rules;
    std::vector<std::string> hosts = {origin->host};
    hosts.insert(hosts.end(), request.render_hosts.begin(), request.render_hosts.end());
    for (const auto& host : hosts) {
        const bool own = host == origin->host;
        auto rule = co_await map_host(host, own && request.allow_private);
        if (!rule) co_return rule.error();
        rules += *rule + ",";
    }
    co_return rules + "MAP * ~NOTFOUND";
}

} // namespace

std::string find_browser() {
    if (const char* named = std::getenv("GONGGO_CHROMIUM"))
        return ::access(named, X_OK) == 0 ? named : "";
    const char* path = std::getenv("PATH");
    for (const char* name : {"chromium", "chromium-browser", "google-chrome", "chrome"})
        for (const auto& directory : text::split_trimmed(path ? path : "/usr/bin:/bin", ":"))
            if (const std::string file = directory + "/" + name; ::access(file.c_str(), X_OK) == 0)
                return file;
    return {};
}

asio::awaitable<Result<std::string>> render(const Request& request, std::string url,
                                            std::string user_agent) {
    const std::string program = find_browser();
    if (program.empty())
        co_return Error{Errc::unsupported,
                        url + ": this page needs a browser (render = \"chromium\") and none is "
                              "installed; mend: apt install chromium, or name one in "
                              "GONGGO_CHROMIUM"};
    auto rules = co_await rules_for(request, url);
    if (!rules) co_return rules.error();
    const auto executor = co_await asio::this_coro::executor;
    auto started = Browser::start({.program = program,
                                   .url = url,
                                   .user_agent = std::move(user_agent),
                                   .host_rules = *rules,
                                   .time = request.limits.total});
    if (!started) co_return started.error();
    Browser browser = std::move(*started); // killed when we leave, however that is
    // The alarm may ring when this frame is gone: what it touches is shared with it.
    const auto out =
        std::make_shared<asio::posix::stream_descriptor>(executor, browser.take_output());
    const auto late = std::make_shared<bool>(false);
    asio::steady_timer alarm(executor, request.limits.total);
    alarm.async_wait([out, late](const boost::system::error_code& ec) {
        if (ec) return;
        *late = true;
        boost::system::error_code ignored;
        out->cancel(ignored);
    });
    std::string page;
    boost::system::error_code ec;
    co_await asio::async_read(*out, asio::dynamic_buffer(page, request.limits.bytes + 1),
                              asio::redirect_error(asio::use_awaitable, ec));
    alarm.cancel();
    if (*late)
        co_return Error{Errc::network, url + ": the browser was not done after " +
                                           std::to_string(request.limits.total.count() / 1000) +
                                           " s"};
    if (ec == asio::error::operation_aborted) throw boost::system::system_error(ec);
    if (page.size() > request.limits.bytes)
        co_return Error{Errc::refused, url + ": the page is larger than " +
                                           std::to_string(request.limits.bytes >> 20) + " MiB"};
    if (text::trim(page).empty())
        co_return Error{Errc::network, url + ": the browser gave nothing back (" + program + ")"};
    co_return page;
}

} // namespace gonggo::net
