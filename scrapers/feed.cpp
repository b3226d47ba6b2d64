#include "scrapers/feed.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "scrapers/charset.hpp"
#include "scrapers/url.hpp"

#include <boost/json.hpp>
#include <pugixml.hpp>

#include <sstream>

namespace gonggo::scrapers {
namespace {

namespace json = boost::json;
using Text = std::optional<std::string>;

std::string_view local_name(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name,
                     std::string_view prefix = "*") {
    for (const auto& c : node.children()) {
        if (c.type() != pugi::node_element || local_name(c) != name) continue;
        const std::string_view whole = c.name();
        if (prefix == "*" || (prefix.empty() ? whole == name : whole.starts_with(prefix))) return c;
    }
    return {};
}

Text filled(std::string s) {
    if (text::trim(s).empty()) return std::nullopt;
    return std::string(text::trim(s));
}

std::string inner_xml(const pugi::xml_node& node) {
    std::ostringstream out;
    for (const auto& c : node.children())
        c.print(out, "", pugi::format_raw | pugi::format_no_declaration);
    return out.str();
}

std::string all_text(const pugi::xml_node& node) {
    std::string out;
    for (const auto& c : node.children()) {
        if (c.type() == pugi::node_pcdata || c.type() == pugi::node_cdata)
            out += c.value();
        else
            out += all_text(c);
    }
    return out;
}

Text text_of(const pugi::xml_node& node) {
    return node ? filled(all_text(node)) : std::nullopt;
}

Text date_of(const Text& written) {
    if (!written) return std::nullopt;
    if (const auto day = parse_date(*written)) return iso8601(*day);
    if (const auto t = parse_iso8601(*written, "UTC")) return iso8601(*t, "UTC");
    if (const auto t = parse_rfc5322(*written)) return iso8601(*t, "UTC");
    return std::nullopt;
}

std::string base_of(pugi::xml_node node, std::string_view url) {
    std::vector<std::string> chain;
    for (; node; node = node.parent())
        if (const auto base = node.attribute("xml:base")) chain.emplace_back(base.value());
    std::string out(url);
    for (auto it = chain.rbegin(); it != chain.rend(); ++it) out = resolve_url(out, *it);
    return out;
}

Text resolved(const Text& link, const pugi::xml_node& at, std::string_view url) {
    if (!link) return std::nullopt;
    return resolve_url(base_of(at, url), *link);
}

/// Atom text constructs (RFC 4287, 3.1): xhtml keeps its markup without the wrapping div.
Text atom_text(const pugi::xml_node& node) {
    if (!node) return std::nullopt;
    const std::string_view type = node.attribute("type").as_string("text");
    if (type == "xhtml") {
        const auto div = child(node, "div");
        return filled(inner_xml(div ? div : node));
    }
    return filled(all_text(node));
}

FeedEntry atom_entry(const pugi::xml_node& entry, std::string_view url) {
    FeedEntry out;
    out.id = text_of(child(entry, "id"));
    for (const auto& link : entry.children()) {
        if (local_name(link) != "link") continue;
        const std::string_view rel = link.attribute("rel").as_string("alternate");
        if (rel != "alternate" || out.url) continue;
        out.url = resolved(filled(link.attribute("href").value()), link, url);
    }
    out.title = atom_text(child(entry, "title"));
    out.published = date_of(text_of(child(entry, "published")));
    if (!out.published) out.published = date_of(text_of(child(entry, "issued")));
    out.updated = date_of(text_of(child(entry, "updated")));
    if (!out.updated) out.updated = date_of(text_of(child(entry, "modified")));
    auto author = child(entry, "author");
    if (!author) author = child(entry.parent(), "author");
    out.author = text_of(child(author, "name"));
    out.summary = atom_text(child(entry, "summary"));
    const auto content = child(entry, "content");
    out.content = atom_text(content);
    return out;
}

FeedEntry rss_item(const pugi::xml_node& item, std::string_view url) {
    FeedEntry out;
    const auto guid = child(item, "guid");
    out.id = text_of(guid);
    out.url = resolved(text_of(child(item, "link", "")), item, url);
    if (!out.url)
        out.url =
            resolved(filled(child(item, "link", "atom:").attribute("href").value()), item, url);
    const std::string_view permalink = guid.attribute("isPermaLink").as_string("true");
    if (!out.url && out.id && permalink != "false" && out.id->find("://") != std::string::npos)
        out.url = out.id;
    if (!out.id)
        if (const auto about = item.attribute("rdf:about")) out.id = filled(about.value());
    out.title = text_of(child(item, "title", ""));
    if (!out.title) out.title = text_of(child(item, "title"));
    out.published = date_of(text_of(child(item, "pubDate")));
    if (!out.published) out.published = date_of(text_of(child(item, "date")));
    out.updated = date_of(text_of(child(item, "updated")));
    out.author = text_of(child(item, "creator"));
    if (!out.author) out.author = text_of(child(item, "author"));
    out.summary = text_of(child(item, "description", ""));
    out.content = text_of(child(item, "encoded"));
    return out;
}

Result<std::vector<FeedEntry>> json_feed(std::string_view s, std::string_view url) {
    boost::system::error_code ec;
    const json::value root = json::parse(s, ec);
    const json::object* feed = ec ? nullptr : root.if_object();
    const json::value* items = feed ? feed->if_contains("items") : nullptr;
    if (!items || !items->is_array()) return invalid("not a feed: JSON without \"items\"");
    std::vector<FeedEntry> out;
    for (const auto& value : items->get_array()) {
        const json::object* item = value.if_object();
        if (!item) continue;
        const auto text = [&](std::string_view key) -> Text {
            const json::value* v = item->if_contains(key);
            if (!v) return std::nullopt;
            if (v->is_string()) return filled(std::string(v->get_string()));
            return v->is_number() ? Text(json::serialize(*v)) : std::nullopt;
        };
        FeedEntry entry{.id = text("id"),
                        .url = text("url"),
                        .title = text("title"),
                        .published = date_of(text("date_published")),
                        .updated = date_of(text("date_modified")),
                        .summary = text("summary"),
                        .content = text("content_html")};
        if (!entry.url) entry.url = text("external_url");
        if (entry.url) entry.url = resolve_url(url, *entry.url);
        if (!entry.content) entry.content = text("content_text");
        const auto author_name = [](const json::value& v) -> Text {
            const auto* object = v.if_object();
            const auto* name = object ? object->if_contains("name") : nullptr;
            return name && name->is_string() ? filled(std::string(name->get_string()))
                                             : std::nullopt;
        };
        if (const auto* authors = item->if_contains("authors");
            authors && authors->is_array() && !authors->get_array().empty())
            entry.author = author_name(authors->get_array()[0]);
        else if (const auto* author = item->if_contains("author"))
            entry.author = author_name(*author);
        out.push_back(std::move(entry));
    }
    return out;
}

void entries_below(const pugi::xml_node& node, std::string_view url, std::vector<FeedEntry>& out,
                   int depth) {
    for (const auto& c : node.children()) {
        const auto name = local_name(c);
        if (name == "entry")
            out.push_back(atom_entry(c, url));
        else if (name == "item")
            out.push_back(rss_item(c, url));
        else if (depth < 4 &&
                 (name == "channel" || name == "feed" || name == "rss" || name == "RDF"))
            entries_below(c, url, out, depth + 1);
    }
}

} // namespace

Result<std::vector<FeedEntry>> parse_feed(std::string_view bytes, std::string_view url) {
    const std::string utf8 = to_utf8(bytes, "");
    const std::string_view s = text::trim(utf8);
    if (s.starts_with("{")) return json_feed(s, url);
    pugi::xml_document document;
    const auto parsed = document.load_buffer(
        s.data(), s.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
    std::vector<FeedEntry> out;
    const auto root = local_name(document.document_element());
    if (root != "rss" && root != "RDF" && root != "feed") {
        if (!parsed) return invalid(std::string("not a feed: ") + parsed.description());
        return invalid("not a feed: the root element is <" + std::string(root) + ">");
    }
    entries_below(document, url, out, 0); // a feed cut short still gives the entries that came
    return out;
}

Result<std::string> inspect_feed(std::string_view bytes, std::string_view url) {
    GONGGO_TRY(const auto entries, parse_feed(bytes, url));
    json::array out;
    for (const auto& e : entries) {
        const auto v = [](const Text& t) { return t ? json::value(*t) : json::value(nullptr); };
        out.push_back({{"id", v(e.id)},
                       {"url", v(e.url)},
                       {"title", v(e.title)},
                       {"published", v(e.published)},
                       {"updated", v(e.updated)},
                       {"author", v(e.author)},
                       {"summary", v(e.summary)},
                       {"content", v(e.content)}});
    }
    return json::serialize(out);
}

} // namespace gonggo::scrapers
