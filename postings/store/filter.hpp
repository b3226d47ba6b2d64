#pragma once
// A filter's wishes against one posting, in two steps: the record first, which is cheap to have.
#include "postings/store/store.hpp"

namespace gonggo::postings {

bool wanted_record(const Posting& posting, const Filter& filter, Date today);
/// Matches and the application's status: what complete() fills in.
bool wanted_relations(const Posting& posting, const Filter& filter);

} // namespace gonggo::postings
