#pragma once
// gonggo try: what a recipe catches in a page, and what a page offers when no recipe is named.
#include "cli/commands.hpp"
#include "config/config.hpp"
#include "net/http.hpp"
#include "scrapers/extract.hpp"
#include "scrapers/recipe.hpp"
#include <map>
#include <string>

namespace gonggo::cli {

void add_try(CLI::App& app, Context& context);

/// A page at hand, from a file or the net.
struct Got {
    std::string body, content_type, url, link;

    [[nodiscard]] scrapers::Page page(const scrapers::Values& params = {}) const {
        return {
            .body = body, .content_type = content_type, .url = url, .params = params, .link = link};
    }
};

/// "-" is stdin.
Result<Got> read_page(const std::string& file, const std::string& url);
/// One polite GET or POST: robots.txt is obeyed. A status other than 200 is an error.
Result<Got> fetch_page(const net::Request& request, const config::Config& config);
/// The configuration, or an empty one: trying needs none.
config::Config config_or_default(const Context& context);

/// Per layout what it caught, per field how often and the first value, and the first item as the
/// record it becomes.
void show_caught(const scrapers::Recipe& recipe, scrapers::Stage stage, const scrapers::Page& page,
                 Context& context);

/// Prints a ready [[source]] or a new recipe, the best way first. With `fetch` the ways that lead
/// to other addresses are asked there, at most four. With `save` a new recipe is written to the
/// user's recipes.
struct Offers {
    bool fetch = false;
    bool save = false;
};
void show_offers(const Got& got, const Offers& offers, Context& context);

} // namespace gonggo::cli
