#pragma once
// What is said where nothing was found.
#include "postings/store/store.hpp"
#include <chrono>

namespace gonggo::cli {

struct Counted {
    std::size_t postings = 0;
    bool more = false; ///< there are more, or there may be: no more was counted
};
/// What the filter finds, whatever its limit: the newest are counted, no more than kMostCounted,
/// and none that it would take long to find.
Counted counted(postings::Store& store, const postings::Filter& filter, Date today);
inline constexpr std::size_t kMostCounted = 100;

/// Tells on stderr which words of stored titles, skills and companies were probably meant, if any.
void suggest_words(postings::Store& store, const std::string& words);
/// Tells on stderr what would be found with one wish less, and what was probably meant. `took`: the
/// question that found nothing; after a long one no further one is asked.
void suggest(postings::Store& store, const postings::Filter& filter, Date today,
             std::chrono::nanoseconds took);

} // namespace gonggo::cli
