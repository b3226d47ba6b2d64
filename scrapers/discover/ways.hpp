#pragma once
// What the files of discover/ share.
#include "scrapers/discover/discover.hpp"
#include <optional>

namespace gonggo::scrapers {

using Recipes = std::map<std::string, Recipe>;

/// Each adds its findings to `out`.
void find_known(const Page& page, const std::string& utf8, const Recipes& recipes,
                std::vector<Finding>& out);
void find_offers(const Page& page, const std::string& utf8, const Recipes& recipes,
                 std::vector<Finding>& out);
void find_arrays(const Page& page, const std::string& utf8, std::vector<Finding>& out);
void find_cards(const Page& page, const std::string& utf8, std::vector<Finding>& out);

/// "example.co.kr" of "https://jobs.example.co.kr/x" or of a template with a {name} before it;
/// empty when the address does not say.
std::string domain_of(std::string_view url);

/// How well a list page went through a recipe.
struct Catch {
    int items = 0;         ///< that have title, url and id
    double filled = 0;     ///< fields filled, per item
    std::string first_url; ///< of the first item
};
/// Nothing when the recipe does not read the page, or half of what it gives is useless.
std::optional<Catch> caught_by(const Recipe& recipe, const Page& page);

/// A new recipe being written.
struct Skeleton {
    std::string parse;                                       ///< "html", "json" or "embedded"
    std::vector<std::pair<std::string, std::string>> lines;  ///< of the layout: key, TOML value
    std::vector<std::pair<std::string, std::string>> fields; ///< field, TOML value
};
/// Writes the recipe's file for the page, runs it over the page and gives the finding; nothing when
/// it does not give at least two whole postings.
std::optional<Finding> finding_of(const Skeleton& skeleton, Way way, const std::string& at,
                                  const Page& page, const std::string& utf8);
/// A TOML string, literal where it can be.
std::string toml_text(const std::string& text);

} // namespace gonggo::scrapers
