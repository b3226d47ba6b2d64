#include "postings/dedup/stated.hpp"

#include <algorithm>
#include <cstdlib>

namespace gonggo::postings {

bool has(const Level& l, LevelLabel label) {
    return std::ranges::find(l.labels, label) != l.labels.end();
}

bool levels_exclude(const Level& a, const Level& b) {
    if (a.labels.empty() || b.labels.empty() || has(a, LevelLabel::any) || has(b, LevelLabel::any))
        return false;
    const auto entry_only = [](const Level& l) {
        return (has(l, LevelLabel::entry) || has(l, LevelLabel::intern)) &&
               !has(l, LevelLabel::mid) && !has(l, LevelLabel::senior);
    };
    const auto no_entry = [](const Level& l) {
        return !has(l, LevelLabel::entry) && !has(l, LevelLabel::intern) &&
               l.min_years.value_or(1) >= 1;
    };
    return (entry_only(a) && no_entry(b)) || (entry_only(b) && no_entry(a)) ||
           has(a, LevelLabel::intern) != has(b, LevelLabel::intern);
}

bool bands_differ(const Level& a, const Level& b) {
    if (!a.min_years || !b.min_years) return false;
    if (*a.min_years == *b.min_years && a.max_years == b.max_years) return false;
    if (a.max_years && b.max_years) return true;
    return std::abs(*a.min_years - *b.min_years) >= 2;
}

int places_agree(const Traits& a, const Traits& b) {
    if (a.locations.empty() || b.locations.empty()) return 0;
    for (const auto& x : a.locations)
        for (const auto& y : b.locations)
            if (x.starts_with(y) || y.starts_with(x)) return 1;
    const auto province = [](const std::string& s) { return s.substr(0, s.find(' ')); };
    for (const auto& x : a.locations)
        for (const auto& y : b.locations)
            if (province(x) == province(y)) return 0;
    return -1;
}

bool same_places(const Traits& a, const Traits& b) {
    return std::ranges::is_permutation(a.locations, b.locations);
}

double skills_likeness(const Traits& a, const Traits& b) {
    if (a.skills.size() < 2 || b.skills.size() < 2) return -1;
    double common = 0;
    for (auto x = a.skills.begin(), y = b.skills.begin();
         x != a.skills.end() && y != b.skills.end();)
        if (*x == *y)
            ++common, ++x, ++y;
        else
            ++(*x < *y ? x : y);
    return common / (static_cast<double>(a.skills.size() + b.skills.size()) - common);
}

} // namespace gonggo::postings
