#pragma once
// A board is a file: what scrapers/recipes/<id>.toml says (docs/recipes.md), as plain values.
#include "base/result.hpp"
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gonggo::scrapers {

/// What fills the {names} of a recipe's templates.
using Values = std::map<std::string, std::string>;

enum class Parse { html, json, embedded, jsonld, feed, xml, sitemap };

/// One way to read a field; a field is a list of them, the first that gives text wins.
struct FieldRule {
    std::string select; ///< CSS, with "@name" at the end for an attribute; XPath in xml; "$url" is
                        ///< the page's own address
    std::string label;  ///< the value beside this label (dt/dd, th/td)
    std::string match;  ///< RE2; the first group, or the whole match
    std::string format; ///< the value put in place of "{}" (an address made of a number)
    std::string constant;
    std::string program;     ///< jq over the text found: a text or a list of texts out
    std::string join = "\n"; ///< between several matches
    bool all = false;        ///< every match (skills, places)
    std::string place;       ///< "file:line:column"
};

struct Layout {
    Parse parse = Parse::html;
    std::string items;   ///< CSS or XPath of one item; empty on a detail page: the page is the item
    std::string program; ///< jq: the answer in, posting objects out; $url and $params are known
    std::string
        script; ///< embedded: "__NEXT_DATA__", "__next_f" or a mark in the script or its start tag
    std::string match; ///< sitemap: RE2 of the addresses wanted, may hold {param}; its group is
                       ///< the id
    std::vector<std::pair<std::string, std::vector<FieldRule>>> fields;
    std::string place; ///< "file:line:column"
};

/// How the pages of a list follow one another. {page} and {offset} in the address or body are
/// counted; `next` and `cursor` are read from each answer.
struct Paging {
    int first = 1, most = 1;
    int size = 0;       ///< items a page, by which {offset} grows
    std::string next;   ///< "link" (the Link header), CSS with @attribute, or jq: the next address
    std::string cursor; ///< jq: what {cursor} is for the next page
    std::string total;  ///< jq: how many items there are in all
    bool whole = false; ///< every page is read each time, so what is missing is closed
    std::string place;  ///< "file:line:column"
};

enum class BodyKind { none, raw, form, json };

struct RecipeRequest {
    std::string url; ///< with {param}, {page}, {offset}, {cursor}, {api_key}; in a detail stage
                     ///< {url} and {id}
    std::string method = "GET";
    BodyKind body_kind = BodyKind::none;
    std::string body; ///< raw or JSON, with {names}
    std::map<std::string, std::string> form, headers;
    Paging pages;
    std::string verified; ///< date of the real page or answer it was proved against; empty = none
    std::string basis;    ///< what an unproved one rests on: documented, reported or guessed
    bool render = false;  ///< a browser runs the page's scripts first
    std::vector<std::string> render_hosts; ///< what else the browser may reach for that
    std::vector<Layout> layouts;
    std::string place; ///< "file:line:column"
};

struct Parameter {
    std::string about;
    std::string fallback; ///< may hold the {name} of another parameter
    bool required = false;
};

struct Recipe {
    std::string id, name, homepage;
    std::map<std::string, Parameter> params;
    std::string company; ///< the company's name when the page does not say it; may hold {param}
    std::string kind;
    std::vector<std::string> recognise; ///< RE2 of addresses, the page's own or one in it, that
                                        ///< give the board away; named groups are params
    RecipeRequest list;
    std::optional<RecipeRequest> detail;
    int expect_items = 1;                   ///< fewer is a sign of illness
    std::vector<std::string> empty_marks;   ///< texts of a page that honestly has no postings
    std::vector<std::string> expect_fields; ///< empty in most items is a sign of illness
    std::filesystem::path file;
};

/// What a posting's fields are called in a recipe.
std::vector<std::string_view> field_names();

/// Parses and checks the form; selectors, patterns and programs are compiled by check_recipe().
Result<Recipe> parse_recipe(std::string_view toml, const std::string& file);
/// Where the user's own stand: recipes/ beside gonggo.toml in the XDG directory.
std::filesystem::path user_recipes();
/// Where recipes are looked for: ~/.config/gonggo/recipes, /etc/gonggo/recipes, the installed ones.
std::vector<std::filesystem::path> recipe_path();
/// The recipe of that id from the first directory that has it.
Result<Recipe> load_recipe(const std::string& id,
                           const std::vector<std::filesystem::path>& directories = recipe_path());
/// All recipes by id; faults of single files go to `faults`.
std::map<std::string, Recipe> load_recipes(const std::vector<std::filesystem::path>& directories,
                                           std::vector<Error>& faults);
/// Compiles every selector, XPath, pattern and program and looks for {names} that nothing fills;
/// the error names file and line, layout and field.
Status check_recipe(const Recipe& recipe);

} // namespace gonggo::scrapers
