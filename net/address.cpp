#include "net/address.hpp"

#include <arpa/inet.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <string>

namespace gonggo::net {
namespace {

struct Block {
    std::uint32_t base;
    int bits;
};

constexpr std::uint32_t ip(std::uint32_t a, std::uint32_t b, std::uint32_t c = 0) {
    return a << 24 | b << 16 | c << 8;
}

constexpr Block kPrivate[] = {{ip(0, 0), 8},       {ip(10, 0), 8},         {ip(100, 64), 10},
                              {ip(127, 0), 8},     {ip(169, 254), 16},     {ip(172, 16), 12},
                              {ip(192, 0, 0), 24}, {ip(192, 0, 2), 24},    {ip(192, 168), 16},
                              {ip(198, 18), 15},   {ip(198, 51, 100), 24}, {ip(203, 0, 113), 24},
                              {ip(224, 0), 4},     {ip(240, 0), 4}};

bool private_v4(std::uint32_t address) {
    for (const auto& block : kPrivate)
        if ((address >> (32 - block.bits)) == (block.base >> (32 - block.bits))) return true;
    return false;
}

std::uint32_t v4_at(const unsigned char* p) {
    return static_cast<std::uint32_t>(p[0]) << 24 | static_cast<std::uint32_t>(p[1]) << 16 |
           static_cast<std::uint32_t>(p[2]) << 8 | p[3];
}

bool private_v6(const std::array<unsigned char, 16>& a) {
    static constexpr unsigned char kMapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    static constexpr unsigned char kNat64[12] = {0, 0x64, 0xFF, 0x9B};
    if (std::memcmp(a.data(), kMapped, 12) == 0 || std::memcmp(a.data(), kNat64, 12) == 0)
        return private_v4(v4_at(&a[12]));
    if (a[0] == 0x20 && a[1] == 0x02) return private_v4(v4_at(&a[2])); // 6to4
    if (a[0] == 0x20 && a[1] == 0x01 && a[2] == 0x0D && a[3] == 0xB8) return true;
    return (a[0] & 0xE0) != 0x20; // only 2000::/3 is the global unicast space
}

} // namespace

bool is_private_address(std::string_view text) {
    const std::string s(text);
    in_addr v4{};
    if (inet_pton(AF_INET, s.c_str(), &v4) == 1) return private_v4(ntohl(v4.s_addr));
    std::array<unsigned char, 16> v6{};
    if (inet_pton(AF_INET6, s.substr(0, s.find('%')).c_str(), v6.data()) == 1)
        return private_v6(v6);
    return true;
}

} // namespace gonggo::net
