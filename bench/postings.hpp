#pragma once
// Made-up postings that are spread as real ones: few companies with many, many with few; a third of
// the vacancies stands on more than one board; texts of one to four kilobytes.
#include "postings/posting.hpp"
#include <cstdint>
#include <random>

namespace gonggo::bench {

class Postings {
public:
    explicit Postings(std::uint64_t seed = 20261124) : random_(seed) {}
    /// The next listing: one link, normalised.
    postings::Posting next();

private:
    std::size_t pick(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
    std::string text();

    std::mt19937_64 random_;
    std::uint64_t count_ = 0;
    postings::RawPosting last_;
    std::size_t last_board_ = 0;
    int copies_ = 0;
};

} // namespace gonggo::bench
