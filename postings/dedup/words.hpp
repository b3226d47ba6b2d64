#pragma once
// The words of a title that may tell vacancies apart, and how rare words are.
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::postings {

inline constexpr std::size_t kMostWords = 24; ///< of a title; what is beyond is not looked at

/// The words of a prepared_title(), each once but for numbers, parted by blanks: compounds taken
/// apart where a job word is known, one spelling for each (개발자 and developer are "engineer"),
/// without boilerplate, praise, years and the company's name.
std::string title_words(std::string_view prepared, const std::vector<std::string>& company_forms);

/// Is this word of title_words() a number? They are runs of one script.
inline bool is_number(std::string_view word) {
    return word.front() >= '0' && word.front() <= '9';
}

/// How telling a word is: the logarithm of how many titles there are for each that has it, by
/// vocabulary/title_words.tsv (tools/count_words.cpp); the highest for words that are not there.
double rarity(std::string_view word);

} // namespace gonggo::postings
