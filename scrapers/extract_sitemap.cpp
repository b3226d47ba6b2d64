#include "base/text.hpp"
#include "net/encoding.hpp"
#include "scrapers/compiled.hpp"
#include "scrapers/template.hpp"
#include "scrapers/url.hpp"
#include "scrapers/ways.hpp"

#include <pugixml.hpp>

namespace gonggo::scrapers {

namespace {

/// sitemap.xml.gz is a file of its own, not an encoding of one.
Result<std::string> unpacked(std::string_view body) {
    return net::decoded(body, body.starts_with("\x1f\x8b") ? "gzip" : "", 64u << 20);
}

} // namespace

/// sitemaps.org 0.9: <urlset> of pages or <sitemapindex> of sitemaps, either perhaps gzipped.
Status from_sitemap(const Layout& layout, const Page& page, Extraction& out) {
    GONGGO_TRY(const std::string plain, unpacked(page.body));
    GONGGO_TRY(const std::string filled, fill_template(layout.match, page.params));
    const RE2* pattern = kept_pattern(filled);
    if (pattern && !pattern->ok()) return invalid("match: '" + filled + "' is no pattern");
    const bool grouped = pattern && pattern->NumberOfCapturingGroups() > 0;
    pugi::xml_document document;
    const auto parsed = document.load_buffer(plain.data(), plain.size());
    const pugi::xml_node root = document.document_element();
    const std::string_view kind = root.name();
    const bool index = kind.ends_with("sitemapindex");
    if (!index && !kind.ends_with("urlset"))
        return invalid(parsed ? "no sitemap: the root element is <" + std::string(kind) + ">"
                              : std::string("no sitemap: ") + parsed.description());
    const auto local = [](const pugi::xml_node& node, std::string_view name) {
        for (const auto& child : node.children()) {
            const std::string_view whole = child.name();
            if (whole.substr(whole.find(':') == std::string_view::npos ? 0 : whole.find(':') + 1) ==
                name)
                return std::string(text::trim(child.text().as_string()));
        }
        return std::string();
    };
    for (const auto& entry : root.children()) {
        const std::string address = resolve_url(page.url, local(entry, "loc"));
        if (address.empty()) continue;
        if (index) {
            out.more.push_back(address);
            continue;
        }
        const std::string wanted = matched(address, pattern);
        if (wanted.empty()) continue;
        postings::RawPosting record;
        record.id = grouped ? wanted : address;
        record.url = address;
        add(out, std::move(record), {});
    }
    return {};
}

} // namespace gonggo::scrapers
