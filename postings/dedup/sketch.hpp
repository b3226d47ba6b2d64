#pragma once
// Descriptions as sketches: how alike two texts are without comparing them.
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gonggo::postings {

using Sketch = std::array<std::uint32_t, 64>;

inline constexpr std::size_t kSketchable = 240; ///< bytes; a shorter text says too little

/// One-permutation MinHash over shingles of 18 bytes, blanks and punctuation left out.
Sketch sketch_of(std::string_view text);
/// Share of equal buckets, which estimates the Jaccard likeness; nothing when one text is too
/// short.
std::optional<double> text_likeness(std::string_view a, std::string_view b);

} // namespace gonggo::postings
