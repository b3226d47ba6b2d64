#pragma once
// What a rule says of a posting, in Korean (also in the digest) or English.
#include "postings/match.hpp"
#include "postings/posting.hpp"
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace gonggo::postings {

struct Say {
    bool english = false;

    /// The text in the language, each "{}" replaced by the next of `values`.
    std::string operator()(std::string_view ko, std::string_view en,
                           std::initializer_list<std::string_view> values = {}) const;
    [[nodiscard]] std::string role(Role role) const;
    /// "경력 3~5년", "경력 3년 이상": one of the two is there.
    [[nodiscard]] std::string years(std::optional<int> least, std::optional<int> most) const;
    [[nodiscard]] std::string levels(const Level& level) const;
    /// "채용", "재택", "정규직"; English is what the configuration calls it.
    [[nodiscard]] std::string_view kind(Kind kind) const;
    [[nodiscard]] std::string_view remote(Remote remote) const;
    [[nodiscard]] std::string_view employment(Employment employment) const;
};

enum class Tell { nothing, reasons, all };

/// Gathers what the rules say. Texts are functions, or a text with its values: only who tells puts
/// them into words.
class Telling {
protected:
    enum class As { reason, remark }; ///< reasons stand in the digest, remarks only in `why`

    Telling(Tell tell, bool english) : tell_(tell), say_{english} {}

    template <class Text>
    void pass(const char* rule, double points, As as, Text text) {
        points_ += points;
        if (tell_ == Tell::nothing || (tell_ == Tell::reasons && as == As::remark)) return;
        std::string words = text();
        if (as == As::reason) told_.match.reasons.push_back(words);
        if (tell_ == Tell::all)
            told_.verdicts.push_back({rule, true, points, std::move(words), true});
    }
    template <class... Values>
    void pass(const char* rule, double points, As as, const char* ko, const char* en,
              const Values&... values) {
        pass(rule, points, as, [&] { return say_(ko, en, {values...}); });
    }
    template <class Text>
    void fail(const char* rule, Text text) {
        fits_ = false;
        if (tell_ == Tell::all) told_.verdicts.push_back({rule, false, 0, text(), true});
    }
    template <class... Values>
    void fail(const char* rule, const char* ko, const char* en, const Values&... values) {
        fail(rule, [&] { return say_(ko, en, {values...}); });
    }
    Explanation told(const std::string& profile, int score) {
        told_.fits = fits_;
        told_.match.profile = profile;
        told_.match.score = score;
        return std::move(told_);
    }

    static constexpr double kStart = 10; ///< points every posting has
    const Tell tell_;
    const Say say_;
    Explanation told_;
    double points_ = kStart;
    bool fits_ = true;
};

} // namespace gonggo::postings
