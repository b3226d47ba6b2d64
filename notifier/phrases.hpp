#pragma once
// Every word of the digest that a person reads, in Korean and English.
#include "notifier/digest.hpp"

namespace gonggo::notifier {

class Phrases {
public:
    explicit Phrases(std::string_view language) : english_(language == "en") {}

    [[nodiscard]] bool english() const { return english_; }
    [[nodiscard]] std::string say(std::string_view korean, std::string_view english) const {
        return std::string(english_ ? english : korean);
    }
    [[nodiscard]] std::string count(std::size_t n) const; ///< "12건", "12"
    [[nodiscard]] std::string day(Date d) const;          ///< "11/24 월", "11/24 Mon"
    [[nodiscard]] std::string long_day(Date d) const;     ///< "2026년 11월 24일 월요일"
    [[nodiscard]] std::string level(const postings::Level& level) const; ///< "신입 · 경력 3–7년"
    /// "정규직"; empty for an internship whose level() says so.
    [[nodiscard]] std::string employment(const postings::Posting& posting) const;
    [[nodiscard]] std::string status(const postings::Posting& posting) const; ///< "지원한 공고"
    /// What became of a source that is not "ok": "게시판이 응답하지 않습니다".
    [[nodiscard]] std::string source_state(std::string_view state) const;
    [[nodiscard]] std::string remote(const postings::Posting& posting) const;
    [[nodiscard]] std::string deadline(const postings::Deadline& d) const; ///< "12/7(월) 마감"
    /// "D-3", "오늘 마감", "마감" when it has passed; empty when there is no day.
    [[nodiscard]] std::string d_day(const postings::Deadline& d, Date today) const;

private:
    bool english_;
};

} // namespace gonggo::notifier
