#pragma once
// The schema's steps, for Store::open and its tests.
#include "postings/store/database.hpp"

namespace gonggo::postings {

/// From one version of the schema to a later one, each step a transaction.
Status migrate(Database& db, int from, int to);

} // namespace gonggo::postings
