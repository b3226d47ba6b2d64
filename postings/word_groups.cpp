#include "postings/word_groups.hpp"

#include <algorithm>
#include <stdexcept>

namespace gonggo::postings {
namespace {

RE2::Options options() {
    RE2::Options out;
    out.set_max_mem(64 << 20); // states are made as texts need them, and kept
    return out;
}

} // namespace

WordGroups::WordGroups(std::span<const WordGroup> table) : set_(options(), RE2::UNANCHORED) {
    for (const auto& group : table) {
        names_.push_back(group.name);
        std::string fault;
        if (set_.Add("(?m)" + std::string(group.pattern), &fault) < 0)
            throw std::logic_error("word group '" + std::string(group.name) + "': " + fault);
    }
    if (!set_.Compile()) throw std::logic_error("word groups: out of memory");
}

std::vector<std::string_view> WordGroups::in(std::string_view folded) const {
    std::vector<int> found;
    std::vector<std::string_view> out;
    set_.Match(re2::StringPiece(folded.data(), folded.size()), &found);
    std::ranges::sort(found);
    for (const int i : found) out.push_back(names_[static_cast<std::size_t>(i)]);
    return out;
}

std::uint64_t WordGroups::bits(std::string_view folded) const {
    std::vector<int> found;
    std::uint64_t out = 0;
    set_.Match(re2::StringPiece(folded.data(), folded.size()), &found);
    for (const int i : found) out |= std::uint64_t{1} << i;
    return out;
}

} // namespace gonggo::postings
