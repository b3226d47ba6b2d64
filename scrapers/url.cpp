#include "scrapers/url.hpp"

#include "base/text.hpp"
#include "net/url.hpp"

#include <charconv>

namespace gonggo::scrapers {

std::string resolve_url(std::string_view base, std::string_view raw) {
    const std::string reference = text::replace_all(text::trim(raw), " ", "%20");
    if (base.empty() || reference.empty()) return reference;
    return net::resolve_url(std::string(base), reference);
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

std::string url_decode(std::string_view s) {
    std::string out;
    for (std::size_t i = 0; i < s.size(); ++i) {
        unsigned value = 0;
        if (s[i] == '%' && i + 2 < s.size() &&
            std::from_chars(s.data() + i + 1, s.data() + i + 3, value, 16).ptr ==
                s.data() + i + 3) {
            out += static_cast<char>(value);
            i += 2;
        } else
            out += s[i];
    }
    return out;
}

} // namespace gonggo::scrapers
