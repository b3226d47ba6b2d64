#include "postings/dedup/spelling.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace gonggo::postings {
namespace {

constexpr char32_t kFirst = 0xAC00, kLast = 0xD7A3; ///< the syllables 가 to 힣
constexpr char32_t kVowels = 21, kTails = 28;       ///< in a syllable's number (Unicode 3.12)

constexpr std::size_t kLongest = 48;

/// Letters in a fixed place; `full` when there were more.
struct Letters {
    std::array<char32_t, kLongest> at;
    std::size_t size = 0;
    bool full = false;
    void add(char32_t c) {
        if (size == kLongest) full = true;
        if (!full) at[size++] = c;
    }
};

bool is_syllable(char32_t c) {
    return c >= kFirst && c <= kLast;
}

/// The letters, those of a syllable one by one.
Letters letters_of(std::string_view word) {
    Letters out;
    for (std::size_t i = 0; i < word.size();) {
        const char32_t c = text::next_code_point(word, i);
        if (!is_syllable(c)) {
            out.add(c);
            continue;
        }
        const char32_t n = c - kFirst;
        out.add(0x1100 + n / (kVowels * kTails));
        out.add(0x1161 + n / kTails % kVowels);
        if (n % kTails != 0) out.add(0x11A7 + n % kTails);
    }
    return out;
}

/// The consonants in classes that Hangul can tell apart (g = k = c, f = p = v, l = r), each once.
Letters consonants_of(std::string_view word) {
    constexpr std::string_view kHeads = "kknttrmppss-jjjktph"; // ㄱ to ㅎ
    constexpr std::string_view kFeet = "-kkknnntrkmrrrprmppttnttktpt";
    constexpr std::string_view kLatin = "-pkt-pkh-jkrmn-pkrst-p-k-j"; // a to z
    Letters out;
    const auto add = [&](char32_t c) {
        if (c != '-' && (out.size == 0 || out.at[out.size - 1] != c)) out.add(c);
    };
    for (std::size_t i = 0; i < word.size();) {
        const char32_t c = text::next_code_point(word, i);
        if (is_syllable(c)) {
            add(static_cast<char32_t>(kHeads[(c - kFirst) / (kVowels * kTails)]));
            add(static_cast<char32_t>(kFeet[(c - kFirst) % kTails]));
        } else if (c >= 'a' && c <= 'z') {
            add(static_cast<char32_t>(kLatin[c - 'a']));
            if (c == 'x') add('s');
        } else
            add(c);
    }
    return out;
}

/// Are the two at most `most` insertions, deletions and changes apart?
bool within(const Letters& a, const Letters& b, std::size_t most) {
    const auto [less, more] = std::minmax(a.size, b.size);
    if (more - less > most) return false;
    std::array<std::size_t, kLongest + 1> row;
    for (std::size_t k = 0; k <= b.size; ++k) row[k] = k;
    for (std::size_t i = 0; i < a.size; ++i) {
        std::size_t diagonal = row[0];
        std::size_t least = row[0] = i + 1;
        for (std::size_t k = 0; k < b.size; ++k) {
            const std::size_t changed = diagonal + (a.at[i] != b.at[k]);
            diagonal = row[k + 1];
            row[k + 1] = std::min({row[k + 1] + 1, row[k] + 1, changed});
            least = std::min(least, row[k + 1]);
        }
        if (least > most) return false;
    }
    return row[b.size] <= most;
}

bool is_hangul_word(std::string_view word) {
    std::size_t i = 0;
    return is_syllable(text::next_code_point(word, i));
}

} // namespace

bool near_spelling(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return false;
    const bool one_script = is_hangul_word(a) == is_hangul_word(b);
    const auto [short_one, long_one] = std::minmax({a.size(), b.size()});
    if (one_script && (long_one < 6 || long_one - short_one > 3)) return false; // bytes: no need
    if (!one_script && short_one < 3) return false;                             // to take apart
    const Letters x = one_script ? letters_of(a) : consonants_of(a);
    const Letters y = one_script ? letters_of(b) : consonants_of(b);
    if (x.full || y.full) return false;
    const auto [less, more] = std::minmax(x.size, y.size);
    if (one_script) return more >= 6 && within(x, y, more < 10 ? 1 : 2);
    return less >= 3 && within(x, y, less < 4 ? 0 : 1);
}

} // namespace gonggo::postings
