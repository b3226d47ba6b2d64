// Whatever bytes come under whatever Content-Encoding: an error, or no more than is allowed.
#include "net/encoding.hpp"
#include "tests/fuzz/fuzz.hpp"

void fuzz(std::string_view bytes) {
    if (bytes.empty()) return;
    static constexpr const char* kNames[] = {"gzip", "deflate", "br", "zstd", "gzip, br"};
    constexpr std::size_t kMost = 1u << 20;
    const auto out = gonggo::net::decoded(
        bytes.substr(1), kNames[static_cast<unsigned char>(bytes[0]) % std::size(kNames)], kMost);
    holds(!out || out->size() <= kMost);
}
