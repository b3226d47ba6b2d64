#pragma once
// What comparing looks at of one listing, worked out once and kept by the store beside it.
#include "postings/dedup/sketch.hpp"
#include "postings/dedup/tells.hpp"
#include "postings/dedup/title.hpp"
#include "postings/posting.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::postings {

struct Traits {
    std::string source;
    std::vector<std::string> companies; ///< company_forms()
    bool anonymous = false;             ///< the company's name is hidden
    Title title;
    Level title_level;
    Tells tells;
    Level level;
    std::vector<std::string> locations;
    std::optional<Date> deadline;
    std::optional<Timestamp> posted;
    std::vector<std::uint64_t> skills; ///< hashes, sorted
    std::optional<Sketch> text;        ///< of a description that is long enough
    std::uint32_t text_size = 0;
    friend bool operator==(const Traits&, const Traits&) = default;
};
Traits traits_of(const Posting& posting);

/// Bytes for the store, and back; nothing when another version of this program wrote them.
std::string packed(const Traits& traits);
std::optional<Traits> unpacked(std::string_view bytes);

/// What of a title an index can hold: a cheap look before the real comparison.
struct Glance {
    std::uint64_t functions = 0; ///< tells.functions
    std::uint64_t letters = 0;   ///< pairs of letters of the title's core as a set of 64, a common
                               ///< job word being one letter
};
Glance glance_of(const Traits& traits);
/// Could titles with these functions, and with these letters, name one vacancy?
bool functions_near(std::uint64_t a, std::uint64_t b);
bool letters_near(std::uint64_t a, std::uint64_t b);

} // namespace gonggo::postings
