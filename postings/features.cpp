#include "postings/features.hpp"

#include "base/text.hpp"
#include "postings/feature_groups.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <unordered_set>
#include <xxhash.h>

namespace gonggo::postings {
namespace {

constexpr std::size_t kMostText = 2400;

struct Word {
    std::string_view text;
    bool hangul = false;
};

/// Runs of one script: "AI엔지니어" → "ai", "엔지니어". Digits alone say nothing.
template <class Take>
void each_word(std::string_view folded, Take take) {
    std::size_t begin = 0, end = 0;
    bool hangul = false, digits = true;
    const auto flush = [&](std::size_t next) {
        if (end > begin && !digits) take(Word{folded.substr(begin, end - begin), hangul});
        begin = end = next;
        digits = true;
    };
    for (std::size_t i = 0; i < folded.size();) {
        const std::size_t at = i;
        const char32_t c = text::next_code_point(folded, i);
        const bool open = end > begin;
        const bool part = text::is_word(c) || ((c == '+' || c == '#') && open && !hangul);
        if (!part || (open && text::is_hangul(c) != hangul)) flush(at);
        if (!part) {
            begin = end = i;
            continue;
        }
        hangul = text::is_hangul(c);
        digits = digits && c >= '0' && c <= '9';
        end = i;
    }
    flush(folded.size());
}

/// A feature's name in parts, put together in one buffer.
class Teller {
public:
    explicit Teller(const FeatureSink& sink) : sink_(sink) {}

