#include "notifier/sign.hpp"
#include "notifier/mime.hpp"
#include <array>
#include <cstdint>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace gonggo::notifier {

std::string hmac_sha256(std::string_view key, std::string_view message) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(message.data()), message.size(), digest.data(),
         &size);
    return {reinterpret_cast<const char*>(digest.data()), size};
}

Result<std::string> decode_base64(std::string_view source) {
    static constexpr std::string_view kAlphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    while (source.ends_with('=')) source.remove_suffix(1);
    if (source.size() % 4 == 1) return invalid("not base64: wrong length");
    std::string out;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : source) {
        const auto value = kAlphabet.find(c);
        if (value == kAlphabet.npos) return invalid("not base64: a character outside its alphabet");
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        held += 6;
        if (held < 8) continue;
        held -= 8;
        out += static_cast<char>(bits >> held & 0xff);
    }
    return out;
}

Result<std::string> webhook_signature(std::string_view id, Timestamp when, std::string_view body,
                                      const std::vector<std::string>& secrets) {
    const auto signed_text = std::string(id) + "." +
                             std::to_string(when.time_since_epoch().count()) + "." +
                             std::string(body);
    std::string out;
    for (std::string_view secret : secrets) {
        if (!secret.starts_with("whsec_"))
            return invalid("a webhook secret must have the form whsec_<base64>");
        auto key = decode_base64(secret.substr(6));
        if (!key) return key.error().in("webhook secret");
        if (!out.empty()) out += ' ';
        out += "v1," + base64(hmac_sha256(*key, signed_text));
    }
    return out;
}

} // namespace gonggo::notifier
