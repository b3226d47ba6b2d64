#pragma once
// A profile's wishes against postings.
#include "base/result.hpp"
#include "config/config.hpp"
#include "postings/classify.hpp"
#include "postings/posting.hpp"
#include "postings/taught.hpp"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gonggo::postings {

/// One rule that was looked at, for `gonggo why`: what spoke for or against, or what was missing.
struct Verdict {
    std::string rule; ///< "role", "place", "exclude" …; "skills" twice when some are missing
    bool passed = false;
    double points = 0;
    std::string text;   ///< for people
    bool wished = true; ///< false: nothing was wished of it
};

struct Explanation {
    bool fits = false;
    ProfileMatch match;
    std::vector<Verdict> verdicts; ///< every rule, also those that nothing was wished of
};

/// Compiled wishes of all profiles; matching ten thousand of them costs at most 1 ms a posting.
class Matcher {
public:
    /// An error names the profile and the key that cannot be understood (a query that does not
    /// parse…).
    static Result<Matcher> compile(const std::vector<config::Profile>& profiles);
    Matcher(Matcher&&) noexcept;
    Matcher& operator=(Matcher&&) noexcept;
    ~Matcher();

    /// The profiles the posting fits, with score (≥ the profile's min_score) and reasons. What was
    /// judged bad fits no more, what was judged good always.
    [[nodiscard]] std::vector<ProfileMatch> match(const Posting& posting,
                                                  const Classification& classification,
                                                  const Lessons& lessons = {}) const;
    /// Every rule of one profile; nothing when there is no such profile.
    [[nodiscard]] std::optional<Explanation> explain(const std::string& profile,
                                                     const Posting& posting,
                                                     const Classification& classification,
                                                     const Lessons& lessons = {},
                                                     bool english = false) const;

private:
    struct Impl;
    explicit Matcher(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace gonggo::postings
