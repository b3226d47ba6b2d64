#include "postings/taught.hpp"

#include "base/particle.hpp"
#include "base/text.hpp"
#include "postings/normalise.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

namespace gonggo::postings {
namespace {

constexpr int kTitleWord = 4, kSkill = 2, kMostOfOne = 8, kMostOfWords = 12, kCompany = 6;
constexpr std::size_t kWordsTold = 5;

const std::set<std::string>& usual_words() {
    static const std::set<std::string> words = {
        "엔지니어", "개발자", "개발", "담당자",    "담당",     "전문가",    "채용",
        "모집",     "공고",   "신입", "경력",      "경력직",   "인턴",      "정규직",
        "계약직",   "전환형", "팀원", "및",        "engineer", "engineers", "and",
        "the",      "of",     "for",  "developer", "senior",   "junior",    "intern"};
    return words;
}

std::set<std::string> title_words_of(const Posting& posting) {
    std::set<std::string> out;
    const std::string title = text::fold(posting.title);
    std::string word;
    int letters = 0;
    bool digits = true;
    const auto end = [&] {
        if (letters > 1 && !digits && !usual_words().contains(word)) out.insert(word);
        word.clear();
        letters = 0;
        digits = true;
    };
    for (std::size_t i = 0; i < title.size();) {
        const char32_t c = text::next_code_point(title, i);
        if (!text::is_word(c) && c != U'+' && c != U'#') {
            end();
            continue;
        }
        text::append_utf8(word, c);
        ++letters;
        digits = digits && c >= U'0' && c <= U'9';
    }
    end();
    return out;
}

std::set<std::string> skills_of(const Posting& posting) {
    std::set<std::string> out;
    for (const auto& skill : posting.skills) out.insert(text::fold(skill));
    return out;
}

int votes_for(const std::map<std::string, int>& votes, const std::string& key) {
    const auto found = votes.find(key);
    return found == votes.end() ? 0 : found->second;
}

std::string with_sign(int points) {
    return (points > 0 ? "+" : "") + std::to_string(points);
}

} // namespace

Taught learn(const std::vector<std::pair<Posting, bool>>& judged) {
    Taught out;
    for (const auto& [posting, good] : judged) {
        const int vote = good ? 1 : -1;
        for (const auto& word : title_words_of(posting)) out.title_words[word] += vote;
        for (const auto& skill : skills_of(posting)) out.skills[skill] += vote;
        if (const auto key = company_key(posting.company); !key.empty()) out.companies[key] += vote;
        out.judged[posting.id] = good;
    }
    return out;
}

Lesson lesson_for(const Taught& taught, const Posting& posting, bool english) {
    const auto say = [&](std::string_view ko, std::string_view en, std::string_view value = {}) {
        return worded(english ? en : ko, {value});
    };
    if (const auto own = taught.judged.find(posting.id); own != taught.judged.end())
        return {own->second, 0,
                own->second ? say("피드백: 좋다고 하신 공고", "you called it good")
                            : say("피드백: 싫다고 하신 공고", "you called it bad")};
    std::map<std::string, int> points; // a word that is a skill too counts once, as what is more
    const auto weigh = [&](const std::set<std::string>& words,
                           const std::map<std::string, int>& votes, int each) {
        for (const auto& word : words) {
            const int p = std::clamp(each * votes_for(votes, word), -kMostOfOne, kMostOfOne);
            if (std::abs(p) > std::abs(points[word])) points[word] = p;
        }
    };
    weigh(title_words_of(posting), taught.title_words, kTitleWord);
    weigh(skills_of(posting), taught.skills, kSkill);
    std::vector<std::pair<int, std::string>> strongest;
    int sum = 0;
    for (const auto& [word, p] : points) {
        sum += p;
        if (p != 0) strongest.emplace_back(p, word);
    }
    std::ranges::stable_sort(strongest, std::greater<>(),
                             [](const auto& w) { return std::abs(w.first); });
    std::vector<std::string> told;
    for (const auto& [p, word] : strongest)
        if (told.size() < kWordsTold) told.push_back("'" + word + "' " + with_sign(p));
    if (strongest.size() > kWordsTold)
        told.push_back(
            say("그 밖에 {}개", "{} more", std::to_string(strongest.size() - kWordsTold)));
    if (std::abs(sum) > kMostOfWords) {
        sum = std::clamp(sum, -kMostOfWords, kMostOfWords);
        told.push_back(say("(모두 합해 {}까지)", "(no more than {} in all)", with_sign(sum)));
    }
    const int company =
        kCompany * std::clamp(votes_for(taught.companies, company_key(posting.company)), -1, 1);
    if (company != 0)
        told.push_back(say("회사 ", "company ") + posting.company + " " + with_sign(company));
    if (told.empty()) return {};
    return {std::nullopt, static_cast<double>(sum + company),
            say("피드백: ", "") + text::join(told, ", ")};
}

} // namespace gonggo::postings
