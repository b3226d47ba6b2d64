#pragma once
// A profile's wishes, made ready for asking them of many postings.
#include "base/result.hpp"
#include "config/config.hpp"
#include "postings/query.hpp"
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::postings {

/// What wishes name, numbered: a posting is asked once for each, however many profiles wish it.
class Names {
public:
    int number_of(const std::string& name);                ///< the same name, the same number
    [[nodiscard]] int find(const std::string& name) const; ///< −1: nobody wishes it
    [[nodiscard]] const std::vector<std::string>& all() const { return all_; }

private:
    std::vector<std::string> all_;
    std::map<std::string, int, std::less<>> numbers_;
};

struct Wished {
    Names places, companies, skills, sources;
    std::map<std::string, int> query_numbers; ///< by text
    std::vector<Query> queries;
};

/// Sets of enums are bits; no bit at all is no wish. What is looked at first stands first.
struct Wishes {
    unsigned roles = 0;
    bool guide = false; ///< the guide's four roles: the model's match speaks for them
    bool remote_is_a_place = false, military = false;
    unsigned kinds = 0, levels = 0, remote = 0, employment = 0;
    int years = -1; ///< −1: not said
    int min_score = 0;
    std::int64_t min_salary = 0;   ///< won a year
    std::uint64_t places_hint = 0; ///< hint_of() each of `places`
    int include = -1, exclude = -1;
    std::vector<int> places, loved, blocked, skills, unwanted, sources; ///< numbers in Wished
    config::Profile profile;
};

/// An error names the profile, the key and the name or the query that cannot be understood.
Result<Wishes> wishes_of(const config::Profile& profile, Wished& wished);

/// "쿠버네티스" → "kubernetes"; what the vocabulary does not know is only folded.
std::string skill_key(std::string_view name);

/// One of 64 bits for a number: lists without a common bit have no common number.
constexpr std::uint64_t hint_of(int number) {
    return std::uint64_t{1} << (static_cast<unsigned>(number) % 64);
}

template <class Enum>
constexpr unsigned bit_of(Enum value) {
    return 1U << static_cast<unsigned>(value);
}

} // namespace gonggo::postings
