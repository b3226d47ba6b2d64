#pragma once
// What two titles have in common, letter by letter.
#include <cstddef>
#include <string>

namespace gonggo::postings {

inline constexpr std::size_t kLongestTitle = 160; ///< characters; the tiling's cost is their square

/// How two titles overlap, in characters: tiles of two and more that both have (greedy string
/// tiling, whatever their order), and what is left of each.
struct Overlap {
    int common = 0, own_a = 0, own_b = 0;
    [[nodiscard]] double dice() const {
        const int all = 2 * common + own_a + own_b;
        return all == 0 ? 1 : 2.0 * common / all;
    }
};
Overlap overlap(const std::u32string& a, const std::u32string& b);

} // namespace gonggo::postings
