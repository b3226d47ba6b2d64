#pragma once
// How ill a source is, and the alarm when its yield collapses.
#include "daemon/job.hpp"

namespace gonggo::daemon {

/// blocked | down | broken, after what kept the poll from its page.
std::string state_of(const Error& error);
/// The same for an HTTP status that is not 200.
std::string state_of_status(long status);
/// "HTTP 429 (asks to be left alone for 120 s)".
std::string status_text(const net::Response& answer);

/// Remembers how the list's first page was filled.
void count_filled(Job& job, const scrapers::Extraction& page);

/// Compares that with the source's healthy polls (judge()): a poll that goes blind says so. Before
/// anything is absorbed: what such a poll does not see has not closed.
/// `none`: the page itself says that it has no postings.
void judge_yield(Job& job, bool titles_follow, bool none);

/// Remembers what a detail page gave, and compares all that were read with those of healthy polls
/// (judge_details()).
void count_detail(Job& job, const scrapers::Extraction& page);
void judge_detail_pages(Job& job);

} // namespace gonggo::daemon
