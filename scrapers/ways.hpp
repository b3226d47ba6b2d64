#pragma once
// The ways a layout reads a page; what extract*.cpp share.
#include "scrapers/extract.hpp"

namespace gonggo::scrapers {

/// Each adds what it finds to `out`; finding nothing is no error.
Status from_html(const Layout& layout, const Page& page, std::string_view utf8, Extraction& out);

/// How much of a page is made a tree: the items, the page without scripts, or all of it. All give
/// the same records; from_html() takes the cheapest that is certain.
enum class Narrowing { cut, slim, whole };
/// False when this narrowing is not certain on this page, and nothing was added.
Result<bool> from_html(const Layout& layout, const Page& page, std::string_view utf8,
                       Narrowing narrowing, Extraction& out);
Status from_json(const Layout& layout, const Page& page, std::string_view json, Extraction& out);
Status from_embedded(const Layout& layout, const Page& page, std::string_view utf8,
                     Extraction& out);
Status from_feed(const Page& page, Extraction& out);
/// A sitemap's addresses that match, each an item without words; a sitemap index's go to `more`.
Status from_sitemap(const Layout& layout, const Page& page, Extraction& out);
Status from_xml(const Layout& layout, const Page& page, Extraction& out);

/// The JSON an embedded layout's script holds, a document each.
std::vector<std::string> embedded_json(const Layout& layout, std::string_view utf8);
/// What jq programs know beside the answer: {"url", "params"}.
std::string jq_context(const Page& page);
/// The rule's pattern, then its jq program, over a text found.
Result<std::string> worked(const FieldRule& rule, std::string text, const std::string& context);
/// What the answer says of the pages after it, by the rules of [list] pages.
Status turn_page(const Paging& pages, const Layout& layout, const Page& page, std::string_view utf8,
                 Extraction& out);

/// The caught texts as a record, its link resolved against the page.
postings::RawPosting record_of(const Caught& caught, const Page& page);
/// The value in place of the format's "{}"; the value itself without a format, or when it is empty.
std::string formatted(std::string value, const std::string& format);
/// Leaves out a record that says nothing. Without `caught` the record's own texts are shown.
void add(Extraction& out, postings::RawPosting record, Caught caught);

} // namespace gonggo::scrapers
