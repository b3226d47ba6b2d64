#include "base/particle.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <vector>

namespace gonggo {
namespace {

/// How a word ends to the ear: 로 follows an ㄹ as it follows a vowel.
enum class Ending { unknown, vowel, rieul, consonant };

struct Particle {
    std::string_view both, consonant, vowel;
};
constexpr Particle kParticles[] = {{"은(는)", "은", "는"},  {"이(가)", "이", "가"},
                                   {"을(를)", "을", "를"},  {"과(와)", "과", "와"},
                                   {"와(과)", "과", "와"},  {"(으)로", "으로", "로"},
                                   {"(이)라", "이라", "라"}};
constexpr std::string_view kDirection = "(으)로";

bool one_of(char32_t c, std::u32string_view letters) {
    return letters.find(c) != std::u32string_view::npos;
}

bool is_lower(char32_t c) {
    return c >= U'a' && c <= U'z';
}

Ending of_hangul(char32_t syllable) {
    constexpr char32_t kFirst = 0xAC00, kFinals = 28, kRieul = 8;
    const char32_t final = (syllable - kFirst) % kFinals;
    return final == 0 ? Ending::vowel : final == kRieul ? Ending::rieul : Ending::consonant;
}

/// 영 일 이 삼 사 오 육 칠 팔 구, and 십, 백, 천, 만 for a nought at the end.
Ending of_digit(char32_t digit) {
    return one_of(digit, U"178")   ? Ending::rieul
           : one_of(digit, U"036") ? Ending::consonant
                                   : Ending::vowel;
}

/// A word in small letters is read as a word: file 파일, closing 클로징, map 맵, but list 리스트.
Ending of_word(std::u32string_view word) {
    constexpr std::u32string_view kVowels = U"aeiou";
    char32_t last = word.back();
    if (word.size() > 2 && last == U'e' && one_of(word[word.size() - 2], U"lmn")) {
        word.remove_suffix(1);
        last = word.back();
    }
    if (last == U'l') return Ending::rieul;
    if (last == U'm' || last == U'n') return Ending::consonant;
    if (word.size() > 2 && word.ends_with(U"ng")) return Ending::consonant;
    const auto n = word.size();
    const bool stopped = n > 2 && one_of(last, U"bkpt") && one_of(word[n - 2], kVowels) &&
                         !one_of(word[n - 3], kVowels);
    return stopped ? Ending::consonant : Ending::vowel;
}

/// Capitals are spelt: L 엘, M 엠, N 엔, R 알.
Ending of_capital(char32_t letter) {
    return one_of(letter, U"LR")   ? Ending::rieul
           : one_of(letter, U"MN") ? Ending::consonant
                                   : Ending::vowel;
}

Ending ending_of(std::string_view text) {
    std::u32string letters; // from the last one that is read, without what stands behind it
    for (std::size_t i = 0; i < text.size();) letters += text::next_code_point(text, i);
    while (!letters.empty() && !text::is_word(letters.back()) && letters.back() != U'%')
        letters.pop_back();
    if (letters.empty()) return Ending::unknown;
    const char32_t last = letters.back();
    if (last >= 0xAC00 && last <= 0xD7A3) return of_hangul(last);
    if (last >= U'0' && last <= U'9') return of_digit(last);
    if (last == U'%') return Ending::vowel; // 퍼센트
    if (last >= U'A' && last <= U'Z') return of_capital(last);
    if (!is_lower(last)) return Ending::unknown;
    const auto begin = std::find_if_not(letters.rbegin(), letters.rend(), is_lower).base();
    return of_word({begin, letters.end()});
}

std::string_view chosen(const Particle& particle, Ending ending) {
    switch (ending) {
    case Ending::unknown:
        return particle.both;
    case Ending::vowel:
        return particle.vowel;
    case Ending::rieul:
        return particle.both == kDirection ? particle.vowel : particle.consonant;
    case Ending::consonant:
        return particle.consonant;
    }
    return particle.both;
}

} // namespace

std::string worded(std::string_view wording, std::initializer_list<std::string_view> values) {
    constexpr std::string_view kHole = "{}";
    std::string out;
    for (const auto value : values) {
        const auto hole = wording.find(kHole);
        if (hole == std::string_view::npos) break;
        append_wording(out, wording.substr(0, hole));
        out += value;
        wording.remove_prefix(hole + kHole.size());
    }
    append_wording(out, wording);
    return out;
}

void append_wording(std::string& out, std::string_view wording) {
    if (wording.find('(') == std::string_view::npos) { // most have no particle to choose
        out.append(wording);
        return;
    }
    while (!wording.empty()) {
        const auto* next = std::ranges::min_element(
            kParticles, {}, [&](const Particle& p) { return wording.find(p.both); });
        const auto at = wording.find(next->both);
        out.append(wording.substr(0, at));
        if (at == std::string_view::npos) return;
        out.append(chosen(*next, ending_of(out)));
        wording.remove_prefix(at + next->both.size());
    }
}

} // namespace gonggo
