#include "scrapers/url.hpp"

#include "base/text.hpp"

#include <curl/curl.h>

#include <memory>

namespace gonggo::scrapers {

std::string resolve_url(std::string_view base, std::string_view raw) {
    const std::string reference = text::replace_all(text::trim(raw), " ", "%20");
    if (base.empty() || reference.empty()) return reference;
    std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> handle(curl_url(), &curl_url_cleanup);
    const std::string from(base);
    if (curl_url_set(handle.get(), CURLUPART_URL, from.c_str(), 0) != CURLUE_OK) return reference;
    if (curl_url_set(handle.get(), CURLUPART_URL, reference.c_str(), CURLU_NON_SUPPORT_SCHEME) !=
        CURLUE_OK)
        return reference;
    char* whole = nullptr;
    if (curl_url_get(handle.get(), CURLUPART_URL, &whole, 0) != CURLUE_OK) return reference;
    const std::unique_ptr<char, decltype(&curl_free)> owned(whole, &curl_free);
    return whole;
}

std::string url_encode(std::string_view s) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : s) {
        const auto u = static_cast<unsigned char>(c);
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
            c == '-' || c == '.' || c == '_' || c == '~') {
            out += c;
        } else {
            out += '%';
            out += kHex[u >> 4];
            out += kHex[u & 15];
        }
    }
    return out;
}

} // namespace gonggo::scrapers
