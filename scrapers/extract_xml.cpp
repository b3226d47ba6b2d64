#include "base/text.hpp"
#include "scrapers/charset.hpp"
#include "scrapers/compiled.hpp"
#include "scrapers/feed.hpp"
#include "scrapers/html/text.hpp"
#include "scrapers/ways.hpp"

#include <pugixml.hpp>

namespace gonggo::scrapers {

Status from_feed(const Page& page, Extraction& out) {
    GONGGO_TRY(const auto entries, parse_feed(page.body, page.url));
    for (const auto& e : entries) {
        postings::RawPosting record;
        record.url = e.url.value_or("");
        record.id = e.id.value_or(record.url);
        record.title = html::html_to_text(e.title.value_or(""));
        record.description = html::html_to_text(e.content.value_or(e.summary.value_or("")));
        record.posted = e.published.value_or(e.updated.value_or(""));
        record.company = e.author.value_or("");
        add(out, std::move(record), {});
    }
    return {};
}

Status from_xml(const Layout& layout, const Page& page, Extraction& out) {
    pugi::xml_document document;
    const std::string utf8 = to_utf8(page.body, page.content_type);
    const auto parsed =
        document.load_buffer(utf8.data(), utf8.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!parsed) return invalid(std::string("the answer is no XML: ") + parsed.description());
    const std::string context = jq_context(page);
    try {
        for (const auto& item : document.select_nodes(layout.items.c_str())) {
            Caught caught;
            for (const auto& [name, rules] : layout.fields)
                for (const auto& rule : rules) {
                    std::string value = rule.constant;
                    if (!rule.select.empty()) {
                        for (const auto& node : item.node().select_nodes(rule.select.c_str())) {
                            const std::string one = node.attribute()
                                                        ? node.attribute().value()
                                                        : node.node().text().as_string();
                            if (one.empty()) continue;
                            value += (value.empty() ? "" : rule.join) + one;
                            if (!rule.all) break;
                        }
                    }
                    GONGGO_TRY(value, worked(rule, std::move(value), context));
                    if (value.empty()) continue;
                    caught.emplace_back(name, name == "description"
                                                  ? html::html_to_text(value)
                                                  : std::string(text::trim(value)));
                    break;
                }
            auto record = record_of(caught, page);
            add(out, std::move(record), std::move(caught));
        }
    } catch (const pugi::xpath_exception& e) {
        return invalid(std::string("XPath: ") + e.what());
    }
    return {};
}

} // namespace gonggo::scrapers
