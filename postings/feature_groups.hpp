#pragma once
// Groups of words that mean alike: what a title, a text of duties, the tags or a company's name say
// beyond their single words.
#include <string_view>
#include <vector>

namespace gonggo::postings {

enum class GroupsOf { title, duties, tags, employer };

/// The names of the groups found in a folded text, in the table's order; thread-safe.
std::vector<std::string_view> groups_in(GroupsOf of, std::string_view folded);

/// The text from the first heading on that speaks of the work ("주요업무", "Responsibilities"):
/// boards and companies put pages about themselves before it. Without such a heading, all of it.
std::string_view duties_in(std::string_view text);

} // namespace gonggo::postings
