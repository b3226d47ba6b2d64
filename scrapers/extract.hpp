#pragma once
// One page through one recipe: bytes in, raw postings out. Plain function: no clock, socket or
// store.
#include "base/result.hpp"
#include "postings/posting.hpp"
#include "scrapers/recipe.hpp"
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gonggo::scrapers {

/// An answer as it came: bytes after content-decoding, with what HTTP said of them.
struct Page {
    std::string_view body;
    std::string content_type; ///< the header, e.g. "text/html; charset=euc-kr"; may be empty
    std::string url;          ///< for relative links
    Values params = {};       ///< the source's; jq knows them as $params
    std::string link = {};    ///< the Link header (RFC 8288)
};

enum class Stage { list, detail };

using Caught =
    std::vector<std::pair<std::string, std::string>>; ///< field name → text, in recipe order

struct Extraction {
    int layout = -1;         ///< index of the layout that yielded; -1 when none did
    std::vector<Caught> raw; ///< one per item
    std::vector<postings::RawPosting> postings; ///< the same items as records
    std::vector<std::string> more; ///< addresses of further pages of this list, when it says them
    std::string cursor;            ///< {cursor} of the next page; empty when there is none
    std::optional<int> total;      ///< how many items the whole list has, when the answer says it
    bool none = false;             ///< the page itself says that it has no postings
};

/// A list: runs the layouts in order (`hint` first: the one that worked last time) and takes the
/// first that yields. A detail page: one record; what a layout does not know a later one may fill.
/// No layout yielding is not an error: layout stays -1. An error means the page could not be read
/// as the recipe expects at all (not JSON, captcha, login).
Result<Extraction> extract(const Recipe& recipe, Stage stage, const Page& page, int hint = -1);

/// What `into` does not say is taken from `from`, and the longer of the two descriptions.
void fill_gaps(postings::RawPosting& into, const postings::RawPosting& from);

} // namespace gonggo::scrapers
