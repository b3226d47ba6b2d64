#include "net/url.hpp"

#include "base/text.hpp"

#include <curl/curl.h>

#include <memory>

namespace gonggo::net {

std::string resolve_url(const std::string& base, const std::string& reference) {
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> handle(curl_url(), &curl_url_cleanup);
    if (curl_url_set(handle.get(), CURLUPART_URL, base.c_str(), 0) != CURLUE_OK) return reference;
    if (curl_url_set(handle.get(), CURLUPART_URL, reference.c_str(), CURLU_NON_SUPPORT_SCHEME) !=
        CURLUE_OK)
        return reference;
    char* value = nullptr;
    if (curl_url_get(handle.get(), CURLUPART_URL, &value, 0) != CURLUE_OK) return reference;
    const std::unique_ptr<char, decltype(&curl_free)> owned(value, &curl_free);
    return value;
}

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

} // namespace gonggo::net
