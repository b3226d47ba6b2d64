#pragma once
// A board is a file: what scrapers/recipes/<id>.toml says (docs/recipes.md), as plain values.
#include "base/result.hpp"
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gonggo::scrapers {

enum class Parse { html, json, embedded, jsonld, feed, xml };

/// One way to read a field; a field is a list of them, the first that gives text wins.
struct FieldRule {
    std::string select; ///< CSS, with "@name" at the end for an attribute; XPath in xml
    std::string label;  ///< the value beside this label (dt/dd, th/td)
    std::string match;  ///< RE2; the first group, or the whole match
    std::string format; ///< the value put in place of "{}" (an address made of a number)
    std::string constant;
    bool all = false; ///< every match, one a line (skills, places)
};

struct Layout {
    Parse parse = Parse::html;
    std::string items;   ///< CSS or XPath of one item; empty on a detail page: the page is the item
    std::string program; ///< jq: the answer in, posting objects out
    std::string
        script; ///< embedded: "__NEXT_DATA__", "__next_f" or a mark in the script's start tag
    std::vector<std::pair<std::string, std::vector<FieldRule>>> fields;
};

struct RecipeRequest {
    std::string url; ///< with {param}, {page}, {offset}; in a detail stage {url} and {id}
    std::string method = "GET";
    std::string body;
    std::map<std::string, std::string> headers;
    int first_page = 1, most_pages = 1, page_size = 0;
    std::vector<Layout> layouts;
};

struct Parameter {
    std::string about, fallback;
    bool required = false;
};

struct Recipe {
    std::string id, name, homepage;
    std::string verified; ///< "2026-08"; empty = unproved
    std::map<std::string, Parameter> params;
    std::string company; ///< the company's name when the page does not say it; may hold {param}
    std::string kind;
    RecipeRequest list;
    std::optional<RecipeRequest> detail;
    int expect_items = 1; ///< fewer is a sign of illness
    std::vector<std::string> empty_marks; ///< texts of a page that honestly has no postings
    std::filesystem::path file;
};

/// Parses and checks the form; selectors, patterns and programs are compiled by check_recipe().
Result<Recipe> parse_recipe(std::string_view toml, const std::string& file);
/// Where recipes are looked for: ~/.config/gonggo/recipes, /etc/gonggo/recipes, the installed ones.
std::vector<std::filesystem::path> recipe_path();
/// The recipe of that id from the first directory that has it.
Result<Recipe> load_recipe(const std::string& id,
                           const std::vector<std::filesystem::path>& directories = recipe_path());
/// All recipes by id; faults of single files go to `faults`.
std::map<std::string, Recipe> load_recipes(const std::vector<std::filesystem::path>& directories,
                                           std::vector<Error>& faults);
/// Compiles every selector, pattern and program; the error names layout and field.
Status check_recipe(const Recipe& recipe);

/// `text` with every {name} replaced from `values`, percent-encoded when `encode`. Unknown names
/// are an error.
Result<std::string> fill_template(const std::string& text,
                                  const std::map<std::string, std::string>& values, bool encode);

} // namespace gonggo::scrapers
