#include "postings/dedup/features.hpp"

#include "postings/dedup/company_forms.hpp"
#include "postings/dedup/own_words.hpp"
#include "postings/dedup/stated.hpp"

#include <algorithm>
#include <cmath>

namespace gonggo::postings {
namespace {

class Pair {
public:
    Pair(const Traits& a, const Traits& b) : a_(a), b_(b) { out_.values.reserve(64); }

    PairFeatures features() {
        put("bias", 1);
        same_board_ = a_.source == b_.source && !a_.source.empty();
        put("same_board", same_board_);
        employer();
        if (out_.other_employer) {
            titles();
            texts();
            return std::move(out_);
        }
        titles();
        words();
        tells();
        texts();
        levels();
        circumstances();
        return std::move(out_);
    }

private:
    void put(std::string_view name, double value) {
        if (value != 0) out_.values.emplace_back(name, value);
    }
    /// A feature that may weigh otherwise on one board, where each vacancy stands once.
    void put(std::string_view across, std::string_view within, double value) {
        put(same_board_ ? within : across, value);
    }

    void employer() {
        const auto same = same_employer(a_.companies, b_.companies, a_.anonymous != b_.anonymous);
        put("employer_alias", same == SameEmployer::alias);
        put("employer_near", "employer_near_within", same == SameEmployer::near);
        put("employer_anonymous", same == SameEmployer::anonymous);
        out_.hidden_employer = anonymous_ = same == SameEmployer::anonymous;
        out_.other_employer = same == SameEmployer::no;
    }

    /// How two parts of the titles overlap; `before` when they are what it was worked out of.
    static Overlap part(const std::u32string& a, const std::u32string& a_before,
                        const std::u32string& b, const std::u32string& b_before,
                        const Overlap& before) {
        return a == a_before && b == b_before ? before : overlap(a, b);
    }

    void titles() {
        const Overlap whole = overlap(a_.title.whole, b_.title.whole);
        const Overlap core =
            part(a_.title.core, a_.title.whole, b_.title.core, b_.title.whole, whole);
        const Overlap& best = core.dice() > whole.dice() ? core : whole;
        out_.title = best.dice();
        const int less = std::min(best.own_a, best.own_b);
        const int more = std::max(best.own_a, best.own_b);
        put("title_dice", "title_dice_within", best.dice());
        put("title_equal", "title_equal_within", whole.own_a + whole.own_b == 0);
        put("core_equal", "core_equal_within", core.own_a + core.own_b == 0);
        put("both_own", "both_own_within", less > 0);
        put("less_own", "less_own_within", std::log1p(less));
        put("one_own", "one_own_within", less == 0 && more > 0);
        put("more_own", "more_own_within", std::log1p(more));
        const Overlap plain =
            part(a_.title.plain, a_.title.core, b_.title.plain, b_.title.core, core);
        const int plain_less = std::min(plain.own_a, plain.own_b);
        const int plain_more = std::max(plain.own_a, plain.own_b);
        put("plain_both", "plain_both_within", plain_less > 0);
        put("plain_more", "plain_more_within", std::log1p(plain_more));
        const Overlap head = overlap(a_.title.head, b_.title.head);
        const bool heads = !a_.title.head.empty() && !b_.title.head.empty();
        put("heads_differ", "heads_differ_within", heads && head.dice() < 0.5);
        put("heads_agree", "heads_agree_within", heads && head.dice() >= 0.8);
        generic_ = std::min(whole.common + whole.own_a, whole.common + whole.own_b) <= 4;
        put("generic", "generic_within", generic_);
        const bool apart = a_.title.ranks != b_.title.ranks;
        const bool both = a_.title.ranks != 0 && b_.title.ranks != 0;
        put("rank_conflict", both && apart);
        put("rank_one", "rank_one_within", !both && apart);
        const auto level = [](const Traits& t) { return t.title.ranks & kLevels; };
        put("level_one", "level_one_within", (level(a_) == 0) != (level(b_) == 0));
    }

