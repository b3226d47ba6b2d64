#pragma once
// Two titles word by word: what stands in one of them only.
#include "postings/dedup/traits.hpp"
#include "postings/dedup/words.hpp"
#include <array>
#include <string_view>

namespace gonggo::postings {

/// At most kMostWords words, in their titles' memory.
class WordList {
public:
    [[nodiscard]] const std::string_view* begin() const { return words_.data(); }
    [[nodiscard]] const std::string_view* end() const { return words_.data() + size_; }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] bool has(std::string_view word) const;
    void add(std::string_view word); ///< once each; nothing when it is full
    void drop(std::size_t at);
    const std::string_view& operator[](std::size_t i) const { return words_[i]; }

private:
    std::array<std::string_view, kMostWords> words_;
    std::size_t size_ = 0;
};

/// The words of two titles. A word is own when the other title has it in no spelling, nor as part
/// of a compound; of a compound that is half known the rest is own. The employer's name, where
/// one works and military service are no own words, but noted.
struct TitleWords {
    WordList a, b;         ///< all
    WordList own_a, own_b; ///< what the other title lacks
    bool respelt = false;  ///< some are the same in another spelling
    bool employer = false, place = false, service = false;
    bool other_numbers = false; ///< each has a number, or one more often, than the other
};
TitleWords title_words_of(const Traits& a, const Traits& b);

} // namespace gonggo::postings
