#pragma once
// A recipe's samples: pages in the board's real shape with invented words, and the records they
// must give. tests/recipes/<id>/ holds them; tests/recipes/README.md says how they are written.
#include "base/result.hpp"
#include "scrapers/extract.hpp"
#include <filesystem>
#include <string>
#include <vector>

namespace gonggo::scrapers {

struct Sample {
    std::string name; ///< the file's: "list.html", "list-old.html", "detail.json"
    Stage stage = Stage::list;
    std::string body, content_type, url;
};

/// What {param} stands for in a sample: the parameter's default, else the word "sample".
Values sample_values(const Recipe& recipe);
/// The folder's list* and detail* files by name, lists first. A list's address is the recipe's own
/// with sample_values(); a detail's is that of the first list record. An error when there is none.
Result<std::vector<Sample>> load_samples(const Recipe& recipe, const std::filesystem::path& folder);
/// The records of all samples, a JSON object a line: {"sample", "layout", then what was caught}.
/// A sample that cannot be read at all is an error.
Result<std::vector<std::string>> sample_records(const Recipe& recipe,
                                                const std::vector<Sample>& samples);
/// Every sample must give exactly the records of the folder's expected.jsonl; the error shows the
/// first line that differs.
Status check_samples(const Recipe& recipe, const std::filesystem::path& folder);

} // namespace gonggo::scrapers
