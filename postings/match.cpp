#include "postings/match.hpp"

#include "postings/facts.hpp"
#include "postings/rules.hpp"
#include "postings/wishes.hpp"

#include <algorithm>

namespace gonggo::postings {
namespace {

Lesson lesson_of(const Lessons& lessons, const Wishes& wishes, const Posting& posting,
                 bool english = false) {
    if (lessons.empty()) return {};
    const auto taught = lessons.find(wishes.profile.name);
    return taught == lessons.end() ? Lesson{} : lesson_for(taught->second, posting, english);
}

} // namespace

struct Matcher::Impl {
    Wished wished;
    std::vector<Wishes> profiles;
};

Matcher::Matcher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;
Matcher::~Matcher() = default;

Result<Matcher> Matcher::compile(const std::vector<config::Profile>& profiles) {
    auto impl = std::make_unique<Impl>();
    impl->profiles.reserve(profiles.size());
    for (const auto& profile : profiles) {
        GONGGO_TRY(Wishes wishes, wishes_of(profile, impl->wished));
        impl->profiles.push_back(std::move(wishes));
    }
    return Matcher(std::move(impl));
}

std::vector<ProfileMatch> Matcher::match(const Posting& posting, const Classification& c,
                                         const Lessons& lessons) const {
    std::vector<ProfileMatch> out;
    const Facts facts(posting, c, impl_->wished);
    for (const auto& wishes : impl_->profiles) {
        const Lesson lesson = lesson_of(lessons, wishes, posting);
        if (fits(wishes, facts, lesson)) out.push_back(with_reasons(wishes, facts, lesson));
    }
    return out;
}

std::optional<Explanation> Matcher::explain(const std::string& profile, const Posting& posting,
                                            const Classification& c, const Lessons& lessons,
                                            bool english) const {
    const auto wishes =
        std::ranges::find(impl_->profiles, profile, [](const Wishes& w) { return w.profile.name; });
    if (wishes == impl_->profiles.end()) return std::nullopt;
    const Facts facts(posting, c, impl_->wished);
    return explained(*wishes, facts, lesson_of(lessons, *wishes, posting, english), english);
}

} // namespace gonggo::postings
