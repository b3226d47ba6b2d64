#pragma once
// Descriptions as sketches: how alike two texts are without comparing them.
#include <array>
#include <cstdint>
#include <string_view>

namespace gonggo::postings {

using Sketch = std::array<std::uint16_t, 64>;

inline constexpr std::size_t kSketchable = 240; ///< bytes; a shorter text says too little

/// One-permutation MinHash over shingles of 18 bytes, blanks and punctuation left out.
Sketch sketch_of(std::string_view text);
/// Share of equal buckets, which estimates the Jaccard likeness.
double likeness(const Sketch& a, const Sketch& b);

/// Keys of which two sketches of nearly the same text share one at least, most likely.
std::array<std::uint32_t, 4> bands_of(const Sketch& sketch);

} // namespace gonggo::postings
