#include "cli/explained.hpp"

#include "cli/messages.hpp"

namespace gonggo::cli {

Result<Explained> explained(const postings::Posting& posting, Opened& opened) {
    const auto& profiles = opened.config.profiles;
    GONGGO_TRY(const auto matcher, postings::Matcher::compile(profiles));
    GONGGO_TRY(const auto listed, opened.store.listed(posting.id));
    GONGGO_TRY(const auto lessons, opened.store.lessons());
    Explained out{postings::classify(listed.value_or(posting)), {}};
    for (const auto& profile : profiles)
        if (auto e = matcher.explain(profile.name, posting, out.classification, lessons, english()))
            out.profiles.push_back(std::move(*e));
    return out;
}

} // namespace gonggo::cli
