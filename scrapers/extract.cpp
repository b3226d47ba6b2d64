#include "scrapers/extract.hpp"

#include "scrapers/charset.hpp"
#include "scrapers/jobposting.hpp"
#include "scrapers/jsonld.hpp"
#include "scrapers/shell.hpp"
#include "scrapers/ways.hpp"

#include <boost/json.hpp>

namespace gonggo::scrapers {
namespace {

Status run(const Layout& layout, const Page& page, const std::string& utf8, Extraction& out) {
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
    case Parse::jsonld:
        for (const auto& posting : job_postings_in(utf8, page.url))
            add(out, record_of_jobposting(posting.as_object(), page.url), {});
        return {};
    }
    return {};
}

} // namespace

Result<Extraction> extract(const Recipe& recipe, Stage stage, const Page& page, int hint) {
    if (stage == Stage::detail && !recipe.detail)
        return invalid("the recipe '" + recipe.id + "' has no [detail]");
    const auto& layouts = stage == Stage::list ? recipe.list.layouts : recipe.detail->layouts;
    const std::string utf8 = to_utf8(page.body, page.content_type);
    std::vector<int> order;
    if (hint >= 0 && hint < static_cast<int>(layouts.size())) order.push_back(hint);
    for (int i = 0; i < static_cast<int>(layouts.size()); ++i)
        if (i != hint) order.push_back(i);
    std::optional<Error> first_fault;
    for (const int i : order) {
        Extraction out;
        const auto status = run(layouts[static_cast<std::size_t>(i)], page, utf8, out);
        if (!status && !first_fault) first_fault = status.error().in("layout " + std::to_string(i));
        if (!status || out.postings.empty()) continue;
        out.layout = i;
        for (auto& record : out.postings)
            if (record.kind.empty()) record.kind = recipe.kind;
        return out;
    }
    if (const auto shell = shell_page(utf8)) return Error{Errc::refused, *shell};
    if (first_fault) return *first_fault;
    return Extraction{};
}

} // namespace gonggo::scrapers
