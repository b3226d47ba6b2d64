#pragma once
// Random listings of few companies, so that many are near one another.
#include "postings/posting.hpp"
#include <random>
#include <vector>

namespace gonggo::postings {

std::vector<Posting> scattered(std::mt19937& random, int count, Timestamp now);

} // namespace gonggo::postings
