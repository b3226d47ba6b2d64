#pragma once
// Which page of a list comes next.
#include "daemon/job.hpp"

namespace gonggo::daemon {

/// Whether the list's address or body counts pages or offsets.
bool has_pages(const scrapers::RecipeRequest& list);

/// How many pages one poll reads at most: the source's word, else the recipe's; 1 without paging.
int most_pages(const scrapers::RecipeRequest& list, const config::Source& source);

/// Sets {page} and {offset} for the nth page, n from 0.
void turn_to_page(Values& values, const scrapers::RecipeRequest& list, int n);

} // namespace gonggo::daemon