    void operator()(std::initializer_list<std::string_view> parts, double value) {
        name_.clear();
        for (const auto part : parts) name_ += part;
        sink_(name_, value);
    }

private:
    const FeatureSink& sink_;
    std::string name_;
};

/// Pieces of two and three syllables: Korean compounds are written with and without blanks.
void add_pieces(std::string_view word, double value, Teller& tell) {
    const std::size_t syllables = word.size() / 3;
    for (std::size_t length = 2; length <= 3; ++length)
        for (std::size_t i = 0; i + length <= syllables; ++i)
            tell({"t~", word.substr(i * 3, length * 3)}, value);
}

/// Four letters in a row: "scientist", "scientists" and "datascience" share most of them. Only of
/// words in ASCII: a piece of another would be no UTF-8.
void add_letters(std::string_view word, double value, Teller& tell) {
    constexpr std::size_t kLetters = 4;
    if (!std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return;
    for (std::size_t i = 0; i + kLetters <= word.size(); ++i)
        tell({"t~", word.substr(i, kLetters)}, value);
}

/// Words of level and hiring: they say for whom a vacancy is, not which work.
bool says_no_role(std::string_view word) {
    static const std::unordered_set<std::string_view> kWords = {
        "시니어",   "주니어", "senior",   "junior",   "sr",   "jr",   "신입",
        "경력",     "경력직", "신입사원", "경력사원", "채용", "모집", "정규직",
        "계약직",   "공고",   "채용공고", "구인",     "이상", "년",   "년차",
        "경력무관", "무관",   "차",       "리드",     "lead", "팀장"};
    return kWords.contains(word);
}

std::string title_of(const Posting& posting) {
    std::string title = text::fold(posting.title);
    for (const auto& [from, to] : {std::pair{"machine learning", "machinelearning"},
                                   {"machine-learning", "machinelearning"},
                                   {"deep learning", "deeplearning"},
                                   {"deep-learning", "deeplearning"},
                                   {"ml ops", "mlops"},
                                   {"ml-ops", "mlops"},
                                   {"llm ops", "llmops"},
                                   {"data scien", "datascien"},
                                   {"머신 러닝", "머신러닝"},
                                   {"딥 러닝", "딥러닝"},
                                   {"기계 학습", "기계학습"},
                                   {"인공 지능", "인공지능"},
                                   {"자연어 처리", "자연어처리"},
                                   {"r&d", "rnd"},
                                   {"s/w", "sw"},
                                   {"h/w", "hw"},
                                   {"ai/ml", "ai ml"},
                                   {"c++", "cpp"}})
        title = text::replace_all(title, from, to);
    return title;
}

using Groups = std::vector<std::string_view>;

/// The title's groups, alone and in pairs.
void add_title_groups(const Groups& found, Teller& tell) {
    if (found.empty()) tell({"no group"}, 1);
    for (std::size_t i = 0; i < found.size(); ++i) {
        tell({"g~", found[i]}, 1);
        for (std::size_t j = i + 1; j < found.size(); ++j) tell({"g~", found[i], "&", found[j]}, 1);
        if (found.size() == 1) tell({"only~", found[i]}, 1);
    }
}

/// In brackets stand teams, products and terms of hiring.
std::string outside_brackets(std::string_view title) {
    std::string out;
    int open = 0;
    for (const char c : title) {
        const bool opens = c == '(' || c == '[' || c == '<';
        const bool closes = c == ')' || c == ']' || c == '>';
        if (opens) ++open;
        if (closes && open > 0) --open;
        if (opens || closes)
            out += ' ';
        else if (open == 0)
            out += c;
    }
    return out;
}

/// All groups outside the title's brackets as one: what an AI engineer is, an AI engineer's
/// recruiter is not.
void add_title_as_one(std::string_view folded, const Groups& groups, Teller& tell) {
    const bool brackets = folded.find_first_of("([<)]>") != std::string_view::npos;
    std::string all;
    for (const auto group :
         brackets ? groups_in(GroupsOf::title, outside_brackets(folded)) : groups)
        all.append(group) += '&';
    tell({"all~", all}, 0.7);
}

void add_groups(GroupsOf of, std::string_view folded, std::string_view prefix, Teller& tell) {
    for (const auto name : groups_in(of, folded)) tell({prefix, name}, 0.7);
}

/// The last syllables of the title's last word: "AI서비스기획자" ends as "기획자" does.
void add_ending(const Word& last, Teller& tell) {
    if (!last.hangul) return;
    for (const std::size_t bytes : {6U, 9U})
        if (last.text.size() > bytes) tell({"h~", last.text.substr(last.text.size() - bytes)}, 0.5);
}

/// What the title's groups mean beside what the text says of the work, or where there is no text:
/// an analyst who tunes models is another than one who draws charts.
void add_title_beside_text(const Groups& title, const Groups* duties, Teller& tell) {
    constexpr double kValue = 0.5;
    if (duties == nullptr) {
        for (const auto group : title) tell({"n&", group}, kValue);
        return;
    }
    for (const auto duty : *duties) {
        for (const auto group : title) tell({"x&", group, "&", duty}, kValue);
        if (title.empty()) tell({"x&&", duty}, kValue);
    }
}

/// Returns its groups.
Groups add_title(const Posting& posting, Teller& tell) {
    const std::string folded = title_of(posting);
    std::vector<Word> title;
    each_word(folded, [&](const Word& word) {
        if (!says_no_role(word.text)) title.push_back(word);
    });
    Groups groups = groups_in(GroupsOf::title, folded);
    add_title_groups(groups, tell);
    add_title_as_one(folded, groups, tell);
    for (std::size_t i = 0; i < title.size(); ++i) {
        tell({"t:", title[i].text}, 1);
        if (title[i].hangul)
            add_pieces(title[i].text, 0.5, tell);
        else
            add_letters(title[i].text, 0.3, tell);
        if (posting.description.empty()) tell({"n~", title[i].text}, 0.5);
        if (i + 1 < title.size()) tell({"b:", title[i].text, " ", title[i + 1].text}, 0.7);
    }
    if (!title.empty()) {
        tell({"h:", title.back().text}, 0.7);
        add_ending(title.back(), tell);
    }
    return groups;
}

void add_tags(const Posting& posting, Teller& tell) {
    if (posting.skills.empty()) return;
    const double value = 1.2 / std::sqrt(static_cast<double>(posting.skills.size()));
    std::string tags;
    for (const auto& skill : posting.skills) {
        const std::string folded = text::fold(skill);
        tell({"s:", folded}, value);
        tags += folded + "\n";
    }
    add_groups(GroupsOf::tags, tags, "k~", tell);
}

/// The different words of a short text, in their order.
class Distinct {
public:
    void add(std::string_view word) {
        std::size_t at = XXH3_64bits(word.data(), word.size()) % kSlots;
        while (slots_[at] != 0 && words_[slots_[at] - 1U] != word) at = (at + 1) % kSlots;
        if (slots_[at] != 0 || words_.size() + 1 >= kSlots / 2) return;
        words_.push_back(word);
        slots_[at] = static_cast<std::uint16_t>(words_.size());
    }
    [[nodiscard]] const std::vector<std::string_view>& words() const { return words_; }

private:
    static constexpr std::size_t kSlots =
        4096; // kMostText bytes hold fewer than half as many words
    std::array<std::uint16_t, kSlots> slots_{}; ///< the word's place in words_, from 1
    std::vector<std::string_view> words_;
};

/// The text's different words; what a long text says counts less for each of them.
void add_text(const Posting& posting, const Groups& title, Teller& tell) {
    if (posting.description.empty()) {
        tell({"no text"}, 1);
        return add_title_beside_text(title, nullptr, tell);
    }
    const std::string_view duties = duties_in(posting.description);
    std::size_t end = std::min(duties.size(), kMostText);
    while (end < duties.size() && (static_cast<unsigned char>(duties[end]) & 0xC0) == 0x80) ++end;
    const std::string folded = text::fold(duties.substr(0, end));
    const Groups groups = groups_in(GroupsOf::duties, folded);
    for (const auto name : groups) tell({"w~", name}, 0.7);
    add_title_beside_text(title, &groups, tell);
    Distinct distinct;
    each_word(folded, [&](Word word) {
        if (word.hangul) word.text = word.text.substr(0, 9);
        if (word.text.size() >= 2) distinct.add(word.text);
    });
    const auto& words = distinct.words();
    const double value = 3.0 / std::sqrt(static_cast<double>(words.size()) + 20);
    for (const auto word : words) tell({"d:", word}, value);
}

} // namespace

void each_feature(const Posting& posting, const FeatureSink& sink) {
    Teller tell(sink);
    tell({"bias"}, 1);
    const Groups title = add_title(posting, tell);
    add_groups(GroupsOf::employer, text::fold(posting.company), "c~", tell);
    add_tags(posting, tell);
    add_text(posting, title, tell);
}

} // namespace gonggo::postings
