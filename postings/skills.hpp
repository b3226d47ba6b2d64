#pragma once
// Skills by their canonical names, whatever a posting calls them (vocabulary/skills.tsv).
#include "postings/posting.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::postings {

struct Skill {
    std::string name; ///< "PyTorch"
    std::string
        group; ///< mathematics | computer-science | machine-learning | data-science | mlops | soft
    std::vector<std::string> spellings; ///< folded
};
const std::vector<Skill>& skill_vocabulary();
/// "PyTorch" of "파이토치"; what no vocabulary knows, as it is.
std::string skill_name(std::string_view written);
/// The posting's skills by these names, each once.
std::vector<std::string> skill_names(const Posting& posting);
/// Canonical names found in the tags, the title and the text, in the vocabulary's order.
std::vector<std::string> skills_in(const Posting& posting);

} // namespace gonggo::postings
