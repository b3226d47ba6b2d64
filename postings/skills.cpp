#include "postings/skills.hpp"

#include "base/text.hpp"

#include <array>
#include <cstdint>
#include <queue>

namespace gonggo::embedded {
std::string_view skill_words();
}

namespace gonggo::postings {
namespace {

/// Aho–Corasick over bytes: all spellings of all skills in one pass.
class Automaton {
public:
    Automaton() {
        nodes_.emplace_back();
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
        std::array<std::uint32_t, 256> next{};
        std::uint32_t fail = 0;
        std::uint32_t shorter = 0; ///< the nearest suffix that ends a spelling
        std::vector<std::pair<std::size_t, std::size_t>> ends;
    };

    void add(const std::string& spelling, std::size_t skill) {
        std::uint32_t at = 0;
        for (const char c : spelling) {
            auto next = nodes_[at].next[static_cast<unsigned char>(c)];
            if (next == 0) {
                next = static_cast<std::uint32_t>(nodes_.size());
                nodes_[at].next[static_cast<unsigned char>(c)] = next;
                nodes_.emplace_back();
            }
            at = next;
        }
        nodes_[at].ends.emplace_back(skill, spelling.size());
    }

    void link() {
        std::queue<std::uint32_t> queue;
        for (const auto child : nodes_[0].next)
            if (child) queue.push(child);
        while (!queue.empty()) {
            const std::uint32_t at = queue.front();
            queue.pop();
            for (std::size_t c = 0; c < 256; ++c) {
                const std::uint32_t fallback = nodes_[nodes_[at].fail].next[c];
                auto& child = nodes_[at].next[c];
                if (child == 0) {
                    child = fallback;
                    continue;
                }
                nodes_[child].fail = fallback;
                nodes_[child].shorter =
                    nodes_[fallback].ends.empty() ? nodes_[fallback].shorter : fallback;
                queue.push(child);
            }
        }
    }

    /// The moves of all nodes in one small table: bytes that no spelling holds are one class.
    void compact() {
        std::array<bool, 256> used{};
        for (const auto& node : nodes_)
            for (std::size_t c = 0; c < 256; ++c) used[c] = used[c] || node.next[c] != 0;
        for (std::size_t c = 0; c < 256; ++c)
            if (used[c]) class_of_[c] = static_cast<std::uint8_t>(classes_++);
        rows_.resize(nodes_.size() * classes_);
        for (std::size_t n = 0; n < nodes_.size(); ++n) {
            for (std::size_t c = 0; c < 256; ++c)
                if (used[c]) rows_[n * classes_ + class_of_[c]] = nodes_[n].next[c];
            const auto at = static_cast<std::uint32_t>(n);
            reports_.push_back(nodes_[n].ends.empty() ? nodes_[n].shorter : at);
        }
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
        for (const auto line : text::split(embedded::skill_words(), '\n')) {
            const auto cells = text::split(line, '\t');
            if (cells.size() < 2 || line.starts_with('#')) continue;
            Skill skill{std::string(cells[1]), std::string(cells[0]), {text::fold(cells[1])}};
            if (cells.size() > 2)
                for (const auto& spelling : text::split_trimmed(cells[2], "|"))
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

} // namespace gonggo::postings
