#include "scrapers/extract.hpp"

#include "scrapers/charset.hpp"
#include "scrapers/jobposting.hpp"
#include "scrapers/jsonld.hpp"
#include "scrapers/shell.hpp"
#include "scrapers/template.hpp"
#include "scrapers/ways.hpp"

#include <algorithm>
#include <boost/json.hpp>

namespace gonggo::scrapers {
namespace {

Status run(const Layout& layout, const Page& page, std::string_view utf8, Extraction& out) {
    switch (layout.parse) {
    case Parse::html:
        return from_html(layout, page, utf8, out);
    case Parse::json:
        return from_json(layout, page, utf8, out);
    case Parse::embedded:
        return from_embedded(layout, page, utf8, out);
    case Parse::feed:
        return from_feed(page, out);
    case Parse::xml:
        return from_xml(layout, page, out);
    case Parse::sitemap:
        return from_sitemap(layout, page, out);
    case Parse::jsonld:
        for (const auto& posting : job_postings_in(utf8, page.url))
            add(out, record_of_jobposting(posting.as_object(), page.url), {});
        return {};
    }
    return {};
}

/// Items of a list that could never be found again are no postings.
void drop_nameless(Extraction& out) {
    for (std::size_t i = out.postings.size(); i-- > 0;) {
        const auto& record = out.postings[i];
        if (!record.title.empty() || !record.url.empty() || !record.id.empty() ||
            !record.description.empty())
            continue;
        out.postings.erase(out.postings.begin() + static_cast<std::ptrdiff_t>(i));
        out.raw.erase(out.raw.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

void fill_gaps(Caught& into, const Caught& from) {
    for (const auto& field : from)
        if (std::ranges::none_of(into, [&](const auto& f) { return f.first == field.first; }))
            into.push_back(field);
}

/// The page says itself that it lists nothing.
bool says_none(const Recipe& recipe, std::string_view utf8) {
    return std::ranges::any_of(recipe.empty_marks, [&](const std::string& mark) {
        return utf8.find(mark) != std::string::npos;
    });
}

/// What is known where the answer is silent: the kind, the company, a detail page's own address.
void fill_silent(const Recipe& recipe, Stage stage, const Page& page, Extraction& out) {
    const auto company = fill_template(recipe.company, page.params);
    for (auto& record : out.postings) {
        if (record.kind.empty()) record.kind = recipe.kind;
        if (record.company.empty() && company) record.company = *company;
        if (stage == Stage::detail && record.url.empty()) record.url = page.url;
    }
}

/// The page with the recipe's defaults for parameters nobody gave.
Page with_defaults(const Recipe& recipe, Page page) {
    for (const auto& [name, parameter] : recipe.params) {
        if (parameter.required || page.params.contains(name)) continue;
        if (auto value = fill_template(parameter.fallback, page.params))
            page.params[name] = std::move(*value);
    }
    return page;
}

} // namespace

Result<Extraction> extract(const Recipe& recipe, Stage stage, const Page& answer, int hint) {
    const Page page = with_defaults(recipe, answer);
    if (stage == Stage::detail && !recipe.detail)
        return invalid("the recipe '" + recipe.id + "' has no [detail]");
    const auto& layouts = stage == Stage::list ? recipe.list.layouts : recipe.detail->layouts;
    std::string room;
    const std::string_view utf8 = as_utf8(page.body, page.content_type, room);
    std::vector<int> order;
    if (hint >= 0 && hint < static_cast<int>(layouts.size())) order.push_back(hint);
    for (int i = 0; i < static_cast<int>(layouts.size()); ++i)
        if (i != hint) order.push_back(i);
    Extraction found;
    std::optional<Error> first_fault;
    for (const int i : order) {
        Extraction out;
        const Layout& layout = layouts[static_cast<std::size_t>(i)];
        auto status = run(layout, page, utf8, out);
        if (status && stage == Stage::list && !(out.postings.empty() && out.more.empty()))
            status = turn_page(recipe.list.pages, layout, page, utf8, out);
        if (!status && !first_fault) first_fault = status.error().in("layout " + std::to_string(i));
        if (status && stage == Stage::list) drop_nameless(out);
        if (!status || (out.postings.empty() && out.more.empty())) continue;
        fill_silent(recipe, stage, page, out);
        if (found.layout < 0) {
            found = std::move(out);
            found.layout = i;
            if (stage == Stage::list) return found;
            found.postings.resize(1);
            found.raw.resize(1);
        } else {
            fill_gaps(found.postings.front(), out.postings.front());
            fill_gaps(found.raw.front(), out.raw.front());
        }
    }
    if (found.layout >= 0) return found;
    if (says_none(recipe, utf8)) return Extraction{.none = true};
    if (const auto shell = shell_page(utf8)) return Error{Errc::refused, *shell};
    if (first_fault) return *first_fault;
    return Extraction{};
}

} // namespace gonggo::scrapers
