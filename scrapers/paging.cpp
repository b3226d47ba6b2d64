#include "base/text.hpp"
#include "scrapers/compiled.hpp"
#include "scrapers/html/document.hpp"
#include "scrapers/html/narrow.hpp"
#include "scrapers/url.hpp"
#include "scrapers/ways.hpp"

#include <boost/json.hpp>

namespace gonggo::scrapers {
namespace {

/// The first text or number a jq program gives over the answer's JSON; empty when it gives none.
Result<std::string> asked(const std::string& program, const Layout& layout, const Page& page,
                          std::string_view utf8) {
    GONGGO_TRY(JqProgram * compiled, kept_program(program));
    const auto documents = layout.parse == Parse::embedded
                               ? embedded_json(layout, utf8)
                               : std::vector<std::string>{std::string(utf8)};
    for (const auto& json : documents) {
        GONGGO_TRY(const auto outputs, compiled->run(json, jq_context(page)));
        for (const auto& output : outputs) {
            const auto value = boost::json::parse(output);
            if (value.is_string() && !value.get_string().empty())
                return std::string(value.get_string());
            if (value.is_number()) return output;
        }
    }
    return std::string();
}

/// RFC 8288: the address of rel="next".
std::string next_link(std::string_view header) {
    for (const auto part : text::split(header, ',')) {
        const auto open = part.find('<');
        const auto close = part.find('>');
        if (open == std::string_view::npos || close == std::string_view::npos || close < open)
            continue;
        for (const auto& parameter : text::split_trimmed(part.substr(close + 1), ";"))
            if (text::equals_nocase(parameter, "rel=\"next\"") ||
                text::equals_nocase(parameter, "rel=next"))
                return std::string(part.substr(open + 1, close - open - 1));
    }
    return {};
}

Result<std::string> linked(const std::string& select, std::string_view utf8) {
    const auto [css, attribute] = split_attribute(select);
    GONGGO_TRY(const html::Selector* selector, kept_selector(css));
    GONGGO_TRY(const auto document, html::Document::parse(html::slim(utf8)));
    for (const auto node : selector->select(document.root(), true, document.quirks()))
        if (auto value = node.attribute(attribute.empty() ? "href" : attribute))
            return std::string(*value);
    return std::string();
}

} // namespace

Status turn_page(const Paging& pages, const Layout& layout, const Page& page, std::string_view utf8,
                 Extraction& out) {
    const bool json = layout.parse == Parse::json || layout.parse == Parse::embedded;
    if (!pages.next.empty()) {
        std::string next;
        if (pages.next == "link")
            next = next_link(page.link);
        else {
            GONGGO_TRY(next,
                       json ? asked(pages.next, layout, page, utf8) : linked(pages.next, utf8));
        }
        if (!next.empty()) out.more.push_back(resolve_url(page.url, next));
    }
    if (!pages.cursor.empty() && json) {
        GONGGO_TRY(out.cursor, asked(pages.cursor, layout, page, utf8));
    }
    if (!pages.total.empty() && json) {
        GONGGO_TRY(const std::string total, asked(pages.total, layout, page, utf8));
        if (!total.empty()) out.total = std::atoi(total.c_str());
    }
    return {};
}

} // namespace gonggo::scrapers
