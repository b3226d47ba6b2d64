#pragma once
// The options by which list and search choose.
#include "cli/print.hpp"

namespace CLI {
class App;
}

namespace gonggo::cli {

struct Wishes {
    postings::Filter filter;
    ListStyle style;
    std::vector<std::string> tags; ///< all of them
    std::string since, until, closing;
    bool everything = false; ///< also what fits no profile
};

/// --role.
void add_roles(CLI::App& command, std::vector<std::string>& roles);
void add_filters(CLI::App& command, Wishes& wishes);
/// Whether only what fits a profile is listed: not of postings that the user marked or tagged.
bool fitting_only(const Wishes& wishes);
/// The filter with its times worked out; an error names the option's value.
Result<postings::Filter> filter_of(const Wishes& wishes, const Opened& opened);

} // namespace gonggo::cli
