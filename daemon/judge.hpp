#pragma once
// The silence alarm: a watcher that goes blind must say so. A pure comparison of what a list page
// gave with what the same source used to give.
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace gonggo::daemon {

/// In Yield::filled: how many detail pages were read, and, with this before the field's name, in
/// how many of them it had a text.
constexpr const char* kDetailPages = "details";
constexpr const char* kDetail = "detail.";

/// What the list's first page gave, and the detail pages that were read.
struct Yield {
    int items = 0;
    std::map<std::string, int> filled; ///< field → items in which it had a text
    bool none = false;                 ///< the page itself says that it has no postings
    int days_ago = 0;
};

/// What a page's items give. Of ids and addresses the different ones count: a broken path makes
/// them all one. A number that an answer does not have ("경력 null년") counts as nothing.
Yield yield_of(const std::vector<std::vector<std::pair<std::string, std::string>>>& items);

struct Verdict {
    std::string state = "ok"; ///< ok | degraded | broken
    std::string reason;       ///< for people; empty when ok
};

/// Broken: no item has a title (unless detail pages give the titles). Degraded: a field filled in
/// most items of the source's healthy polls is now in less than a fifth as many, or of ten items
/// and more in less than half as many as it ever was, a field that the recipe expects is empty in
/// most items, or there is less than a fifth of the median number of items, nothing among them
/// where five were usual and the page does not say that it has none. What the past says needs four
/// healthy polls, a field's loss three items. A number of items that stays for two weeks is the new
/// usual.
Verdict judge(const Yield& now, const std::vector<Yield>& healthy,
              const std::vector<std::string>& expected, bool titles_follow);

/// Degraded: a field that most detail pages of the past gave (five at least) stands in less than a
/// fifth as many of the last five, or one that nearly all gave in less than half of ten and more.
/// `healthy` is the newest first; few new postings a poll are taken together over several.
Verdict judge_details(const Yield& now, const std::vector<Yield>& healthy);

} // namespace gonggo::daemon
