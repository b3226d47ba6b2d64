#pragma once
// What boards' answers usually call the fields of a posting.
#include <string_view>
#include <vector>

namespace gonggo::scrapers {

/// A field's usual names in boards' answers, the best first; compared without case, _ and -.
struct Names {
    const char* field;
    std::vector<std::string_view> keys;
};

const std::vector<Names>& usual_names();

} // namespace gonggo::scrapers
