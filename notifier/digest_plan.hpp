#pragma once
// The digest's sections and counts, which its HTML and its text share.
#include "notifier/digest.hpp"

namespace gonggo::notifier {

struct DigestSection {
    std::string title;
    const std::vector<DigestEntry>* entries;
    std::size_t count; ///< the cards, or more when there are more than are shown
};

/// The sections that have cards, in reading order.
std::vector<DigestSection> sections_of(const DigestContent& content);
/// New postings, contests and internships too, with those beyond the cards.
std::size_t new_count(const DigestContent& content);
/// The sentence a welcome or a week's round-up begins with, else empty.
std::string intro(const DigestContent& content);
/// What to do about health lines that are bad, else empty.
std::string health_hint(const DigestContent& content);
/// "잡코리아 (jobkorea-ml)": the board and which of its sources.
std::string source_name(const DigestContent& content, const std::string& source);

} // namespace gonggo::notifier
