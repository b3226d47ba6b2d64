#pragma once
// The query language of profiles' include/exclude and of `gonggo search`:
//   추천 시스템            both words          "추천 시스템"      the phrase
//   MLOps OR DevOps      either             -강사, NOT 강사     without
//   (a OR b) title:MLOps  groups and fields   kuber*            words that begin so
#include "base/result.hpp"
#include "postings/posting.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::postings {

enum class QueryKind { all, any, none, term };

struct QueryNode {
    QueryKind kind =
        QueryKind::all; ///< all: every child; any: at least one; none: not its one child
    std::vector<QueryNode> children;
    std::string field; ///< title, company, place, skill, role, source, level, kind, status; empty =
                       ///< everywhere
    std::string text;  ///< folded
    bool prefix = false;
};

class Query {
public:
    /// An empty text gives a query that everything matches. Errors point at the column.
    static Result<Query> parse(std::string_view text);
    [[nodiscard]] bool matches(const Posting& posting) const;
    [[nodiscard]] const QueryNode& root() const { return root_; }
    [[nodiscard]] bool empty() const { return root_.children.empty(); }

private:
    QueryNode root_;
};

} // namespace gonggo::postings
