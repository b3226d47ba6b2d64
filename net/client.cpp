#include "net/client.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "net/address.hpp"
#include "net/multi.hpp"
#include "net/url.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <arpa/inet.h>
#include <map>
#include <optional>
#include <sys/socket.h>
#include <unistd.h>

namespace gonggo::net {

namespace asio = boost::asio;
using namespace std::chrono;

namespace {

constexpr auto kRobotsLife = hours{24};

struct Origin {
    std::string scheme, host, port;
    [[nodiscard]] std::string text() const {
        return scheme + "://" + host + (port.empty() ? "" : ":" + port);
    }
};

Result<Origin> origin_of(const std::string& url) {
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> handle(curl_url(), &curl_url_cleanup);
    if (curl_url_set(handle.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK)
        return invalid("not a URL: " + text::printable(url));
    const auto part = [&](CURLUPart which) -> std::string {
        char* value = nullptr;
        if (curl_url_get(handle.get(), which, &value, 0) != CURLUE_OK) return {};
        const std::unique_ptr<char, decltype(&curl_free)> owned(value, &curl_free);
        return value;
    };
    Origin out{part(CURLUPART_SCHEME), text::ascii_lower(part(CURLUPART_HOST)),
               part(CURLUPART_PORT)};
    if (out.scheme != "http" && out.scheme != "https")
        return Error{Errc::refused, "only http and https are fetched, not " + out.scheme + ":"};
    return out;
}

/// What curl's callbacks write into.
struct Sink {
    Response response;
    std::size_t most = 0;
    bool too_large = false;
    bool allow_private = false;
    bool private_target = false;
};

std::size_t on_body(char* data, std::size_t, std::size_t n, void* to) {
    auto& sink = *static_cast<Sink*>(to);
    if (sink.response.body.size() + n > sink.most) {
        sink.too_large = true;
        return 0;
    }
    sink.response.body.append(data, n);
    return n;
}

std::size_t on_header(char* data, std::size_t, std::size_t n, void* to) {
    auto& sink = *static_cast<Sink*>(to);
    const std::string_view line(data, n);
    if (line.starts_with("HTTP/"))
        sink.response.headers.clear();
    else if (const auto colon = line.find(':');
             colon != std::string_view::npos && sink.response.headers.size() < 200)
        sink.response.headers.emplace_back(text::trim(line.substr(0, colon)),
                                           text::trim(line.substr(colon + 1)));
    return n;
}

curl_socket_t on_open(void* to, curlsocktype, curl_sockaddr* address) {
    auto& sink = *static_cast<Sink*>(to);
    char ip[INET6_ADDRSTRLEN] = {};
    if (address->family == AF_INET)
        inet_ntop(AF_INET, &reinterpret_cast<sockaddr_in*>(&address->addr)->sin_addr, ip,
                  sizeof ip);
    else if (address->family == AF_INET6)
        inet_ntop(AF_INET6, &reinterpret_cast<sockaddr_in6*>(&address->addr)->sin6_addr, ip,
                  sizeof ip);
    if (!sink.allow_private && is_private_address(ip)) {
        sink.private_target = true;
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/// A connection kept from a request that was allowed more must not serve this one.
int on_prereq(void* to, char* ip, char*, int, int) {
    auto& sink = *static_cast<Sink*>(to);
    if (sink.allow_private || !is_private_address(ip)) return CURL_PREREQFUNC_OK;
    sink.private_target = true;
    return CURL_PREREQFUNC_ABORT;
}

seconds retry_after_of(const Response& response) {
    const std::string value = response.header("Retry-After");
    if (value.empty()) return seconds{0};
    if (value.find_first_not_of("0123456789") == std::string::npos)
        return seconds{std::min(std::atol(value.c_str()), 7 * 86400L)};
    if (const auto at = parse_rfc5322(value))
        return std::clamp(*at - now(), seconds{0}, seconds{7 * 86400});
    return seconds{0};
}

struct Host {
    steady_clock::time_point next{}; ///< no request before
    int running = 0;
    seconds crawl_delay{0};
};

/// A place taken at a host, given back also when the coroutine is dropped.
struct Place {
    explicit Place(Host& h) : host(h) {}
    ~Place() { --host.running; }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    Host& host; ///< nodes of a std::map stay where they are
};

/// Secrets meant for one origin are not carried to another by a redirect.
void drop_credentials(Headers& headers) {
    std::erase_if(headers, [](const auto& header) {
        const std::string name = text::ascii_lower(header.first);
        return name == "authorization" || name == "cookie" || name == "proxy-authorization";
    });
}

struct KnownRobots {
    Robots rules;
    bool unreachable = false;
    std::string why;
    steady_clock::time_point until{};
};

} // namespace

struct HttpClient::Impl {
    Impl(asio::any_io_executor e, std::string agent)
        : executor(e), multi(e), user_agent(std::move(agent)) {
        curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
        curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    }
    ~Impl() {
        for (auto& [source, jar] : cookies) curl_share_cleanup(jar);
        curl_share_cleanup(share);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    asio::awaitable<Result<Response>> one_hop(const Request& request, const std::string& url);
    asio::awaitable<Status> ask_robots(const Request& request, const Origin& origin,
                                       const std::string& url);
    asio::awaitable<void> turn(const Request& request, const std::string& host);
    Error error_of(CURLcode code, const Sink& sink, const Request& request, const char* detail,
                   const std::string& url) const;

    asio::any_io_executor executor;
    CURLSH* share = curl_share_init();
    std::map<std::string, CURLSH*> cookies;
    Multi multi;
    std::string user_agent;
    std::map<std::string, Host> hosts;
    std::map<std::string, KnownRobots> robots;
};

HttpClient::HttpClient(asio::any_io_executor executor, std::string user_agent)
    : impl_(std::make_shared<Impl>(std::move(executor), std::move(user_agent))) {}
HttpClient::~HttpClient() = default;

Error HttpClient::Impl::error_of(CURLcode code, const Sink& sink, const Request& request,
                                 const char* detail, const std::string& url) const {
    const auto seconds_text = [](milliseconds ms) {
        return std::to_string(ms.count() / 1000) + " s";
    };
    if (sink.too_large)
        return {Errc::refused, url + ": the answer is larger than " +
                                   std::to_string(request.limits.bytes >> 20) + " MiB"};
    if (sink.private_target)
        return {Errc::refused, url + ": a private or loopback address; mend: allow_private = true "
                                     "for this source, if that is meant"};
    if (code == CURLE_OPERATION_TIMEDOUT)
        return {Errc::network, url + ": too slow (more than " + seconds_text(request.limits.total) +
                                   " in all, or no byte for " + seconds_text(request.limits.idle) +
                                   ")"};
    return {Errc::network, url + ": " + (*detail ? detail : curl_easy_strerror(code))};
}

asio::awaitable<Result<Response>> HttpClient::Impl::one_hop(const Request& request,
                                                            const std::string& url) {
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy(curl_easy_init(),
                                                                   &curl_easy_cleanup);
    CURL* c = easy.get();
    Sink sink;
    sink.most = request.limits.bytes;
    sink.allow_private = request.allow_private;
    char detail[CURL_ERROR_SIZE] = {};
    curl_slist* list = nullptr;
    for (const auto& [name, value] : request.headers)
        if (value.find_first_of("\r\n") == std::string::npos)
            list = curl_slist_append(list, (name + ": " + value).c_str());
    if (!request.etag.empty())
        list = curl_slist_append(list, ("If-None-Match: " + request.etag).c_str());
    if (!request.last_modified.empty())
        list = curl_slist_append(list, ("If-Modified-Since: " + request.last_modified).c_str());
    const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(list,
                                                                              &curl_slist_free_all);
    curl_easy_setopt(c, CURLOPT_URL, url.c_str());
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_USERAGENT, user_agent.c_str());
    curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(c, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, detail);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, &on_body);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &sink);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, &on_header);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, &sink);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, &on_open);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, &sink);
    curl_easy_setopt(c, CURLOPT_PREREQFUNCTION, &on_prereq);
    curl_easy_setopt(c, CURLOPT_PREREQDATA, &sink);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, static_cast<long>(request.limits.total.count()));
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(request.limits.connect.count()));
    curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(
        c, CURLOPT_LOW_SPEED_TIME,
        static_cast<long>(std::max<std::int64_t>(1, request.limits.idle.count() / 1000)));
    if (request.method == "POST") {
        curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE,
                         static_cast<curl_off_t>(request.body.size()));
        curl_easy_setopt(c, CURLOPT_POSTFIELDS, request.body.c_str());
    } else if (request.method != "GET")
        curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    if (request.cookie_jar.empty())
        curl_easy_setopt(c, CURLOPT_SHARE, share);
    else {
        CURLSH*& jar = cookies[request.cookie_jar];
        if (!jar) {
            jar = curl_share_init();
            curl_share_setopt(jar, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE);
        }
        curl_easy_setopt(c, CURLOPT_SHARE, jar);
        curl_easy_setopt(c, CURLOPT_COOKIEFILE, "");
    }
    const CURLcode code = co_await multi.perform(c);
    if (code != CURLE_OK) co_return error_of(code, sink, request, detail, url);
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &sink.response.status);
    sink.response.url = url;
    sink.response.not_modified = sink.response.status == 304;
    sink.response.retry_after = retry_after_of(sink.response);
    co_return std::move(sink.response);
}

