#include "base/text.hpp"
#include "scrapers/compiled.hpp"
#include "scrapers/recipe.hpp"
#include "scrapers/template.hpp"

#include <algorithm>
#include <pugixml.hpp>
#include <set>

namespace gonggo::scrapers {
namespace {

Status check_jq(const std::string& program, const std::string& where) {
    if (program.empty()) return {};
    const auto compiled = JqProgram::compile(program);
    return compiled ? Status{} : Status(compiled.error().in(where));
}

Status check_pattern(const std::string& pattern, const std::string& where) {
    const RE2 re(pattern, RE2::Quiet);
    return re.ok() ? Status{} : Status(invalid(where + ": match: " + re.error()));
}

Status check_select(Parse parse, const std::string& select, const std::string& where) {
    if (parse == Parse::xml) {
        try {
            if (!select.empty()) (void)pugi::xpath_query(select.c_str());
        } catch (const pugi::xpath_exception& e) {
            return invalid(where + ": XPath: " + e.what());
        }
        return {};
    }
    const std::string css = split_attribute(select).first;
    if (css.empty() || select == "$url") return {};
    const auto compiled = html::Selector::compile(css);
    return compiled ? Status{} : Status(compiled.error().in(where));
}

Status check_layout(const Layout& layout, const std::string& stage) {
    const std::string where = layout.place + ": " + stage + " layout";
    GONGGO_CHECK(check_jq(layout.program, where));
    GONGGO_CHECK(check_pattern(layout.match, where));
    if (layout.parse == Parse::html || layout.parse == Parse::xml)
        GONGGO_CHECK(check_select(layout.parse, layout.items, where + ": items"));
    std::set<std::string_view> known;
    for (const auto& [name, rules] : layout.fields) {
        known.insert(name);
        for (const auto& rule : rules) {
            const std::string at = rule.place + ": " + name;
            GONGGO_CHECK(check_select(layout.parse, rule.select, at));
            GONGGO_CHECK(check_pattern(rule.match, at));
            GONGGO_CHECK(check_jq(rule.program, at));
        }
    }
    const bool by_fields = layout.parse == Parse::html || layout.parse == Parse::xml;
    if (stage == "list" && by_fields)
        for (const char* needed : {"title", "url"})
            if (!known.contains(needed))
                return invalid(where + " has no field '" + needed +
                               "': a posting without it cannot be shown");
    return {};
}

/// Everything of a request that may hold {names}.
std::string templates_of(const RecipeRequest& request) {
    std::string all = request.url + request.body;
    for (const auto& [name, value] : request.form) all += value;
    for (const auto& [name, value] : request.headers) all += value;
    return all;
}

/// Something makes a second request of the list another one.
bool turns(const RecipeRequest& request) {
    if (!request.pages.next.empty()) return true;
    for (const auto& layout : request.layouts)
        if (layout.parse == Parse::sitemap) return true; // an index of sitemaps
    const auto names = names_in(templates_of(request));
    return std::ranges::any_of(names, [](const auto& name) {
        return name == "page" || name == "offset" || name == "cursor";
    });
}

Status check_paging(const RecipeRequest& request) {
    const Paging& pages = request.pages;
    const bool html = !request.layouts.empty() && request.layouts[0].parse == Parse::html;
    const std::string where = pages.place + ": pages";
    if (pages.most > 1 && !turns(request))
        return invalid(where + ": most = " + std::to_string(pages.most) +
                       ", but nothing turns the page; mend: {page}, {offset} or {cursor} in the "
                       "url or what is posted, or next");
    if (!pages.next.empty() && pages.next != "link")
        GONGGO_CHECK(html ? check_select(Parse::html, pages.next, where + ".next")
                          : check_jq(pages.next, where + ".next"));
    GONGGO_CHECK(check_jq(pages.cursor, where + ".cursor"));
    return check_jq(pages.total, where + ".total");
}

/// A {name} that neither a parameter nor the engine fills.
Status check_names(const Recipe& recipe, const RecipeRequest& request, bool detail) {
    std::set<std::string> known = {"api_key"};
    for (const auto& [name, parameter] : recipe.params) known.insert(name);
    if (detail)
        known.insert({"url", "id"});
    else
        known.insert({"page", "offset", "cursor"});
    for (const auto& name : names_in(templates_of(request))) {
        if (known.contains(name)) continue;
        const auto near = text::nearest(name, {known.begin(), known.end()});
        return invalid(request.place + ": nothing fills '{" + name + "}'" +
                       (near.empty() ? "; declare it: params." + name + " = \"what it is\""
                                     : "; did you mean '{" + std::string(near) + "}'?"));
    }
    return {};
}

Status check_recognise(const Recipe& recipe) {
    for (const auto& pattern : recipe.recognise) {
        const std::string where = recipe.file.string() + ": recognise";
        GONGGO_CHECK(check_pattern(pattern, where));
        const RE2 compiled(pattern, RE2::Quiet);
        for (const auto& [name, group] : compiled.NamedCapturingGroups())
            if (!recipe.params.contains(name))
                return invalid(where + ": '" + pattern + "' names a group '" + name +
                               "' that is no parameter of the recipe");
    }
    return {};
}

} // namespace

Status check_recipe(const Recipe& recipe) {
    GONGGO_CHECK(check_recognise(recipe));
    GONGGO_CHECK(check_names(recipe, recipe.list, false));
    GONGGO_CHECK(check_paging(recipe.list));
    for (const auto& layout : recipe.list.layouts) GONGGO_CHECK(check_layout(layout, "list"));
    if (!recipe.detail) return {};
    GONGGO_CHECK(check_names(recipe, *recipe.detail, true));
    for (const auto& layout : recipe.detail->layouts) GONGGO_CHECK(check_layout(layout, "detail"));
    return {};
}

} // namespace gonggo::scrapers
