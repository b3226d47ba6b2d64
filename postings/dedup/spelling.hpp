#pragma once
// Two spellings of one word: "백앤드" and "백엔드", "쿠키" and "Kooky".
#include <string_view>

namespace gonggo::postings {

/// True when two folded words are most likely one: in one script, when a letter or two of many
/// differ (a syllable counts as its letters); in Hangul and Latin, when they have the same
/// consonants, as loanwords keep them. Symmetric; false for words of more than 48 letters.
bool near_spelling(std::string_view a, std::string_view b);

} // namespace gonggo::postings
