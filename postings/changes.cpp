#include "postings/changes.hpp"

#include "base/text.hpp"
#include "postings/names.hpp"

#include <algorithm>

namespace gonggo::postings {
namespace {

std::string years(const Level& l) {
    std::vector<std::string> out;
    for (const auto label : l.labels) out.emplace_back(name_of(label));
    if (l.min_years || l.max_years)
        out.push_back((l.min_years ? std::to_string(*l.min_years) : "") + "~" +
                      (l.max_years ? std::to_string(*l.max_years) : "") + "년");
    return text::join(out, " ");
}

std::string day(const Deadline& d) {
    return d.date ? iso8601(*d.date) : std::string(name_of(d.kind));
}

/// The lines of `a` that `b` has not.
std::string lines_only_in(const std::string& a, const std::string& b) {
    const auto there = text::split_trimmed(b, "\n");
    std::vector<std::string> out;
    for (auto& line : text::split_trimmed(a, "\n"))
        if (std::ranges::find(there, line) == there.end()) out.push_back(std::move(line));
    return text::join(out, "\n");
}

} // namespace

std::vector<FieldChange> difference(const Posting& a, const Posting& b) {
    std::vector<FieldChange> out;
    const auto look = [&](const char* field, std::string before, std::string after) {
        if (before != after) out.push_back({field, std::move(before), std::move(after)});
    };
    look("title", a.title, b.title);
    look("company", a.company, b.company);
    look("locations", text::join(a.locations, ", "), text::join(b.locations, ", "));
    look("employment", a.employment ? std::string(name_of(*a.employment)) : "",
         b.employment ? std::string(name_of(*b.employment)) : "");
    look("level", years(a.level), years(b.level));
    look("salary", a.salary.text, b.salary.text);
    look("skills", text::join(a.skills, ", "), text::join(b.skills, ", "));
    look("deadline", day(a.deadline), day(b.deadline));
    look("url", a.url, b.url);
    const auto over = [](const Posting& p) {
        return std::string(!p.links.empty() && p.links[0].closed ? "closed" : "");
    };
    look("state", over(a), over(b));
    look("description", lines_only_in(a.description, b.description),
         lines_only_in(b.description, a.description));
    return out;
}

} // namespace gonggo::postings
