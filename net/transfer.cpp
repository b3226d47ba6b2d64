#include "net/transfer.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "net/address.hpp"
#include "net/encoding.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <memory>
#include <sys/socket.h>
#include <unistd.h>

namespace gonggo::net {

namespace asio = boost::asio;
using namespace std::chrono;

namespace {

constexpr std::size_t kUsualBody = 64 * 1024; ///< packed; grown into at once, not by doubling

/// What curl's callbacks write into.
struct Sink {
    Response response;
    std::size_t most = 0;
    bool cut = false; ///< a longer answer is cut at `most`
    bool was_cut = false;
    bool too_large = false;
    bool allow_private = false;
    bool private_target = false;
};

std::size_t on_body(char* data, std::size_t, std::size_t n, void* to) {
    auto& sink = *static_cast<Sink*>(to);
    if (sink.response.body.size() + n > sink.most) {
        (sink.cut ? sink.was_cut : sink.too_large) = true;
        if (sink.cut) sink.response.body.append(data, sink.most - sink.response.body.size());
        return 0;
    }
    if (sink.response.body.empty()) sink.response.body.reserve(std::min(sink.most, kUsualBody));
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

Error error_of(CURLcode code, const Sink& sink, const Request& request, const char* detail,
               const std::string& url) {
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

using HeaderList = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

HeaderList headers_of(const Request& request) {
    curl_slist* list = nullptr;
    for (const auto& [name, value] : request.headers)
        if (value.find_first_of("\r\n") == std::string::npos)
            list = curl_slist_append(list, (name + ": " + value).c_str());
    if (!request.etag.empty())
        list = curl_slist_append(list, ("If-None-Match: " + request.etag).c_str());
    if (!request.last_modified.empty())
        list = curl_slist_append(list, ("If-Modified-Since: " + request.last_modified).c_str());
    return {list, &curl_slist_free_all};
}

/// The body as it was meant, unless it is the copy that we have: unpacking costs more than all else
/// of an exchange. What is cut (Limits::cut) curl unpacked as it came.
Status unpack(const Request& request, Response& response) {
    if (request.limits.cut) return {};
    response.hash = hash_of(response.body);
    if (response.status == 200 && response.hash == request.hash) {
        response.not_modified = true;
        response.body.clear();
        return {};
    }
    std::string encodings;
    for (const auto& [name, value] : response.headers)
        if (text::ascii_lower(name) == "content-encoding")
            encodings += (encodings.empty() ? "" : ",") + value;
    if (encodings.empty()) return {};
    GONGGO_TRY(response.body, decoded(response.body, encodings, request.limits.bytes));
    return {};
}

/// Everything of `request` but its cookies.
void prepare(CURL* c, const Request& request, const std::string& url, Sink& sink) {
    curl_easy_setopt(c, CURLOPT_URL, url.c_str());
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, kEncodings);
    curl_easy_setopt(c, CURLOPT_HTTP_CONTENT_DECODING, request.limits.cut ? 1L : 0L);
    curl_easy_setopt(c, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
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
}

} // namespace

Transfers::Transfers(asio::any_io_executor executor, std::string user_agent, std::string proxy)
    : user_agent_(std::move(user_agent)), proxy_(std::move(proxy)), share_(curl_share_init()),
      multi_(std::move(executor)) {
    curl_share_setopt(share_, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
    curl_share_setopt(share_, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
}

Transfers::~Transfers() {
    for (auto& [name, jar] : jars_) curl_share_cleanup(jar);
    curl_share_cleanup(share_);
}

CURLSH* Transfers::jar_of(const std::string& name) {
    if (name.empty()) return share_;
    CURLSH*& jar = jars_[name];
    if (!jar) {
        jar = curl_share_init();
        curl_share_setopt(jar, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE);
    }
    return jar;
}

asio::awaitable<Result<Response>> Transfers::exchange(const Request& request,
                                                      const std::string& url) {
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy(curl_easy_init(),
                                                                   &curl_easy_cleanup);
    CURL* c = easy.get();
    Sink sink{.most = request.limits.bytes,
              .cut = request.limits.cut,
              .allow_private = request.allow_private || !proxy_.empty()};
    char detail[CURL_ERROR_SIZE] = {};
    const HeaderList headers = headers_of(request);
    prepare(c, request, url, sink);
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(c, CURLOPT_USERAGENT, user_agent_.c_str());
    curl_easy_setopt(c, CURLOPT_PROXY, proxy_.c_str());
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, detail);
    curl_easy_setopt(c, CURLOPT_SHARE, jar_of(request.cookie_jar));
    if (!request.cookie_jar.empty()) curl_easy_setopt(c, CURLOPT_COOKIEFILE, "");
    const CURLcode code = co_await multi_.perform(c);
    if (code != CURLE_OK && !sink.was_cut) co_return error_of(code, sink, request, detail, url);
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &sink.response.status);
    sink.response.url = url;
    sink.response.not_modified = sink.response.status == 304;
    sink.response.retry_after = retry_after_of(sink.response);
    if (const auto unpacked = unpack(request, sink.response); !unpacked)
        co_return unpacked.error().in(url);
    co_return std::move(sink.response);
}

} // namespace gonggo::net
