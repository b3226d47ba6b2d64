#pragma once
// Everything open, matched by wishes that are new.
#include "base/time.hpp"
#include "postings/match.hpp"
#include <filesystem>

namespace gonggo::postings {

/// Matches every posting that is open on `today` anew, in one transaction; what was told stays
/// told. How many postings that were. Nobody may be in a transaction of the same thread.
Result<int> rematch_open(const std::filesystem::path& database, const Matcher& matcher,
                         Timestamp now, Date today);

} // namespace gonggo::postings
