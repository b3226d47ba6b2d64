#pragma once
// Strings: UTF-8, trimming, Unicode normalising, the width of Hangul on a terminal.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::text {

std::string_view
trim(std::string_view s); ///< ASCII and Unicode white space (U+00A0, U+3000, U+200B…)
std::string collapse_space(std::string_view s); ///< runs of white space become one blank; trimmed
std::vector<std::string_view> split(std::string_view s, char separator);
std::vector<std::string>
split_trimmed(std::string_view s,
              std::string_view separators); ///< any of the bytes; empties dropped
std::string join(const std::vector<std::string>& parts, std::string_view separator);
bool starts_with_nocase(std::string_view s, std::string_view prefix); ///< ASCII case
bool equals_nocase(std::string_view a, std::string_view b);           ///< ASCII case
std::string ascii_lower(std::string_view s);
std::string replace_all(std::string_view s, std::string_view from, std::string_view to);

/// Unicode NFKC and case folding (UAX #15, full folding): "ＡＩ　엔지니어" → "ai 엔지니어".
std::string fold(std::string_view s);
std::string nfc(std::string_view s);

/// What the ones below do of what is not ASCII.
char32_t next_beyond_ascii(std::string_view s, std::size_t& i);
bool is_word_beyond_ascii(char32_t c);

/// The code point at `i`, which moves past it; malformed bytes give U+FFFD and move one byte.
inline char32_t next_code_point(std::string_view s, std::size_t& i) {
    const auto lead = static_cast<unsigned char>(s[i]);
    if (lead >= 0x80) return next_beyond_ascii(s, i);
    ++i;
    return lead;
}
void append_utf8(std::string& out, char32_t c);
/// Malformed sequences replaced by U+FFFD; NUL bytes removed.
std::string scrub_utf8(std::string_view s);
bool is_hangul(char32_t c); ///< syllables and Jamo
bool is_cjk(char32_t c);    ///< Hangul, Han, Kana
/// Letter, digit or mark.
inline bool is_word(char32_t c) {
    if (c >= 0x80) return is_word_beyond_ascii(c);
    const char32_t lower = c | 0x20;
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
}

/// Columns on a terminal (UAX #11: wide and ambiguous-as-narrow; combining marks 0).
std::size_t display_width(std::string_view s);
/// Cut to at most `columns`, with "…" when something was cut; never in the middle of a character.
std::string truncate_to_width(std::string_view s, std::size_t columns);
std::string pad_to_width(std::string_view s, std::size_t columns);
/// Control characters (C0, C1, DEL, bidi overrides) removed, newline and tab become a blank: safe
/// on a terminal, in a header, in a table cell.
std::string printable(std::string_view s);

/// Edit distance over code points (Levenshtein), for "did you mean".
std::size_t edit_distance(std::string_view a, std::string_view b);
/// The candidate nearest to `word`, or empty when none is near enough to be meant.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

} // namespace gonggo::text
