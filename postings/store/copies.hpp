#pragma once
// Possible copies: postings with nearly the same text under another company's name (a
// head-hunter's, say) or a hidden one. They are linked, never merged.
#include "base/result.hpp"
#include <filesystem>
#include <string>
#include <vector>

namespace gonggo::postings {

struct Copy {
    std::string id, title, company;
    bool agency = false; ///< a head-hunter's name
};

/// The possible copies of each of these postings, in their order; none when the database is not
/// there. Only reads.
Result<std::vector<std::vector<Copy>>> copies_of(const std::filesystem::path& database,
                                                 const std::vector<std::string>& ids);

} // namespace gonggo::postings
