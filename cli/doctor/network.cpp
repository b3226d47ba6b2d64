// Do the boards' hosts answer, and does the mail server let us in?
#include "cli/doctor/finding.hpp"
#include "cli/errors.hpp"
#include "cli/messages.hpp"
#include "config/load.hpp"
#include "daemon/job.hpp"
#include "daemon/setup.hpp"
#include "net/client.hpp"
#include "net/mailer.hpp"
#include "net/url.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <map>

namespace gonggo::cli {
namespace {

namespace asio = boost::asio;

struct Host {
    net::Request request; ///< for its robots.txt
    std::string sources;
};

/// The hosts the sources ask, by origin.
std::map<std::string, Host> hosts_of(const config::Config& config) {
    std::map<std::string, Host> hosts;
    for (const auto& source : config.sources) {
        if (!source.enabled) continue;
        const auto recipe = scrapers::load_recipe(source.recipe);
        if (!recipe) continue; // check_config told
        auto values = daemon::values_for(*recipe, source);
        if (!values) continue;
        for (const char* name : {"page", "offset", "cursor"}) values->emplace(name, "1");
        auto request = daemon::request_for(source, recipe->list, *values);
        if (!request) continue;
        const auto origin = net::origin_of(request->url);
        if (!origin) continue;
        auto& host = hosts[origin->text()];
        host.sources += (host.sources.empty() ? "" : ", ") + source.id;
        host.request = {
            .url = origin->text() + "/robots.txt",
            .allow_private = source.allow_private,
            .ignore_robots = true, // robots.txt itself is always free to read
            .limits = {.bytes = 512u << 10, .cut = true, .total = std::chrono::seconds{15}}};
    }
    return hosts;
}

/// Curl's own words tell name, certificate and connection apart.
std::string mend_of(const std::string& error) {
    const auto has = [&](const char* word) { return error.find(word) != std::string::npos; };
    if (has("resolve")) return say(Msg::mend_dns);
    if (has("certificate") || has("SSL") || has("TLS")) return say(Msg::mend_tls);
    return say(Msg::mend_connection);
}

asio::awaitable<void> ask_host(net::HttpClient& http, std::string origin, Host host, Findings& f) {
    const auto answer = co_await http.fetch(host.request);
    const auto who = origin + " (" + host.sources + ")";
    if (answer)
        f.good("network", who);
    else
        f.add("network", Health::bad, who + ": " + told(answer.error().message),
              mend_of(answer.error().message));
}

asio::awaitable<void> ask_mail(net::Mailer& mailer, const config::Smtp& smtp, Findings& f) {
    const auto password = config::resolve(smtp.password);
    if (!password) co_return; // check_secrets told
    const auto outcome = co_await mailer.log_in(smtp, *password);
    if (outcome.sent)
        f.good("mail", smtp.host + ":" + std::to_string(smtp.port) +
                           (smtp.user.empty() ? "" : " (" + smtp.user + ")"));
    else
        f.add("mail", Health::bad, told(outcome.error),
              outcome.permanent ? say(Msg::mend_login) : say(Msg::mend_smtp));
}

} // namespace

void check_network(const config::Config& config, Findings& f) {
    asio::io_context io;
    net::HttpClient http(io.get_executor(), daemon::user_agent(config), config.daemon.proxy);
    net::Mailer mailer(io.get_executor());
    for (auto& [origin, host] : hosts_of(config))
        asio::co_spawn(io, ask_host(http, origin, std::move(host), f), asio::detached);
    if (!config.smtp.host.empty())
        asio::co_spawn(io, ask_mail(mailer, config.smtp, f), asio::detached);
    io.run();
}

} // namespace gonggo::cli
