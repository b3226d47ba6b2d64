#pragma once
// RSS 0.9x, 1.0 and 2.0, Atom (RFC 4287) and JSON Feed 1.1 as one list of entries.
#include "base/result.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::scrapers {

struct FeedEntry {
    std::optional<std::string> id, url, title, published, updated, author, summary,
        content; ///< dates ISO 8601
};

/// An error when the text is no feed at all. `url` resolves relative links (and xml:base).
Result<std::vector<FeedEntry>> parse_feed(std::string_view text, std::string_view url);
/// The JSON array of `gonggo inspect feed`.
Result<std::string> inspect_feed(std::string_view text, std::string_view url);

} // namespace gonggo::scrapers
