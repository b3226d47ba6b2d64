#include "postings/dedup/overlap.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace gonggo::postings {
namespace {

struct Tile {
    std::size_t a = 0, b = 0, length = 0;
};

/// A title's characters; those that a tile took are none that the other could have.
using Letters = std::array<char32_t, kLongestTitle>;

std::uint64_t letter_bit(char32_t c) {
    return std::uint64_t{1} << (c % 64);
}

/// The longest stretch both have; the first of several.
Tile longest(const Letters& a, std::size_t size_a, const Letters& b, std::size_t size_b) {
    std::uint64_t in_b = 0;
    for (std::size_t j = 0; j < size_b; ++j) in_b |= letter_bit(b[j]);
    Tile best;
    for (std::size_t i = 0; i + best.length < size_a; ++i) {
        if ((in_b & letter_bit(a[i])) == 0) continue;
        for (std::size_t j = 0; j + best.length < size_b; ++j) {
            if (a[i] != b[j]) continue;
            std::size_t length = 1;
            while (i + length < size_a && j + length < size_b && a[i + length] == b[j + length])
                ++length;
            if (length > best.length) best = {i, j, length};
        }
    }
    return best;
}

} // namespace

Overlap overlap(const std::u32string& a, const std::u32string& b) {
    constexpr std::size_t kShortest = 2;
    Overlap out;
    if (a == b) {
        out.common = static_cast<int>(a.size());
        return out;
    }
    constexpr char32_t kTakenA = 0x110000, kTakenB = 0x110001; // no characters
    Letters left_a, left_b;
    const std::size_t size_a = std::min(a.size(), kLongestTitle),
                      size_b = std::min(b.size(), kLongestTitle);
    std::copy_n(a.begin(), size_a, left_a.begin());
    std::copy_n(b.begin(), size_b, left_b.begin());
    for (;;) {
        const Tile tile = longest(left_a, size_a, left_b, size_b);
        if (tile.length < kShortest) break;
        for (std::size_t k = 0; k < tile.length; ++k) {
            left_a[tile.a + k] = kTakenA;
            left_b[tile.b + k] = kTakenB;
        }
        out.common += static_cast<int>(tile.length);
    }
    out.own_a = static_cast<int>(a.size()) - out.common;
    out.own_b = static_cast<int>(b.size()) - out.common;
    return out;
}

} // namespace gonggo::postings
