#include "postings/dedup/sketch.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <string>
#include <xxhash.h>

namespace gonggo::postings {

Sketch sketch_of(std::string_view text) {
    std::array<std::uint32_t, 64> least;
    least.fill(0xFFFFFFFF);
    std::string s;
    s.reserve(text.size());
    std::size_t word = 0; // where it begins
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t end = i;
        if (text::is_word(text::next_code_point(text, i))) continue;
        s += text.substr(word, end - word);
        word = i;
    }
    s += text.substr(word);
    constexpr std::size_t kShingle = 18;
    for (std::size_t i = 0; i + kShingle <= s.size(); ++i) {
        if ((static_cast<unsigned char>(s[i]) & 0xC0) == 0x80) continue;
        const std::uint64_t h = XXH3_64bits(s.data() + i, kShingle);
        auto& bucket = least[h & 63];
        bucket = std::min(bucket, static_cast<std::uint32_t>(h >> 32));
    }
    Sketch out;
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::uint16_t>(least[i]);
    return out;
}

double likeness(const Sketch& a, const Sketch& b) {
    int same = 0;
    for (std::size_t i = 0; i < a.size(); ++i) same += a[i] == b[i];
    return same / 64.0;
}

std::array<std::uint32_t, 4> bands_of(const Sketch& sketch) {
    constexpr std::size_t kRows = 3; // of likeness 0.7 share one: 8 in 10; of 0.9: all
    std::array<std::uint32_t, 4> out{};
    for (std::size_t band = 0; band < out.size(); ++band)
        out[band] = static_cast<std::uint32_t>(
            XXH3_64bits_withSeed(&sketch[band * kRows], kRows * sizeof sketch[0], band));
    return out;
}

} // namespace gonggo::postings
