#pragma once
// companies.toml: companies whose own pages can be watched by naming them.
#include "base/result.hpp"
#include "config/config.hpp"
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::config {

struct Company {
    std::string id, name, recipe;
    std::map<std::string, std::string> params;
    std::string evidence; ///< reported | guessed
    bool several = false; ///< its page names the companies of a group itself
    friend bool operator==(const Company&, const Company&) = default;
};

/// Errors name file:line:column, like parse()'s.
Result<std::vector<Company>> parse_companies(std::string_view text, const std::string& file);
/// Beside the user's configuration, /etc/gonggo, the installed one; what is not there is left out.
std::vector<std::filesystem::path> companies_path();
/// Those of all files, in their order; an id that an earlier file has wins.
Result<std::vector<Company>>
load_companies(const std::vector<std::filesystem::path>& files = companies_path());
/// The source that watches it; its id is the company's.
Source source_of(const Company& company);
/// A source for each of config.companies; one of that id in the file itself stays as it is. An
/// error names the nearest company there is.
Status add_companies(Config& config, const std::vector<Company>& known);

} // namespace gonggo::config
