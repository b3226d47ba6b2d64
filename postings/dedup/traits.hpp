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
/// The text alone; nothing when there is none, or when another version wrote the bytes.
std::optional<Sketch> packed_text(std::string_view bytes);
inline constexpr double kCopyText = 0.7; ///< likeness of texts of which one may be a copy

/// Days between two closings; a year to the day is none: some sources tell days without their year.
int days_apart(Date a, Date b);
inline constexpr int kNextRound = 62; ///< closings further apart are those of two rounds
/// True when all its places are in 서울, 경기 or 인천: companies there write now their seat, now
/// where one works.
bool near_seoul(const Traits& traits);

/// What of a listing an index can hold: a cheap look before the real comparison.
struct Glance {
    std::uint64_t functions = 0; ///< tells.functions
    std::uint64_t letters = 0;   ///< pairs of letters of the title's core as a set of 64, a common
                                 ///< job word being one letter, which counts by itself too
    std::uint32_t provinces = 0; ///< of its places, as a set of 31; the last bit: near_seoul()
    std::uint16_t closes = 0;    ///< days since 1970; 0 = not known
};
Glance glance_of(const Traits& traits);
/// Could titles with these functions name one vacancy?
bool functions_near(std::uint64_t a, std::uint64_t b);
/// Could these be one vacancy, if functions_near() says so? Not those that close in two rounds; in
/// provinces far apart only when their titles are all but the same.
bool glances_near(const Glance& a, const Glance& b);

} // namespace gonggo::postings
