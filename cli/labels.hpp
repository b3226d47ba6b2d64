#pragma once
// The words of the catalogue for what postings and rules know by a name.
#include "postings/posting.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::cli {

/// "MLOps 엔지니어", "MLOps engineer".
std::string role_label(postings::Role role);
/// "신입", "entry level", of "entry".
std::string level_label(std::string_view level);
/// What `mark` makes of a posting, in the order an application goes: interested … hidden.
const std::vector<std::string>& statuses();
/// "지원함", "applied"; empty when there is no such status.
std::string status_label(std::string_view status);
/// "본문", "description": the name of a wish or of a posting's part; English is what the
/// configuration calls it.
std::string part_label(const std::string& name);

} // namespace gonggo::cli
