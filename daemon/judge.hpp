#pragma once
// The silence alarm: a watcher that goes blind must say so. A pure comparison of what a list page
// gave with what the same source used to give.
#include <map>
#include <string>
#include <vector>

namespace gonggo::daemon {

/// What the list's first page gave.
struct Yield {
    int items = 0;
    std::map<std::string, int> filled; ///< field → items in which it had a text
};

struct Verdict {
    std::string state = "ok"; ///< ok | degraded | broken
    std::string reason;       ///< for people; empty when ok
};

/// Broken: no item has a title (unless detail pages give the titles). Degraded: a field filled in
/// most items of the source's healthy polls is now empty in all, a field that the recipe expects
/// is empty in most items, or there is less than a fifth of the median number of items. What the
/// past says needs four healthy polls; a field's loss needs three items.
Verdict judge(const Yield& now, const std::vector<Yield>& healthy,
              const std::vector<std::string>& expected, bool titles_follow);

} // namespace gonggo::daemon
