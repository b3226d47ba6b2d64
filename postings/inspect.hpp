#pragma once
// The workshop's views on normalising, classifying and comparing, as JSON text (docs: gonggo
// inspect).
#include "base/result.hpp"
#include "base/time.hpp"
#include "postings/posting.hpp"
#include <string>
#include <string_view>

namespace gonggo::postings {

std::string inspect_deadline(std::string_view text, Date today); ///< {"kind","date"}
std::string inspect_career(std::string_view text); ///< {"min_years","max_years","labels"}
std::string inspect_salary(std::string_view text); ///< {"min","max","currency","period","text"}
/// One labelled-file line in, {"id","role","match","score","reasons"} out; score 0–1.
Result<std::string> inspect_classify(std::string_view line, Date today);
struct ComparedPair {
    Posting a, b;
};
/// {"a": {...}, "b": {...}}, each with "source"; deadlines told from an unknown day are dropped.
Result<ComparedPair> read_pair(std::string_view line, Date today);
/// The same in, {"duplicate","score"} out.
Result<std::string> inspect_compare(std::string_view line, Date today);

} // namespace gonggo::postings
