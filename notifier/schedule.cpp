#include "notifier/schedule.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <array>
#include <vector>

namespace gonggo::notifier {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

bool on_this_day(const std::vector<std::string>& wanted, Date day) {
    static constexpr std::array kNames{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
    const auto name = kNames.at(std::chrono::weekday{sys_days{day}}.c_encoding());
    return wanted.empty() || std::any_of(wanted.begin(), wanted.end(), [&](const auto& w) {
               return text::equals_nocase(w, name);
           });
}

/// All moments of nine days before and after `now`, in order: a weekly digest has one on each side.
std::vector<Timestamp> slots(const config::Digest& digest, Timestamp now, std::string_view zone) {
    std::vector<Timestamp> out;
    const auto today = sys_days{date_in(now, zone)};
    for (int shift = -9; shift <= 9; ++shift) {
        const Date day{today + days{shift}};
        if (!on_this_day(digest.days, day)) continue;
        for (const auto& at : digest.at)
            if (const auto time = parse_wall_clock(at))
                out.push_back(after_quiet(digest.quiet, local_to_utc(day, *time, zone), zone));
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

} // namespace

std::optional<std::chrono::seconds> parse_wall_clock(std::string_view source) {
    source = text::trim(source);
    const auto colon = source.find(':');
    const auto number = [](std::string_view s) -> std::optional<int> {
        if (s.empty() || s.size() > 2) return {};
        int n = 0;
        for (const char c : s) {
            if (c < '0' || c > '9') return {};
            n = n * 10 + (c - '0');
        }
        return n;
    };
    if (colon == source.npos || source.size() != colon + 3) return {};
    const auto hour = number(source.substr(0, colon)), minute = number(source.substr(colon + 1));
    if (!hour || !minute || *hour > 23 || *minute > 59) return {};
    return std::chrono::hours{*hour} + std::chrono::minutes{*minute};
}

Timestamp after_quiet(std::string_view quiet, Timestamp t, std::string_view zone) {
    const auto dash = quiet.find('-');
    if (dash == quiet.npos) return t;
    const auto from = parse_wall_clock(quiet.substr(0, dash));
    const auto to = parse_wall_clock(quiet.substr(dash + 1));
    if (!from || !to || *from == *to) return t;
    const auto at = time_of_day_in(t, zone);
    const auto today = date_in(t, zone);
    if (*from < *to) return at >= *from && at < *to ? local_to_utc(today, *to, zone) : t;
    if (at < *to) return local_to_utc(today, *to, zone);
    if (at >= *from) return local_to_utc(Date{sys_days{today} + days{1}}, *to, zone);
    return t;
}

std::optional<Timestamp> next_digest(const config::Digest& digest, std::optional<Timestamp> last,
                                     Timestamp now, std::string_view zone) {
    if (last && *last >= now + days{1}) last.reset();
    const auto all = slots(digest, now, zone);
    const auto later = std::upper_bound(all.begin(), all.end(), last ? std::max(*last, now) : now);
    if (last && later != all.begin()) {
        const auto missed = std::prev(later);
        if (*missed > *last && *missed <= now) {
            const auto when = after_quiet(digest.quiet, now, zone);
            return when == now ? *missed : when;
        }
    }
    if (later == all.end()) return {};
    return *later;
}

std::optional<int> reminder_due(const postings::Posting& posting, Date today, int gap) {
    const bool kept = posting.status == "interested" || posting.status == "applied";
    if (!kept || posting.closed || !posting.deadline.date) return {};
    const int left = days_between(today, *posting.deadline.date);
    for (const int ahead : {1, 3})
        if (left >= 0 && (left <= ahead || left < ahead + gap)) return ahead;
    return {};
}

} // namespace gonggo::notifier
