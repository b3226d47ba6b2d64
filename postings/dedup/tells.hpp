#pragma once
// What a title says outright: its function, technology, place, team and hiring round. Two titles
// that name different ones are different vacancies, however alike they look.
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::postings {

/// Every list sorted, without repeats.
struct Tells {
    std::vector<std::string> functions; ///< backend, frontend, pm, analyst, 영업 …
    std::vector<std::string> tools;     ///< java, unity, nlp …
    std::vector<std::string> places;    ///< seoul's districts and other towns as they are written
    std::vector<std::string> teams;     ///< words that end in 팀, 본부, 연구소 …
    std::vector<std::string> rounds;    ///< "2018", "상반기", "3차"
};
Tells tells_of(std::string_view title);

/// How two such lists stand to one another; `one`: the one holds all the other has, and more.
enum class Named { neither, same, one, conflict };
Named named(const std::vector<std::string>& a, const std::vector<std::string>& b);

} // namespace gonggo::postings
