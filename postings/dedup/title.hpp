#pragma once
// Titles as comparing sees them: without blanks, boilerplate and the company's own name.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gonggo::postings {

struct Title {
    std::u32string whole;    ///< everything that may tell vacancies apart
    std::u32string core;     ///< without [bracketed] parts, which often praise the company
    std::u32string plain;    ///< without (details) too
    std::u32string head;     ///< what stands in the brackets: a team, a place, praise
    std::string words;       ///< title_words()
    std::uint32_t ranks = 0; ///< lead, senior, junior, intern, 대리 …: a bit each
    friend bool operator==(const Title&, const Title&) = default;
};
inline constexpr std::uint32_t kLevels = 0x3F; ///< of `ranks`: lead to junior, no 대리 or intern

/// Folded, with "C++" and "S/W" as words and without years of experience.
std::string prepared_title(std::string_view title);

/// Words that say nothing about which vacancy it is.
bool is_boilerplate(std::string_view word);

/// A spelling of a job word and the one all are written in.
using Spelling = std::pair<std::string_view, std::string_view>;
std::span<const Spelling> job_spellings();

Title comparable_title(std::string_view title, const std::vector<std::string>& company_forms);

/// A title's `whole` with each common job word (engineer, backend, data …) as one character.
std::u32string with_short_words(std::u32string whole);
/// Is it such a character?
bool is_short_word(char32_t letter);

} // namespace gonggo::postings
