#pragma once
// The query language of profiles' include/exclude and of `gonggo search`:
//   추천 시스템            both words          "추천 시스템"      the phrase
//   MLOps OR DevOps      either             -강사, NOT 강사     without
//   (a OR b) title:MLOps  groups and fields   kuber*            words that begin so
//   /ml.?ops/             a regular expression (RE2)
#include "base/result.hpp"
#include "postings/posting.hpp"
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace gonggo::postings {

enum class QueryKind { all, any, none, term };

struct QueryNode {
    QueryKind kind =
        QueryKind::all; ///< all: every child; any: at least one; none: not its one child
    std::vector<QueryNode> children;
    std::string field; ///< title, company, description, place, skill, role, source, level, kind,
                       ///< remote, employment, status, military, tag; empty = everywhere
    std::string text;  ///< folded
    std::string place; ///< the normalised place where the field is one: "gangnam" → "서울 강남구"
    bool prefix = false;
    std::shared_ptr<const re2::RE2> regex; ///< in place of the text
};

/// A posting's words, folded once for all that is asked of it. Borrows the posting.
class QueryText {
public:
    explicit QueryText(const Posting& posting);
    const Posting& posting;
    std::string title, company;
    std::vector<std::string> skills, places;
    [[nodiscard]] const std::string& description() const; ///< folded when first asked for

private:
    mutable std::optional<std::string> description_;
};

class Query {
public:
    /// An empty text gives a query that everything matches. Errors point at the column.
    static Result<Query> parse(std::string_view text);
    [[nodiscard]] bool matches(const Posting& posting) const;
    [[nodiscard]] bool matches(const QueryText& text) const;
    [[nodiscard]] const QueryNode& root() const { return root_; }
    [[nodiscard]] bool empty() const { return root_.children.empty(); }

private:
    QueryNode root_;
};

/// The words that stand as #word in a note, folded, each once.
std::vector<std::string> tags_in(std::string_view note);

/// A folded word of initial consonants alone, two or more ("ㅁㅅㄹㄴ"), finds what they begin.
bool is_initials(std::string_view folded);

} // namespace gonggo::postings
