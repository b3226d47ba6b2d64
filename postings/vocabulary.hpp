#pragma once
// The tables of words that are data: compiled in (postings/vocabulary/), and changed by the user's
// files of the same names.
#include "base/result.hpp"
#include <filesystem>
#include <string>
#include <vector>

namespace gonggo::postings {

enum class Vocabulary { skills, places };

/// Cells of a line; the comments and empty lines are left out.
using VocabularyRows = std::vector<std::vector<std::string>>;

/// Lays the user's rows over the table's: a row of the same name stands in its place, one whose
/// spellings are "-" takes it away, others are added. Errors are "file:line: what, and the mend".
Status lay_over(VocabularyRows& rows, Vocabulary which, std::string_view text,
                const std::string& file);

/// Reads skills.tsv and places.tsv of the directory, where there are such. Before the first posting
/// is read, by one thread: what was looked up before does not change any more.
Status use_vocabulary(const std::filesystem::path& directory);

/// The table with the user's changes. Thread-safe after use_vocabulary().
const VocabularyRows& vocabulary(Vocabulary which);

} // namespace gonggo::postings
