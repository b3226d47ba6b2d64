#pragma once
#include "postings/query.hpp"
#include <string>

namespace gonggo::postings {

/// The full-text part of a query, as FTS5 sees it; empty when it has none that narrows. What FTS5
/// cannot say (fields of the record, NOT alone) is checked on the records afterwards.
std::string fts_of(const QueryNode& node);

} // namespace gonggo::postings
