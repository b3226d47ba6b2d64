#include "base/text.hpp"
#include "scrapers/compiled.hpp"
#include "scrapers/missed.hpp"
#include "scrapers/ways.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

namespace gonggo::scrapers::remark {
namespace {

namespace json = boost::json;

/// Members of the program's objects that no field is called.
void on_members(const Layout& layout, const std::vector<std::string>& outputs,
                std::vector<std::string>& out) {
    std::vector<std::string_view> known = field_names();
    known.push_back("locations");
    std::set<std::string> strange;
    std::size_t objects = 0;
    for (const auto& output : outputs) {
        boost::system::error_code ec;
        const auto value = json::parse(output, ec);
        const auto* object = value.if_object();
        if (ec || !object) continue;
        ++objects;
        for (const auto& member : *object)
            if (std::ranges::find(known, std::string_view(member.key())) == known.end())
                strange.emplace(member.key());
    }
    for (const auto& name : strange) {
        const auto near = text::nearest(name, known);
        out.push_back(of(layout, "program") + "no field is called '" + name + "'" +
                      (near.empty() ? "" : "; did you mean '" + std::string(near) + "'?"));
    }
    if (objects == 0 && !outputs.empty())
        out.push_back(of(layout, "program") + "it gives " + in_quotes(outputs.front()) +
                      ", not an object for each posting: {id: …, url: …, title: …}");
}

} // namespace

void on_json(const Layout& layout, const Page& page, std::string_view utf8, Stage stage,
             std::vector<std::string>& out) {
    const bool embedded = layout.parse == Parse::embedded;
    const auto documents =
        embedded ? embedded_json(layout, utf8) : std::vector<std::string>{std::string(utf8)};
    if (documents.empty()) {
        out.push_back(of(layout, "script") + "no script of the page holds JSON for " +
                      in_quotes(layout.script));
        return;
    }
    const auto program = kept_program(layout.program);
    if (!program) return;
    std::vector<std::string> outputs;
    for (const auto& document : documents) {
        const auto some = (*program)->run(document, jq_context(page));
        if (!some) return; // told where the layout's error is
        outputs.insert(outputs.end(), some->begin(), some->end());
    }
    if (outputs.empty() && stage == Stage::list)
        out.push_back(of(layout, "program") + "it gives nothing for " +
                      in_quotes(said_by(documents.front())));
    on_members(layout, outputs, out);
}

} // namespace gonggo::scrapers::remark
