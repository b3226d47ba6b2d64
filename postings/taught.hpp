#pragma once
// What a user's "good" and "bad" teach a profile: counted votes, no more, so that it can be told.
#include "postings/posting.hpp"
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gonggo::postings {

/// The votes of one profile, good minus bad: of words (folded), of companies (company_key).
struct Taught {
    std::map<std::string, int> title_words, skills, companies;
    std::map<std::string, bool> judged; ///< posting id → good?
};

struct Lesson {
    std::optional<bool> good; ///< this very posting was judged so; then it speaks alone
    double points = 0;
    /// "피드백: '추천' +4, 회사 가나다 +6", in English without the first word; empty = nothing
    /// learnt is about it.
    std::string text;
};

/// By profile.
using Lessons = std::map<std::string, Taught>;

Taught learn(const std::vector<std::pair<Posting, bool>>& judged);

/// A title's word counts ±4 a net vote and a skill ±2, at most ±8 each and ±12 together; the
/// company ±6. Words that every title has (엔지니어, 채용, 신입 …) teach nothing.
Lesson lesson_for(const Taught& taught, const Posting& posting, bool english = false);

} // namespace gonggo::postings
