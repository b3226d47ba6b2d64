#include "postings/report.hpp"

#include "base/text.hpp"
#include "postings/names.hpp"
#include "postings/skills.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace gonggo::postings {
namespace {

using Counts = std::map<std::string, int>;

std::vector<Tally> most_first(const Counts& counts) {
    std::vector<Tally> out;
    for (const auto& [name, count] : counts) out.push_back({name, count, 0});
    std::ranges::stable_sort(out, std::ranges::greater{}, &Tally::count);
    return out;
}

bool is_open(const Posting& p, Date today) {
    return !p.closed && (!p.deadline.date || *p.deadline.date >= today);
}

/// "서울" of "서울 강남구"; abroad the city, "San Francisco" of "San Francisco, CA".
std::string wide_place(const std::string& place) {
    std::size_t i = 0;
    const bool korean = !place.empty() && text::is_cjk(text::next_code_point(place, i));
    return place.substr(0, place.find(korean ? ' ' : ','));
}

/// From the day it was posted, as far as that is known, to the day it closed.
int days_stood(const Posting& p, std::string_view zone) {
    const Date begin = date_in(p.posted ? std::min(*p.posted, p.first_seen) : p.first_seen, zone);
    Date end = p.closed ? date_in(*p.closed, zone) : *p.deadline.date;
    if (p.closed && p.deadline.date && *p.deadline.date < end) end = *p.deadline.date;
    return std::max(0, days_between(begin, end));
}

} // namespace

Date week_of(Timestamp at, std::string_view zone) {
    const std::chrono::sys_days day{date_in(at, zone)};
    return Date{day - (std::chrono::weekday{day} - std::chrono::Monday)};
}

std::vector<Tally> skill_counts(const std::vector<Posting>& now,
                                const std::vector<Posting>& before) {
    Counts counts, earlier;
    for (const auto& p : now)
        for (const auto& s : skill_names(p)) ++counts[s];
    for (const auto& p : before)
        for (const auto& s : skill_names(p)) ++earlier[s];
    auto out = most_first(counts);
    for (auto& tally : out) tally.before = earlier[tally.name];
    return out;
}

Statistics statistics(const std::vector<Posting>& postings, Date today, std::string_view zone) {
    Statistics out;
    Counts sources, roles, levels, places;
    std::map<std::string, int> weeks;
    std::vector<int> stood;
    for (const auto& p : postings) {
        ++out.postings;
        out.open += is_open(p, today);
        std::set<std::string> of;
        for (const auto& link : p.links) of.insert(link.source);
        for (const auto& source : of) ++sources[source];
        ++roles[std::string(name_of(p.role))];
        for (const auto label : p.level.labels) ++levels[std::string(name_of(label))];
        std::set<std::string> provinces;
        for (const auto& place : p.locations) provinces.insert(wide_place(place));
        for (const auto& place : provinces) ++places[place];
        ++weeks[iso8601(week_of(p.first_seen, zone))];
        if (!is_open(p, today)) stood.push_back(days_stood(p, zone));
    }
    out.sources = most_first(sources);
    out.roles = most_first(roles);
    out.levels = most_first(levels);
    out.places = most_first(places);
    for (const auto& [week, count] : weeks) out.weeks.push_back({week, count, 0});
    if (!stood.empty()) {
        std::ranges::sort(stood);
        out.days_open = stood[stood.size() / 2];
    }
    return out;
}

} // namespace gonggo::postings
