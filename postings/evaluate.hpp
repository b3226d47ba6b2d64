#pragma once
// How well classify() does on anybody's labelled postings.
#include "base/time.hpp"
#include <iosfwd>
#include <string>
#include <vector>

namespace gonggo::postings {

struct Counts {
    int hit = 0, extra = 0, missed = 0, right_no = 0;
    [[nodiscard]] double precision() const; ///< 0 when nothing was matched
    [[nodiscard]] double recall() const;    ///< 0 when there was nothing to match
    [[nodiscard]] double f1() const;
};

struct Mistake {
    std::size_t line = 0; ///< from 1
    std::string id, title, want, got;
    bool borderline = false;
};

struct Evaluation {
    Counts all, clear; ///< clear: without the rows marked borderline
    int roles = 0, roles_right = 0;
    int unreadable = 0;            ///< lines that are no JSON object
    std::vector<Mistake> mistakes; ///< of the match
};

/// Reads one JSON object a line: a posting's strings with "match" (yes|no|skip) and, if known,
/// "role" and "borderline". Skipped and missing labels do not count; empty lines are passed over.
Evaluation evaluate(std::istream& lines, Date today);

} // namespace gonggo::postings
