#include "postings/json.hpp"
#include "scrapers/compiled.hpp"
#include "scrapers/html/narrow.hpp"
#include "scrapers/html/text.hpp"
#include "scrapers/jsonld.hpp"
#include "scrapers/url.hpp"
#include "scrapers/ways.hpp"

#include <boost/json.hpp>

namespace gonggo::scrapers {

Status from_json(const Layout& layout, const Page& page, std::string_view json, Extraction& out) {
    GONGGO_TRY(JqProgram * program, kept_program(layout.program));
    GONGGO_TRY(const auto outputs, program->run(json));
    for (const auto& output : outputs) {
        auto record = postings::raw_from_json(output);
        if (!record) continue;
        record->url = resolve_url(page.url, record->url);
        if (record->description.find_first_of("<&") != std::string::npos)
            record->description = html::html_to_text(record->description);
        if (record->title.find('&') != std::string::npos)
            record->title = html::html_to_text(record->title);
        add(out, std::move(*record), {});
    }
    return {};
}

Status from_embedded(const Layout& layout, const Page& page, const std::string& utf8,
                     Extraction& out) {
    if (layout.script == "__next_f") {
        const std::string flight = html::flight_data(utf8);
        return flight.empty() ? Status{}
                              : from_json(layout, page,
                                          boost::json::serialize(boost::json::value(flight)), out);
    }
    for (const auto body : html::script_bodies(utf8, layout.script))
        if (const auto value = lenient_json(body))
            GONGGO_CHECK(from_json(layout, page, boost::json::serialize(*value), out));
    return {};
}

} // namespace gonggo::scrapers
