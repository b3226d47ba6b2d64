#include "daemon/judge.hpp"

#include <algorithm>
#include <set>

namespace gonggo::daemon {
namespace {

constexpr std::size_t kHistory = 4; ///< healthy polls before the past counts
constexpr int kFewItems = 3;

int filled(const Yield& yield, const std::string& field) {
    const auto found = yield.filled.find(field);
    return found == yield.filled.end() ? 0 : found->second;
}

template <class Number>
Number median(std::vector<Number> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// In how many of a hundred items the field used to be filled.
int usual_share(const std::vector<Yield>& past, const std::string& field) {
    std::vector<int> shares;
    for (const auto& yield : past)
        if (yield.items > 0) shares.push_back(filled(yield, field) * 100 / yield.items);
    return shares.empty() ? 0 : median(std::move(shares));
}

/// Fields filled in most items of the past and in none now.
std::string lost_fields(const Yield& now, const std::vector<Yield>& past) {
    std::set<std::string> known;
    for (const auto& yield : past)
        for (const auto& [field, items] : yield.filled) known.insert(field);
    std::string out;
    for (const auto& field : known)
        if (const int share = usual_share(past, field); share >= 50 && filled(now, field) == 0)
            out += (out.empty() ? "" : ", ") + field + " (was filled in " + std::to_string(share) +
                   " %)";
    return out;
}

std::string all(int items) {
    return items == 1 ? "the only item" : "all " + std::to_string(items) + " items";
}

} // namespace

Verdict judge(const Yield& now, const std::vector<Yield>& healthy,
              const std::vector<std::string>& expected, bool titles_follow) {
    if (now.items == 0) return {};
    const bool experienced = healthy.size() >= kHistory;
    if (filled(now, "title") == 0 && !titles_follow)
        return {"broken", "the title is empty in " + all(now.items) + ": the page has changed"};
    if (experienced && now.items >= kFewItems)
        if (const auto lost = lost_fields(now, healthy); !lost.empty())
            return {"degraded",
                    "empty in " + all(now.items) + ": " + lost + "; the page may have changed"};
    for (const auto& field : expected)
        if (now.items >= kFewItems && filled(now, field) * 2 < now.items)
            return {"degraded",
                    field + " is empty in " + std::to_string(now.items - filled(now, field)) +
                        " of " + std::to_string(now.items) + " items, and the recipe expects it"};
    if (!experienced) return {};
    std::vector<int> counts;
    for (const auto& yield : healthy) counts.push_back(yield.items);
    if (const int usual = median(std::move(counts)); now.items * 5 < usual)
        return {"degraded", std::to_string(now.items) + " items where " + std::to_string(usual) +
                                " are usual: the board may have changed"};
    return {};
}

} // namespace gonggo::daemon
