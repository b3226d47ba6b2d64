#include "postings/features.hpp"

#include "base/text.hpp"
#include "postings/feature_groups.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace gonggo::postings {
namespace {

constexpr std::size_t kMostText = 2400;

struct Word {
    std::string text;
    bool hangul = false;
};

/// Runs of one script: "AI엔지니어" → "ai", "엔지니어". Digits alone say nothing.
std::vector<Word> words_in(std::string_view folded) {
    std::vector<Word> out;
    Word word;
    const auto flush = [&] {
        const bool digits =
            std::ranges::all_of(word.text, [](char c) { return c >= '0' && c <= '9'; });
        if (!word.text.empty() && !digits) out.push_back(word);
        word = {};
    };
    for (std::size_t i = 0; i < folded.size();) {
        const char32_t c = text::next_code_point(folded, i);
        const bool part =
            text::is_word(c) || ((c == '+' || c == '#') && !word.text.empty() && !word.hangul);
        if (!part || (!word.text.empty() && text::is_hangul(c) != word.hangul)) flush();
        if (!part) continue;
        word.hangul = text::is_hangul(c);
        text::append_utf8(word.text, c);
    }
    flush();
    return out;
}

/// Pieces of two and three syllables: Korean compounds are written with and without blanks.
void add_pieces(const std::string& word, const char* place, double value,
                std::vector<Feature>& out) {
    const std::size_t syllables = word.size() / 3;
    for (std::size_t length = 2; length <= 3; ++length)
        for (std::size_t i = 0; i + length <= syllables; ++i)
            out.push_back({place + std::string("~") + word.substr(i * 3, length * 3), value});
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
                                   {"deep learning", "deeplearning"},
                                   {"data scien", "datascien"},
                                   {"머신 러닝", "머신러닝"},
                                   {"딥 러닝", "딥러닝"},
                                   {"r&d", "rnd"},
                                   {"s/w", "sw"},
                                   {"h/w", "hw"},
                                   {"ai/ml", "ai ml"},
                                   {"c++", "cpp"}})
        title = text::replace_all(title, from, to);
    return title;
}

/// The title's groups, alone and in pairs.
void add_title_groups(const std::string& title, std::vector<Feature>& out) {
    const auto found = groups_in(GroupsOf::title, title);
    if (found.empty()) out.push_back({"no group", 1});
    for (std::size_t i = 0; i < found.size(); ++i) {
        const std::string name = "g~" + std::string(found[i]);
        out.push_back({name, 1});
        for (std::size_t j = i + 1; j < found.size(); ++j)
            out.push_back({name + "&" + std::string(found[j]), 1});
        if (found.size() == 1) out.push_back({"only~" + std::string(found[i]), 1});
    }
}

void add_groups(GroupsOf of, std::string_view folded, const char* prefix,
                std::vector<Feature>& out) {
    for (const auto name : groups_in(of, folded)) out.push_back({prefix + std::string(name), 0.7});
}

/// The last syllables of the title's last word: "AI서비스기획자" ends as "기획자" does.
void add_ending(const Word& last, std::vector<Feature>& out) {
    if (!last.hangul) return;
    for (const std::size_t bytes : {6U, 9U})
        if (last.text.size() > bytes)
            out.push_back({"h~" + last.text.substr(last.text.size() - bytes), 0.5});
}

} // namespace

std::vector<Feature> features_of(const Posting& posting) {
    std::vector<Feature> out;
    out.push_back({"bias", 1});
    const std::string title_text = title_of(posting);
    auto title = words_in(title_text);
    std::erase_if(title, [](const Word& word) { return says_no_role(word.text); });
    add_title_groups(title_text, out);
    for (std::size_t i = 0; i < title.size(); ++i) {
        out.push_back({"t:" + title[i].text, 1});
        if (title[i].hangul) add_pieces(title[i].text, "t", 0.5, out);
        if (i + 1 < title.size())
            out.push_back({"b:" + title[i].text + " " + title[i + 1].text, 0.7});
    }
    if (!title.empty()) out.push_back({"h:" + title.back().text, 0.7});
    if (!title.empty()) add_ending(title.back(), out);
    add_groups(GroupsOf::employer, text::fold(posting.company), "c~", out);
    const double tag_value =
        posting.skills.empty() ? 0 : 1.2 / std::sqrt(static_cast<double>(posting.skills.size()));
    std::string tags;
    for (const auto& skill : posting.skills) {
        const std::string folded = text::fold(skill);
        out.push_back({"s:" + folded, tag_value});
        tags += folded + "\n";
    }
    if (!tags.empty()) add_groups(GroupsOf::tags, tags, "k~", out);
    if (posting.description.empty()) {
        out.push_back({"no text", 1});
    } else {
        std::unordered_set<std::string> seen;
        const std::string_view duties = duties_in(posting.description);
        std::size_t end = std::min(duties.size(), kMostText);
        while (end < duties.size() && (static_cast<unsigned char>(duties[end]) & 0xC0) == 0x80)
            ++end;
        const std::string folded = text::fold(duties.substr(0, end));
        add_groups(GroupsOf::duties, folded, "w~", out);
        for (auto& word : words_in(folded)) {
            if (word.hangul && word.text.size() > 9) word.text.resize(9);
            if (word.text.size() >= 2) seen.insert(std::move(word.text));
        }
        const double value = 3.0 / std::sqrt(static_cast<double>(seen.size()) + 20);
        for (const auto& word : seen) out.push_back({"d:" + word, value});
    }
    return out;
}

} // namespace gonggo::postings
