#include "cli/hints.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

namespace gonggo::cli {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPatience{400}; ///< nobody waits longer for a hint

/// "3건", "적어도 3건", "100건 넘게".
std::string amount_told(const Counted& found) {
    const Msg told = !found.more                      ? Msg::so_many
                     : found.postings == kMostCounted ? Msg::more_than
                                                      : Msg::at_least;
    return say(told, {std::to_string(found.postings)});
}

} // namespace

Counted counted(postings::Store& store, const postings::Filter& filter, Date today) {
    postings::Filter f = filter;
    f.limit = static_cast<int>(kMostCounted) + 1;
    f.offset = 0;
    // An order that rows come in, so that reading stops when there are enough.
    f.sort = f.closing_within && !f.include_closed ? "deadline" : "recent";
    // Further and further back, for as long as the next step, which reads so many times as much,
    // can be waited for.
    constexpr int kStep = 8;
    constexpr std::chrono::days kFirst{1}, kAll{kStep * kStep * kStep * kStep};
    Counted out;
    for (auto back = kFirst;; back *= kStep) {
        const bool all = back >= kAll || (filter.since && *filter.since >= now() - back);
        f.since = all ? filter.since : now() - back;
        const auto begin = steady_clock::now();
        const auto found = store.find(f, today);
        if (!found) return out;
        out = {std::min(found->size(), kMostCounted), found->size() > kMostCounted || !all};
        const bool long_next = kStep * (steady_clock::now() - begin) > kPatience;
        if (all || found->size() > kMostCounted || long_next) return out;
    }
}

void suggest_words(postings::Store& store, const std::string& words) {
    if (text::trim(words).empty()) return;
    const auto near = store.suggest(words);
    if (near && !near->empty())
        tell_line(say(Msg::did_you_mean, {text::printable(text::join(*near, ", "))}));
}

void suggest(postings::Store& store, const postings::Filter& filter, Date today,
             std::chrono::nanoseconds took) {
    const auto any = store.find({.include_closed = true, .limit = 1}, today);
    if (any && any->empty()) return tell_line(say(Msg::none_saved));
    tell_line(say(Msg::none_found));
    for (const auto& [wish, told, perhaps] :
         {std::tuple{&postings::Filter::matching_only, Msg::with_all, Msg::perhaps_with_all},
          std::tuple{&postings::Filter::include_closed, Msg::with_closed,
                     Msg::perhaps_with_closed}}) {
        const bool without = wish == &postings::Filter::include_closed;
        postings::Filter wider = filter;
        if (std::exchange(wider.*wish, without) == without) continue;
        const Counted found =
            took > kPatience ? Counted{.more = true} : counted(store, wider, today);
        if (found.postings > 0 || found.more)
            tell_line(found.postings > 0 ? say(told, {amount_told(found)}) : say(perhaps));
    }
    suggest_words(store, filter.query + " " + text::join(filter.companies, " ") + " " +
                             text::join(filter.skills, " "));
}

} // namespace gonggo::cli
