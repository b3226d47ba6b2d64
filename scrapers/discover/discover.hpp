#pragma once
// What a page offers to a watcher, found without being told. Plain functions over bytes.
#include "base/result.hpp"
#include "scrapers/extract.hpp"
#include "scrapers/recipe.hpp"
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::scrapers {

enum class Way {
    address,  ///< the page's own address is a known board's
    content,  ///< a known recipe reads the page
    markup,   ///< the page embeds or links a known hiring system
    jsonld,   ///< schema.org JobPosting
    feed,     ///< the page is a feed
    linked,   ///< the page names a feed (link rel=alternate)
    sitemap,  ///< the page is a sitemap with job pages
    embedded, ///< JSON in a script: a new recipe
    json,     ///< the page is JSON: a new recipe
    cards,    ///< HTML elements of one shape with links: a new recipe
};

/// The word for programs: "address", "jsonld" …
std::string_view word_of(Way way);

/// How the program of a new recipe begins an address that the page does not say.
inline constexpr std::string_view kNoAddress = "{url: \"#";

/// One way to watch the page.
struct Finding {
    Way way = Way::content;
    std::string recipe;               ///< its id
    std::string at;                   ///< what gave it away: an address, a selector, a jq path
    Values params;                    ///< what the page and its address say of them
    std::vector<std::string> missing; ///< required parameters that only the user can know
    std::string skeleton; ///< the file of a new recipe; empty when one that exists reads the page
    int items = 0;        ///< postings this very page gives; 0: they stand at another address
    double rank = 0;      ///< higher is better; 400 and more: nothing is left to guess
};

/// Every way found, the best first. A skeleton is only made when no known recipe reads the page or
/// what it embeds; it was run over the page and gives `items` postings with title, url and id.
std::vector<Finding> discover(const Page& page, const std::map<std::string, Recipe>& recipes);

/// The [[source]] block for gonggo.toml; a missing parameter has its meaning beside it.
std::string source_toml(const Finding& finding, const std::map<std::string, Recipe>& recipes);

} // namespace gonggo::scrapers