    /// Words that one title has and the other lacks, and how rare they are.
    void words() {
        const TitleWords words = title_words_of(a_, b_);
        put("words_respelt", words.respelt);
        put("numbers_conflict", words.other_numbers);
        put("words_employer", "words_employer_within", words.employer);
        put("words_place", "words_place_within", words.place);
        put("words_service", "words_service_within", words.service);
        const auto end = [](const WordList& list, bool last) {
            return list.empty() ? std::string_view() : list[last ? list.size() - 1 : 0];
        };
        const auto last_a = end(words.a, true), last_b = end(words.b, true);
        put("first_word_same", "first_word_same_within",
            end(words.a, false) == end(words.b, false));
        put("last_word_same", "last_word_same_within", last_a == last_b);
        put("last_word_own", "last_word_own_within",
            words.own_a.has(last_a) + words.own_b.has(last_b));
        rarities(words);
    }
    void rarities(const TitleWords& words) {
        double least = 0;
        const auto sum = [&](const WordList& list) {
            double out = 0;
            for (const auto word : list) {
                const double rare = rarity(word);
                least = least == 0 ? rare : std::min(least, rare);
                out += rare;
            }
            return out;
        };
        const double a = sum(words.own_a), b = sum(words.own_b);
        put("rare_least", "rare_least_within", least / 10);
        double common = 0;
        for (const auto word : words.a)
            if (words.b.has(word)) common += rarity(word);
        put("rare_less", "rare_less_within", std::log1p(std::min(a, b)));
        put("rare_more", "rare_more_within", std::log1p(std::max(a, b)));
        put("rare_common", "rare_common_within", std::log1p(common));
        put("rare_share", "rare_share_within", common / std::max(1.0, common + a + b));
    }

    /// What the titles name outright.
    void tells() {
        const auto put_all = [&](std::string_view same, std::string_view one,
                                 std::string_view one_within, std::string_view both, Named how) {
            put(same, how == Named::same);
            put(one, one_within, how == Named::one);
            put(both, how == Named::conflict);
        };
        const Tells& x = a_.tells;
        const Tells& y = b_.tells;
        put_all("functions_same", "functions_one", "functions_one_within", "functions_conflict",
                named(x.functions, y.functions));
        put_all("tools_same", "tools_one", "tools_one_within", "tools_conflict",
                named(x.tools, y.tools));
        put_all("jobs_same", "jobs_one", "jobs_one_within", "jobs_conflict", named(x.jobs, y.jobs));
        put_all("teams_same", "teams_one", "teams_one_within", "teams_conflict",
                named(x.teams, y.teams));
        put_all("rounds_same", "rounds_one", "rounds_one_within", "rounds_conflict",
                named(x.rounds, y.rounds));
        const Named places = named(x.places, y.places);
        put("title_places_conflict", places == Named::conflict);
        put("title_place_elsewhere",
            places == Named::one && (elsewhere(x.places, b_) || elsewhere(y.places, a_)));
    }
    /// Listed after the other had closed: another round, or the same vacancy again.
    static bool closed_before(const Traits& first, const Traits& second) {
        return first.deadline && second.posted &&
               std::chrono::sys_days{*first.deadline} + std::chrono::days{1} < *second.posted;
    }

    /// A place that one title names is none of where the other works.
    static bool elsewhere(std::uint64_t named, const Traits& other) {
        if (named == 0 || other.locations.empty()) return false;
        return std::ranges::none_of(other.locations,
                                    [&](const auto& at) { return place_named(named, at); });
    }

    void texts() {
        if (!a_.text || !b_.text) return;
        const double like = likeness(*a_.text, *b_.text);
        out_.text = like;
        put("text_same", "text_same_within", like >= 0.6);
        put("text_other", "text_other_within", like < 0.15);
        put("text_none", "text_none_within", like < 0.04);
        constexpr std::uint32_t kLong = 1500;
        put("long_texts_differ", like < 0.08 && a_.text_size > kLong && b_.text_size > kLong);
        put("text", like);
        constexpr std::size_t kBare = 20; // "data analyst": a large company has many of them
        put("bare_text_differs",
            like < 0.4 && a_.title.whole.size() <= kBare && b_.title.whole.size() <= kBare);
    }

