#pragma once
// Groups of spellings that stand for one thing, all looked for in one pass over a text.
#include <cstdint>
#include <re2/set.h>
#include <span>
#include <string_view>
#include <vector>

namespace gonggo::postings {

struct WordGroup {
    std::string_view name;    ///< what all spellings stand for
    std::string_view pattern; ///< RE2, over folded text; ^ and $ are those of a line
};

/// Compiled once, then thread-safe.
class WordGroups {
public:
    explicit WordGroups(std::span<const WordGroup> table);
    /// The names of the groups found, in the table's order.
    [[nodiscard]] std::vector<std::string_view> in(std::string_view folded) const;
    /// The same as bits, the table's first the lowest; for tables of at most 64.
    [[nodiscard]] std::uint64_t bits(std::string_view folded) const;

private:
    RE2::Set set_;
    std::vector<std::string_view> names_;
};

} // namespace gonggo::postings
