#include "postings/dedup/sketch.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <string>
#include <xxhash.h>

namespace gonggo::postings {

Sketch sketch_of(std::string_view text) {
    Sketch out;
    out.fill(0xFFFFFFFF);
    std::string s;
    for (std::size_t i = 0; i < text.size();)
        if (const char32_t c = text::next_code_point(text, i); text::is_word(c))
            text::append_utf8(s, c);
    constexpr std::size_t kShingle = 18;
    for (std::size_t i = 0; i + kShingle <= s.size(); ++i) {
        if ((static_cast<unsigned char>(s[i]) & 0xC0) == 0x80) continue;
        const std::uint64_t h = XXH3_64bits(s.data() + i, kShingle);
        auto& bucket = out[h & 63];
        bucket = std::min(bucket, static_cast<std::uint32_t>(h >> 32));
    }
    return out;
}

std::optional<double> text_likeness(std::string_view a, std::string_view b) {
    if (a.size() < kSketchable || b.size() < kSketchable) return std::nullopt;
    const auto x = sketch_of(a);
    const auto y = sketch_of(b);
    int same = 0;
    for (std::size_t i = 0; i < x.size(); ++i) same += x[i] == y[i];
    return same / 64.0;
}

} // namespace gonggo::postings
