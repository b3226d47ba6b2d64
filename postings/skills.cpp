#include "postings/skills.hpp"

#include "base/text.hpp"
#include "postings/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <queue>
#include <unordered_map>

namespace gonggo::postings {
namespace {

/// Aho–Corasick over bytes: all spellings of all skills in one pass.
class Automaton {
public:
    Automaton() {
        make_node();
        const auto& skills = skill_vocabulary();
        for (std::size_t s = 0; s < skills.size(); ++s)
            for (const auto& spelling : skills[s].spellings) add(spelling, s);
        link();
        compact();
    }

    void find(std::string_view text, std::vector<bool>& found) const {
        std::uint32_t at = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            at = rows_[at * classes_ + class_of_[static_cast<unsigned char>(text[i])]];
            for (std::uint32_t n = reports_[at]; n != 0; n = nodes_[n].shorter)
                for (const auto& [skill, length] : nodes_[n].ends)
                    if (!found[skill] && whole_word(text, i + 1 - length, i + 1))
                        found[skill] = true;
        }
    }

private:
    struct Node {
        std::uint32_t shorter = 0; ///< the nearest suffix that ends a spelling
        std::vector<std::pair<std::size_t, std::size_t>> ends;
    };

    std::uint32_t make_node() {
        nodes_.emplace_back();
        next_.emplace_back();
        return static_cast<std::uint32_t>(nodes_.size() - 1);
    }

    void add(const std::string& spelling, std::size_t skill) {
        std::uint32_t at = 0;
        for (const char c : spelling) {
            const auto byte = static_cast<unsigned char>(c);
            if (next_[at][byte] == 0) {
                const auto made = make_node();
                next_[at][byte] = made;
            }
            at = next_[at][byte];
        }
        nodes_[at].ends.emplace_back(skill, spelling.size());
    }

    void link() {
        std::queue<std::uint32_t> queue;
        std::vector<std::uint32_t> fail(nodes_.size());
        for (const auto child : next_[0])
            if (child) queue.push(child);
        while (!queue.empty()) {
            const std::uint32_t at = queue.front();
            queue.pop();
            for (std::size_t c = 0; c < 256; ++c) {
                const std::uint32_t fallback = next_[fail[at]][c];
                auto& child = next_[at][c];
                if (child == 0) {
                    child = fallback;
                    continue;
                }
                fail[child] = fallback;
                nodes_[child].shorter =
                    nodes_[fallback].ends.empty() ? nodes_[fallback].shorter : fallback;
                queue.push(child);
            }
        }
    }

    /// The moves of all nodes in one small table: bytes that no spelling holds are one class.
    void compact() {
        std::array<bool, 256> used{};
        for (const auto& next : next_)
            for (std::size_t c = 0; c < 256; ++c) used[c] = used[c] || next[c] != 0;
        for (std::size_t c = 0; c < 256; ++c)
            if (used[c]) class_of_[c] = static_cast<std::uint8_t>(classes_++);
        rows_.resize(nodes_.size() * classes_);
        for (std::size_t n = 0; n < nodes_.size(); ++n) {
            for (std::size_t c = 0; c < 256; ++c)
                if (used[c]) rows_[n * classes_ + class_of_[c]] = next_[n][c];
            const auto at = static_cast<std::uint32_t>(n);
            reports_.push_back(nodes_[n].ends.empty() ? nodes_[n].shorter : at);
        }
        std::vector<Moves>().swap(next_);
    }

    /// Latin spellings must not be part of a longer Latin word ("ml" in "html"); Hangul takes
    /// particles.
    static bool whole_word(std::string_view text, std::size_t begin, std::size_t end) {
        const auto latin = [&](std::size_t i) {
            return (text[i] >= 'a' && text[i] <= 'z') || (text[i] >= '0' && text[i] <= '9');
        };
        const bool starts_latin = latin(begin);
        const bool ends_latin = latin(end - 1);
        return !(starts_latin && begin > 0 && latin(begin - 1)) &&
               !(ends_latin && end < text.size() && latin(end));
    }

    using Moves = std::array<std::uint32_t, 256>;
    std::vector<Moves> next_; ///< byte → node, while it is built
    std::vector<Node> nodes_;
    std::array<std::uint8_t, 256> class_of_{}; ///< 0: in no spelling
    std::size_t classes_ = 1;
    std::vector<std::uint32_t> rows_;    ///< node × class → node
    std::vector<std::uint32_t> reports_; ///< the nearest node that ends a spelling, or 0
};

} // namespace

const std::vector<Skill>& skill_vocabulary() {
    static const std::vector<Skill> skills = [] {
        std::vector<Skill> out;
        for (const auto& row : vocabulary(Vocabulary::skills)) {
            Skill skill{row[1], row[0], {text::fold(row[1])}};
            if (row.size() > 2)
                for (const auto& spelling : text::split_trimmed(row[2], "|"))
                    skill.spellings.push_back(text::fold(spelling));
            out.push_back(std::move(skill));
        }
        return out;
    }();
    return skills;
}

std::vector<std::string> skills_in(const Posting& posting) {
    static const Automaton automaton;
    std::vector<bool> found(skill_vocabulary().size());
    automaton.find(text::fold(posting.title), found);
    for (const auto& tag : posting.skills) automaton.find(text::fold(tag), found);
    automaton.find(text::fold(posting.description), found);
    std::vector<std::string> out;
    for (std::size_t i = 0; i < found.size(); ++i)
        if (found[i]) out.push_back(skill_vocabulary()[i].name);
    return out;
}

std::string skill_name(std::string_view written) {
    static const auto names = [] {
        std::unordered_map<std::string, std::string> out;
        for (const auto& skill : skill_vocabulary())
            for (const auto& spelling : skill.spellings) out.emplace(spelling, skill.name);
        return out;
    }();
    const auto known = names.find(text::fold(written));
    return known == names.end() ? std::string(written) : known->second;
}

std::vector<std::string> skill_names(const Posting& posting) {
    std::vector<std::string> out;
    for (const auto& skill : posting.skills)
        if (auto name = skill_name(skill); std::ranges::find(out, name) == out.end())
            out.push_back(std::move(name));
    return out;
}

} // namespace gonggo::postings
