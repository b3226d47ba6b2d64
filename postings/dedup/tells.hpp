#pragma once
// What a title says outright: its function, technology, place, team and hiring round. Two titles
// that name different ones are different vacancies, however alike they look.
#include <cstdint>
#include <string_view>
#include <vector>

namespace gonggo::postings {

/// Sets as bits, lists as sorted hashes without repeats.
struct Tells {
    std::uint64_t functions = 0;       ///< backend, frontend, pm, analyst, 영업 …
    std::uint64_t tools = 0;           ///< java, unity, nlp …
    std::uint64_t jobs = 0;            ///< what one is called: engineer, researcher, 강사 …
    std::uint64_t places = 0;          ///< seoul's districts and other towns
    std::vector<std::uint64_t> teams;  ///< words that end in 팀, 본부, 연구소 …
    std::vector<std::uint64_t> rounds; ///< "2018", "상반기", "3차"
    friend bool operator==(const Tells&, const Tells&) = default;
};
Tells tells_of(std::string_view title);

/// How two such lists stand to one another; `one`: the one holds all the other has, and more.
enum class Named { neither, same, one, conflict };
Named named(std::uint64_t a, std::uint64_t b);
Named named(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);

/// True when one of those places is `location`, or in its province.
bool place_named(std::uint64_t places, std::string_view location);

} // namespace gonggo::postings
