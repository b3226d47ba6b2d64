#pragma once
// Digests of invented postings, in the shape real ones have.
#include "notifier/digest.hpp"

namespace gonggo::tests {

/// A digest of the 24th of November 2026 with `postings` new matches.
notifier::DigestContent sample_digest(std::size_t postings);
/// A Monday's round-up with one or two cards of every section.
notifier::DigestContent sample_week();

} // namespace gonggo::tests
