#include "postings/store/filter.hpp"

#include "base/text.hpp"
#include "postings/names.hpp"
#include "postings/normalise.hpp"
#include "postings/wishes.hpp"

#include <algorithm>

namespace gonggo::postings {
namespace {

bool holds(std::string_view text, const std::string& part) {
    return text::fold(text).find(text::fold(part)) != std::string::npos;
}

/// One of the wished values is held by one of the posting's; no wish is fulfilled by all.
template <class Have, class Test>
bool fulfilled(const std::vector<std::string>& wished, const Have& have, Test test) {
    return wished.empty() || std::ranges::any_of(wished, [&](const std::string& w) {
               return std::ranges::any_of(have, [&](const auto& h) { return test(h, w); });
           });
}

/// "Gangnam" and "강남" both find 서울 강남구.
bool in_place(std::string_view have, const std::string& wish) {
    return holds(have, wish) || have.starts_with(normalise_place(wish));
}

bool within_years(const Level& level, int years) {
    const auto has = [&](LevelLabel l) {
        return std::ranges::find(level.labels, l) != level.labels.end();
    };
    if (level.max_years && years > *level.max_years) return false;
    if (level.min_years && years < *level.min_years) return has(LevelLabel::entry); // as 신입
    if (level.min_years || level.max_years || level.labels.empty() || has(LevelLabel::any))
        return true;
    return years == 0 ? has(LevelLabel::entry) || has(LevelLabel::intern)
                      : has(LevelLabel::mid) || has(LevelLabel::senior);
}

std::vector<std::string> one(std::string_view s) {
    return {std::string(s)};
}

bool equal(std::string_view have, const std::string& want) {
    return have == want;
}

} // namespace

bool wanted_record(const Posting& p, const Filter& f, Date today) {
    if (!f.include_closed && (p.closed || (p.deadline.kind == DeadlineKind::date &&
                                           p.deadline.date && *p.deadline.date < today)))
        return false;
    if (!fulfilled(f.companies, one(p.company), holds)) return false;
    if (!fulfilled(f.places, p.locations, in_place)) return false;
    if (!fulfilled(f.roles, one(name_of(p.role)), equal)) return false;
    if (!fulfilled(f.kinds, one(name_of(p.kind)), equal)) return false;
    if (!fulfilled(f.remote, one(p.remote ? name_of(*p.remote) : ""), equal)) return false;
    if (!fulfilled(f.levels, p.level.labels,
                   [](LevelLabel have, const std::string& want) { return name_of(have) == want; }))
        return false;
    if (!fulfilled(f.sources, p.links,
                   [](const Link& l, const std::string& want) { return l.source == want; }))
        return false;
    for (const auto& skill : f.skills)
        if (std::ranges::none_of(p.skills,
                                 [&](const auto& s) { return skill_key(s) == skill_key(skill); }))
            return false;
    if (f.years && !within_years(p.level, *f.years)) return false;
    if (f.since && p.first_seen < *f.since) return false;
    if (f.until && p.first_seen >= *f.until) return false;
    return !f.closing_within ||
           (p.deadline.date && days_between(today, *p.deadline.date) <= *f.closing_within);
}

bool wanted_relations(const Posting& p, const Filter& f) {
    if (p.status == "hidden" && std::ranges::find(f.statuses, "hidden") == f.statuses.end())
        return false;
    if (!fulfilled(f.statuses, one(p.status.empty() ? "none" : p.status), equal)) return false;
    return !((f.matching_only || f.min_score > 0 || !f.profiles.empty()) &&
             std::ranges::none_of(p.matches, [&](const ProfileMatch& m) {
                 return m.score >= f.min_score && fulfilled(f.profiles, one(m.profile), equal);
             }));
}

} // namespace gonggo::postings