    void levels() {
        put("title_levels_exclude", levels_exclude(a_.title_level, b_.title_level));
        put("title_bands_differ", bands_differ(a_.title_level, b_.title_level));
        const auto title_min_a = a_.title_level.min_years, title_min_b = b_.title_level.min_years;
        put("title_years_differ", title_min_a && title_min_b && *title_min_a != *title_min_b);
        put("title_level_one", "title_level_one_within",
            a_.title_level.labels.empty() != b_.title_level.labels.empty());
        const auto entry = [](const Level& l) {
            return has(l, LevelLabel::entry) && !has(l, LevelLabel::any) && l.labels.size() == 1;
        };
        put("title_level_sets_differ", !a_.title_level.labels.empty() &&
                                           !b_.title_level.labels.empty() &&
                                           a_.title_level.labels != b_.title_level.labels);
        put("entry_in_one_title", "entry_in_one_title_within",
            entry(a_.title_level) != entry(b_.title_level));
        put("levels_exclude", "levels_exclude_within", levels_exclude(a_.level, b_.level));
        put("bands_differ", "bands_differ_within", bands_differ(a_.level, b_.level));
        const auto& x = a_.level;
        const auto& y = b_.level;
        put("years_equal", "years_equal_within", x.min_years && x == y);
        if (x.min_years && y.min_years) {
            put("least_years_equal", "least_years_equal_within", *x.min_years == *y.min_years);
            put("least_years", "least_years_within",
                std::log1p(std::abs(*x.min_years - *y.min_years)));
        }
    }

    void circumstances() {
        const int places = places_agree(a_, b_);
        put("places_apart_within", same_board_ && places < 0);
        put("places_far", places < 0 && !(near_seoul(a_) && near_seoul(b_)));
        put("places_agree", "places_agree_within", places > 0);
        const bool known = !a_.locations.empty() && !b_.locations.empty();
        const bool equal = same_places(a_, b_);
        put("places_equal", "places_equal_within", known && equal);
        put("generic_places_differ", generic_ && known && !equal);
        const auto& x = a_.deadline;
        const auto& y = b_.deadline;
        if (x && y) {
            const int apart = days_apart(*x, *y);
            put("deadline_near", "deadline_near_within", apart <= 3);
            put("deadline_same", "deadline_same_within", apart == 0);
            put("deadline_far", "deadline_far_within", apart > 21);
            put("deadline_round", apart > kNextRound);
            put("generic_deadline", generic_ && apart > 25);
            put("deadline_distance", "deadline_distance_within", std::min(apart, 120) / 60.0);
        } else
            put("deadline_one", "deadline_one_within", x.has_value() != y.has_value());
        if (a_.posted && b_.posted) {
            const auto apart = *a_.posted - *b_.posted;
            const auto days =
                std::abs(std::chrono::duration_cast<std::chrono::days>(apart).count());
            put("posted_near", "posted_near_within", days <= 3);
            put("posted_far", "posted_far_within", days > 45);
            put("anonymous_same_day", anonymous_ && days <= 3);
        }
        put("closed_before", "closed_before_within",
            closed_before(a_, b_) || closed_before(b_, a_));
        const double skills = skills_likeness(a_, b_);
        put("skills_same", "skills_same_within", skills >= 0.6);
        put("skills_other", "skills_other_within", skills >= 0 && skills < 0.15);
        put("skills", "skills_within", std::max(0.0, skills));
        put("generic_skills_differ", generic_ && skills >= 0 && skills < 0.8);
    }

    const Traits& a_;
    const Traits& b_;
    bool same_board_ = false, anonymous_ = false, generic_ = false;
    PairFeatures out_;
};

} // namespace

PairFeatures pair_features(const Traits& a, const Traits& b) {
    const auto order = [](const Traits& t) {
        return std::tie(t.title.whole, t.title.core, t.title.plain, t.title.head, t.title.words);
    };
    return (order(b) < order(a) ? Pair(b, a) : Pair(a, b)).features();
}

} // namespace gonggo::postings
