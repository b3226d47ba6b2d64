#include "base/file.hpp"
#include "cli/messages.hpp"
#include "cli/try/try.hpp"
#include "config/load.hpp"
#include "daemon/setup.hpp"
#include "net/client.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <optional>

namespace gonggo::cli {

namespace asio = boost::asio;

Result<Got> read_page(const std::string& file, const std::string& url) {
    Got got{.url = url};
    if (file == "-")
        got.body = read_stdin();
    else {
        GONGGO_TRY(got.body, read_file(file));
    }
    return got;
}

namespace {

/// What the one who tries a board may do about a status.
std::string meaning(long status) {
    if (status == 401 || status == 403) return say(Msg::try_http_refused);
    if (status == 404 || status == 410) return say(Msg::try_http_gone);
    if (status == 429) return say(Msg::try_http_often);
    return status >= 500 ? say(Msg::try_http_ill) : "";
}

} // namespace

Result<Got> fetch_page(const net::Request& request, const config::Config& config) {
    asio::io_context io;
    net::HttpClient http(io.get_executor(), daemon::user_agent(config), config.daemon.proxy);
    std::optional<Result<net::Response>> answer;
    asio::co_spawn(
        io, [&]() -> asio::awaitable<void> { answer = co_await http.fetch(request); },
        asio::detached);
    io.run();
    if (!answer) return Error{Errc::network, say(Msg::try_no_answer, {request.url})};
    if (!*answer) return answer->error();
    net::Response& page = **answer;
    if (page.status != 200)
        return Error{Errc::http,
                     request.url + ": HTTP " + std::to_string(page.status) + meaning(page.status)};
    return Got{.body = std::move(page.body),
               .content_type = page.header("Content-Type"),
               .url = page.url,
               .link = page.header("Link")};
}

config::Config config_or_default(const Context& context) {
    auto config = config::load(context.config_file);
    return config ? std::move(*config) : config::Config{};
}

} // namespace gonggo::cli
