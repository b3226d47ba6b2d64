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
    GONGGO_TRY(const auto outputs, program->run(json, jq_context(page)));
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

std::string jq_context(const Page& page) {
    boost::json::object params;
    for (const auto& [name, value] : page.params)
        if (name != "api_key") params[name] = value;
    return boost::json::serialize(boost::json::object{{"url", page.url}, {"params", params}});
}

std::vector<std::string> embedded_json(const Layout& layout, std::string_view utf8) {
    std::vector<std::string> out;
    if (layout.script == "__next_f") {
        if (const std::string flight = html::flight_data(utf8); !flight.empty())
            out.push_back(boost::json::serialize(boost::json::value(flight)));
        return out;
    }
    for (const auto body : html::script_bodies(utf8, layout.script))
        if (const auto value = lenient_json(body)) out.push_back(boost::json::serialize(*value));
    if (out.empty())
        if (const auto value = assigned_json(utf8, layout.script))
            out.push_back(boost::json::serialize(*value));
    return out;
}

Status from_embedded(const Layout& layout, const Page& page, std::string_view utf8,
                     Extraction& out) {
    for (const auto& json : embedded_json(layout, utf8))
        GONGGO_CHECK(from_json(layout, page, json, out));
    return {};
}

} // namespace gonggo::scrapers