/// Waits until this host may be asked again, then takes a place there.
asio::awaitable<void> HttpClient::Impl::turn(const Request& request, const std::string& host) {
    for (;;) {
        Host& h = hosts[host];
        const auto at = steady_clock::now();
        const milliseconds spacing = std::max(
            request.spacing,
            duration_cast<milliseconds>(request.ignore_robots ? seconds{0} : h.crawl_delay));
        if (h.running < std::max(1, request.concurrency) && at >= h.next) {
            ++h.running;
            h.next = at + spacing;
            co_return;
        }
        asio::steady_timer timer(executor, at >= h.next ? at + milliseconds{2} : h.next);
        co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    }
}

asio::awaitable<Status> HttpClient::Impl::ask_robots(const Request& request, const Origin& origin,
                                                     const std::string& url) {
    const std::string key = origin.text();
    auto found = robots.find(key);
    if (found == robots.end() || found->second.until < steady_clock::now()) {
        KnownRobots known{.until = steady_clock::now() + kRobotsLife};
        Request ask{.url = key + "/robots.txt",
                    .allow_private = request.allow_private,
                    .ignore_robots = true,
                    .limits = request.limits};
        ask.limits.bytes = 2u << 20;
        std::string at = ask.url;
        for (int hop = 0; hop <= 5; ++hop) {
            const auto answer = co_await one_hop(ask, at);
            if (!answer || answer->status >= 500 || answer->status == 429) {
                known.unreachable = true;
                known.why =
                    answer ? "HTTP " + std::to_string(answer->status) : answer.error().message;
                known.until = steady_clock::now() + minutes{10};
            } else if (answer->status >= 300 && answer->status < 400 &&
                       !answer->header("Location").empty()) {
                at = resolve_url(at, answer->header("Location"));
                continue;
            } else if (answer->status == 200)
                known.rules = parse_robots(answer->body);
            break; // 4xx: no rules, everything is allowed (RFC 9309, 2.3.1.3)
        }
        found = robots.insert_or_assign(key, std::move(known)).first;
    }
    if (found->second.unreachable)
        co_return Error{Errc::refused, key + "/robots.txt cannot be read (" + found->second.why +
                                           "), so nothing is fetched there (RFC 9309)"};
    const auto verdict = check_robots(found->second.rules, user_agent, url);
    if (verdict.crawl_delay)
        hosts[origin.host + ":" + origin.port].crawl_delay =
            seconds{static_cast<long>(std::min(*verdict.crawl_delay, 120.0))};
    if (!verdict.allowed)
        co_return Error{Errc::refused, url + ": robots.txt says \"" + verdict.rule + "\""};
    co_return Status{};
}

