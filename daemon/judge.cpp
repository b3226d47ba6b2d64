#include "daemon/judge.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace gonggo::daemon {
namespace {

constexpr std::size_t kHistory = 4; ///< healthy polls before the past counts
constexpr int kFewItems = 3;
constexpr int kMany = 5;        ///< so many do not vanish unsaid
constexpr int kRemembered = 14; ///< days for which a number of items counts
constexpr int kFewPages = 5;    ///< detail pages read in the past, for it to count
constexpr int kEnough = 10;     ///< items or pages among which a half lost is no chance
constexpr int kAlways = 80;     ///< of a hundred detail pages: a field that they give

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

/// In how many of a hundred items the field used to be filled: mostly, and at the least.
std::pair<int, int> usual_share(const std::vector<Yield>& past, const std::string& field) {
    std::vector<int> shares;
    for (const auto& yield : past)
        if (yield.items > 0) shares.push_back(filled(yield, field) * 100 / yield.items);
    if (shares.empty()) return {0, 0};
    const int least = *std::ranges::min_element(shares);
    return {median(std::move(shares)), least};
}

std::set<std::string> fields_of(const std::vector<Yield>& past) {
    std::set<std::string> out;
    for (const auto& yield : past)
        for (const auto& [field, items] : yield.filled) out.insert(field);
    return out;
}

void tell(std::string& out, std::string_view field, int share) {
    out += (out.empty() ? "" : ", ") + std::string(field) + " (was filled in " +
           std::to_string(share) + " %)";
}

/// Fields filled in most items of the past and in less than a fifth of that now, or of ten items
/// and more in less than half as many as they ever were: those that are in none, and those that are
/// in few.
std::pair<std::string, std::string> lost_fields(const Yield& now, const std::vector<Yield>& past) {
    std::string none;
    std::string few;
    for (const auto& field : fields_of(past)) {
        if (field.starts_with(kDetail)) continue;
        const auto [share, least] = usual_share(past, field);
        const bool fifth = filled(now, field) * 500 < share * now.items;
        const bool half = now.items >= kEnough && filled(now, field) * 200 < least * now.items;
        if (share < 50 || !(fifth || half)) continue;
        tell(filled(now, field) == 0 ? none : few, field, share);
    }
    return {none, few};
}

struct Usual {
    int median = 0, least = 0;
};

/// The items of the last two weeks' healthy polls.
std::optional<Usual> usual_items(const std::vector<Yield>& healthy) {
    std::vector<int> counts;
    for (const auto& yield : healthy)
        if (yield.days_ago <= kRemembered) counts.push_back(yield.items);
    if (counts.size() < kHistory) return std::nullopt;
    const int least = *std::ranges::min_element(counts);
    return Usual{median(std::move(counts)), least};
}

/// Less than a fifth of what is usual; or, of ten and more, half of the fewest there were.
bool collapsed(int items, const Usual& usual) {
    return items * 5 < usual.median || (usual.least >= kEnough && items * 2 <= usual.least);
}

Verdict nothing(const Yield& now, const std::vector<Yield>& healthy) {
    const auto usual = usual_items(healthy);
    if (now.none || !usual || usual->median < kMany) return {};
    return {"degraded", "nothing found where " + std::to_string(usual->median) +
                            " are usual, and the page does not say that it has no postings: the "
                            "board may have changed"};
}

std::string all(int items) {
    return items == 1 ? "the only item" : "all " + std::to_string(items) + " items";
}

/// "null" by itself, as jq writes what is not there into a text.
bool says_null(std::string_view value) {
    const auto letter = [&](std::size_t i) {
        return i < value.size() && ((value[i] | 32) >= 'a' && (value[i] | 32) <= 'z');
    };
    for (auto at = value.find("null"); at != std::string_view::npos;
         at = value.find("null", at + 1))
        if ((at == 0 || !letter(at - 1)) && !letter(at + 4)) return true;
    return false;
}

} // namespace

Yield yield_of(const std::vector<std::vector<std::pair<std::string, std::string>>>& items) {
    Yield out{.items = static_cast<int>(items.size())};
    std::map<std::string, std::set<std::string_view>> different;
    for (const auto& item : items)
        for (const auto& [field, value] : item) {
            const bool words = field == "title" || field == "description" || field == "company";
            if (value.empty() || (!words && says_null(value))) continue;
            if ((field == "id" || field == "url") && !different[field].insert(value).second)
                continue;
            ++out.filled[field];
        }
    return out;
}

Verdict judge(const Yield& now, const std::vector<Yield>& healthy,
              const std::vector<std::string>& expected, bool titles_follow) {
    if (now.items == 0) return nothing(now, healthy);
    const bool experienced = healthy.size() >= kHistory;
    if (filled(now, "title") == 0 && !titles_follow)
        return {"broken", "the title is empty in " + all(now.items) + ": the page has changed"};
    if (experienced && now.items >= kFewItems)
        if (const auto [none, few] = lost_fields(now, healthy); !none.empty() || !few.empty())
            return {"degraded", (none.empty() ? "" : "empty in " + all(now.items) + ": " + none) +
                                    (none.empty() || few.empty() ? "" : "; ") +
                                    (few.empty() ? ""
                                                 : "empty in many of " + std::to_string(now.items) +
                                                       " items: " + few) +
                                    "; the page may have changed"};
    for (const auto& field : expected)
        if (now.items >= kFewItems && filled(now, field) * 2 < now.items)
            return {"degraded",
                    field + " is empty in " + std::to_string(now.items - filled(now, field)) +
                        " of " + std::to_string(now.items) + " items, and the recipe expects it"};
    if (const auto usual = usual_items(healthy); usual && collapsed(now.items, *usual))
        return {"degraded", std::to_string(now.items) + " items where " +
                                std::to_string(usual->median) +
                                " are usual: the board may have changed"};
    return {};
}

Verdict judge_details(const Yield& now, const std::vector<Yield>& healthy) {
    if (filled(now, kDetailPages) == 0) return {};
    Yield recent = now;
    auto past = healthy;
    while (filled(recent, kDetailPages) < kFewItems && !past.empty()) {
        for (const auto& [field, times] : past.front().filled) recent.filled[field] += times;
        past.erase(past.begin());
    }
    const int pages = filled(recent, kDetailPages);
    Yield before;
    for (const auto& yield : past)
        for (const auto& [field, times] : yield.filled) before.filled[field] += times;
    const int pages_before = filled(before, kDetailPages);
    if (pages < kFewItems || pages_before < kFewPages) return {};
    std::string lost;
    for (const auto& [field, times] : before.filled) {
        if (!field.starts_with(kDetail)) continue;
        const int share = times * 100 / pages_before;
        const bool fifth = filled(recent, field) * 500 < share * pages;
        const bool half =
            share >= kAlways && pages >= kEnough && filled(recent, field) * 200 < share * pages;
        if (share >= 50 && (fifth || half))
            tell(lost, std::string_view(field).substr(std::string_view(kDetail).size()), share);
    }
    if (lost.empty()) return {};
    return {"degraded", "the last " + std::to_string(pages) + " detail pages lack: " + lost +
                            "; the pages may have changed"};
}

} // namespace gonggo::daemon
