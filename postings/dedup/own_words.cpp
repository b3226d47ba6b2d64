#include "postings/dedup/own_words.hpp"

#include "postings/dedup/spelling.hpp"

#include <algorithm>

namespace gonggo::postings {
namespace {

constexpr std::size_t kSyllable = 3; ///< bytes of one in UTF-8

/// Runs are of one script: the first byte tells. Syllables begin with EA to ED.
bool is_hangul_run(std::string_view word) {
    const auto first = static_cast<unsigned char>(word.front());
    return word.size() % kSyllable == 0 && first >= 0xEA && first <= 0xED;
}

bool has_letters(std::string_view word, std::size_t characters) {
    return word.size() >= (is_hangul_run(word) ? characters * kSyllable : characters);
}

/// Shorter ones are found in everything.
bool is_long(std::string_view word) {
    return has_letters(word, 2);
}

template <class Take>
void for_each_word(std::string_view words, Take take) {
    while (!words.empty()) {
        const auto end = std::min(words.find(' '), words.size());
        if (end > 0) take(words.substr(0, end));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
}

WordList split(std::string_view words) {
    WordList out;
    for_each_word(words, [&](std::string_view word) { out.add(word); });
    return out;
}

/// A title's Hangul, one word after another, so that a compound is found in its parts.
class Hangul {
public:
    explicit Hangul(const WordList& words) {
        for (const auto word : words)
            if (is_hangul_run(word) && size_ + word.size() <= bytes_.size())
                size_ += word.copy(bytes_.data() + size_, word.size());
    }
    [[nodiscard]] bool has(std::string_view part) const {
        return std::string_view(bytes_.data(), size_).find(part) != std::string_view::npos;
    }

private:
    std::array<char, 512> bytes_;
    std::size_t size_ = 0;
};

/// What of a Hangul word is left when all stretches of two syllables and more that the other
/// title has are taken out.
void add_rest_of_hangul(WordList& out, std::string_view word, const Hangul& other) {
    std::size_t start = 0, i = 0;
    const auto flush = [&] {
        if (i - start >= 2 * kSyllable) out.add(word.substr(start, i - start));
    };
    while (i < word.size()) {
        std::size_t found = word.size() - i;
        while (found >= 2 * kSyllable && !other.has(word.substr(i, found))) found -= kSyllable;
        if (found < 2 * kSyllable) {
            i += kSyllable;
            continue;
        }
        flush();
        start = i += found;
    }
    flush();
}

/// The same of a word in another script: it must hold a whole word of three letters or be held.
void add_rest(WordList& out, std::string_view word, const WordList& other) {
    std::string_view part;
    for (const auto known : other) {
        if (word.size() >= 4 && known.find(word) != std::string_view::npos) return;
        if (known.size() >= 3 && known.size() > part.size() && !is_hangul_run(known) &&
            !is_number(known) && word.find(known) != std::string_view::npos)
            part = known;
    }
    if (part.empty()) return out.add(word);
    const auto at = word.find(part);
    for (const auto rest : {word.substr(0, at), word.substr(at + part.size())})
        if (rest.size() >= 2) out.add(rest);
}

/// The words that the other title does not have as they are written.
WordList missing(const WordList& words, const WordList& other) {
    WordList out;
    for (const auto word : words)
        if (!other.has(word)) out.add(word);
    return out;
}

/// Drops pairs of words that are one in two spellings.
bool drop_respelt(WordList& a, WordList& b) {
    bool any = false;
    for (std::size_t i = 0; i < a.size();) {
        const auto same =
            std::find_if(b.begin(), b.end(), [&](auto word) { return near_spelling(a[i], word); });
        if (same == b.end()) {
            ++i;
            continue;
        }
        a.drop(i);
        b.drop(static_cast<std::size_t>(same - b.begin()));
        any = true;
    }
    return any;
}

WordList rest_of(const WordList& words, const WordList& other) {
    const Hangul hangul(other);
    WordList out;
    for (const auto word : words)
        if (is_hangul_run(word))
            add_rest_of_hangul(out, word, hangul);
        else if (is_number(word))
            out.add(word);
        else
            add_rest(out, word, other);
    return out;
}

bool names_employer(std::string_view word, const Traits& traits) {
    return is_long(word) && std::ranges::any_of(traits.companies, [&](const std::string& name) {
               if (name.empty()) return false;
               return name.starts_with(word) || name.ends_with(word) ||
                      (has_letters(word, 3) && name.find(word) != std::string::npos) ||
                      (is_long(name) && word.find(name) != std::string_view::npos) ||
                      near_spelling(word, name);
           });
}

bool names_place(std::string_view word, const Traits& traits) {
    const auto same = [](char x, char y) {
        return (x >= 'A' && x <= 'Z' ? static_cast<char>(x - 'A' + 'a') : x) == y;
    };
    return is_long(word) && std::ranges::any_of(traits.locations, [&](const std::string& at) {
               return !std::ranges::search(at, word, same).empty();
           });
}

bool names_service(std::string_view word) {
    for (const std::string_view service :
         {"병역", "산업기능요원", "보충역", "현역", "전문연", "전직", "병특"})
        if (word.find(service) != std::string_view::npos) return true;
    return false;
}

template <class Is>
bool drop_if(WordList& words, Is is) {
    bool any = false;
    for (std::size_t i = 0; i < words.size();)
        if (is(words[i])) {
            words.drop(i);
            any = true;
        } else
            ++i;
    return any;
}

/// The numbers of a title's words, sorted; those that stand twice twice.
std::vector<std::string_view> numbers_of(std::string_view words) {
    std::vector<std::string_view> out;
    for_each_word(words, [&](std::string_view word) {
        if (is_number(word)) out.push_back(word);
    });
    std::ranges::sort(out);
    return out;
}

bool numbers_differ(const Title& a, const Title& b) {
    const auto x = numbers_of(a.words), y = numbers_of(b.words);
    return !std::ranges::includes(x, y) && !std::ranges::includes(y, x);
}

} // namespace

bool WordList::has(std::string_view word) const {
    return std::find(begin(), end(), word) != end();
}

void WordList::add(std::string_view word) {
    if (size_ < words_.size() && !word.empty() && !has(word)) words_[size_++] = word;
}

void WordList::drop(std::size_t at) {
    std::copy(begin() + at + 1, end(), words_.data() + at);
    --size_;
}

TitleWords title_words_of(const Traits& a, const Traits& b) {
    TitleWords out;
    out.a = split(a.title.words);
    out.b = split(b.title.words);
    if (a.title.words == b.title.words) return out;
    out.other_numbers = numbers_differ(a.title, b.title);
    out.own_a = missing(out.a, out.b);
    out.own_b = missing(out.b, out.a);
    out.respelt = drop_respelt(out.own_a, out.own_b);
    out.own_a = rest_of(out.own_a, out.b);
    out.own_b = rest_of(out.own_b, out.a);
    out.respelt |= drop_respelt(out.own_a, out.own_b);
    const bool one_name = a.companies == b.companies, one_place = a.locations == b.locations;
    for (WordList* own : {&out.own_a, &out.own_b}) {
        out.employer |= drop_if(*own, [&](auto word) {
            return names_employer(word, a) || (!one_name && names_employer(word, b));
        });
        out.place |= drop_if(*own, [&](auto word) {
            return names_place(word, a) || (!one_place && names_place(word, b));
        });
        out.service |= drop_if(*own, names_service);
    }
    return out;
}

} // namespace gonggo::postings