asio::awaitable<Result<Response>> HttpClient::fetch(Request request) {
    const auto impl = impl_;
    std::string url = request.url;
    for (int hop = 0;; ++hop) {
        const auto origin = origin_of(url);
        if (!origin) co_return origin.error();
        if (!request.ignore_robots)
            if (const auto allowed = co_await impl->ask_robots(request, *origin, url); !allowed)
                co_return allowed.error();
        const std::string host = origin->host + ":" + origin->port;
        co_await impl->turn(request, host);
        std::optional<Place> place(impl->hosts[host]);
        auto answer = co_await impl->one_hop(request, url);
        place.reset();
        if (!answer) co_return answer;
        if (answer->status == 429 || answer->status == 503)
            impl->hosts[host].next =
                std::max(impl->hosts[host].next,
                         steady_clock::now() + std::min(answer->retry_after, seconds{3600}));
        const bool redirect = answer->status >= 301 && answer->status <= 308 &&
                              answer->status != 304 && answer->status != 305 &&
                              answer->status != 306;
        const std::string location = redirect ? answer->header("Location") : std::string();
        if (location.empty()) co_return answer;
        if (hop >= request.limits.redirects)
            co_return Error{Errc::refused, request.url + ": more than " +
                                               std::to_string(request.limits.redirects) +
                                               " redirects"};
        url = resolve_url(url, location);
        if (const auto next = origin_of(url); next && next->text() != origin->text())
            drop_credentials(request.headers);
        if (answer->status == 303 ||
            ((answer->status == 301 || answer->status == 302) && request.method == "POST")) {
            request.method = "GET";
            request.body.clear();
        }
    }
}

} // namespace gonggo::net
