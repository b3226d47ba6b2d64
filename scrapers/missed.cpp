#include "scrapers/missed.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "postings/normalise.hpp"
#include "scrapers/charset.hpp"
#include "scrapers/html/document.hpp"
#include "scrapers/html/selector.hpp"
#include "scrapers/html/text.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>

namespace gonggo::scrapers {
namespace remark {

std::string of(const Layout& layout, const std::string& part) {
    return layout.place + ": " + part + ": ";
}

std::string in_quotes(std::string_view text) {
    return "'" + text::truncate_to_width(text::printable(text), 60) + "'";
}

std::string_view caught_in(const Caught& item, std::string_view field) {
    const auto at = std::ranges::find(
        item, field, [](const auto& each) { return std::string_view(each.first); });
    return at == item.end() ? std::string_view() : std::string_view(at->second);
}

bool is_caught(const Extraction& found, std::string_view field) {
    return std::ranges::any_of(found.raw,
                               [&](const Caught& item) { return !caught_in(item, field).empty(); });
}

namespace {

/// Where the field's first rule stands, else the layout.
std::string at(const Layout& layout, std::string_view field) {
    for (const auto& [name, rules] : layout.fields)
        if (name == field && !rules.empty()) return rules.front().place + ": ";
    return layout.place + ": ";
}

/// The texts of the field that is asked for, an item each.
std::vector<std::string_view> column(const Extraction& found, std::string_view field) {
    std::vector<std::string_view> out;
    for (const auto& item : found.raw)
        if (const auto value = caught_in(item, field); !value.empty()) out.push_back(value);
    return out;
}

bool is_address(std::string_view value) {
    return !value.starts_with('#') && !text::starts_with_nocase(value, "javascript:") &&
           value.find_first_of(" \t\n") == std::string_view::npos;
}

void on_address(const Layout& layout, const Extraction& found, std::vector<std::string>& out) {
    const auto addresses = column(found, "url");
    const auto bad = std::ranges::find_if_not(addresses, is_address);
    if (bad == addresses.end()) return;
    const bool words = !text::starts_with_nocase(*bad, "javascript:") && !bad->starts_with('#');
    out.push_back(at(layout, "url") + "url: " + in_quotes(*bad) + " is no address; " +
                  (words ? "mend: take the link's attribute: select = \"a@href\""
                         : "mend: match = '(\\d+)' takes its number, format = \"https://…{}\" "
                           "makes the address of it"));
}

/// An id or address that several items share: they would be one posting.
void on_same(const Layout& layout, const Extraction& found, std::vector<std::string>& out) {
    for (const std::string_view field : {"id", "url"}) {
        std::map<std::string_view, int> times;
        for (const auto value : column(found, field)) ++times[value];
        const auto most =
            std::ranges::max_element(times, {}, [](const auto& each) { return each.second; });
        if (most == times.end() || most->second * 2 < static_cast<int>(found.raw.size()) ||
            most->second < 2)
            continue;
        out.push_back(at(layout, field) + std::string(field) + ": " + in_quotes(most->first) +
                      " stands in " + std::to_string(most->second) + " of " +
                      std::to_string(found.raw.size()) + " items: they would count as one posting");
        return;
    }
}

/// A title that holds the card's other values too.
void on_title(const Layout& layout, const Extraction& found, std::vector<std::string>& out) {
    std::size_t whole = 0;
    for (const auto& item : found.raw) {
        const auto title = caught_in(item, "title");
        int held = 0;
        for (const auto& [field, value] : item)
            held += field != "title" && field != "id" && field != "kind" && value != title &&
                    value.size() > 2 && title.find(value) != std::string_view::npos;
        whole += held >= 2 || text::display_width(title) > 160;
    }
    if (whole == 0 || whole * 2 < found.raw.size()) return;
    out.push_back(at(layout, "title") +
                  "title: " + in_quotes(caught_in(found.raw.front(), "title")) +
                  " holds other fields too; mend: a narrower selector, or match = '^(.*?) …' for "
                  "the part that is the title");
}

/// Days that nothing can make of the text.
void on_deadline(const Layout& layout, const Extraction& found, std::vector<std::string>& out) {
    const auto texts = column(found, "deadline");
    const auto today = date_in(now(), "Asia/Seoul");
    const auto unread = [&](std::string_view text) {
        return postings::parse_deadline(text, today).kind == postings::DeadlineKind::unknown;
    };
    const auto bad = std::ranges::count_if(texts, unread);
    if (bad * 2 <= static_cast<std::ptrdiff_t>(texts.size())) return;
    out.push_back(at(layout, "deadline") +
                  "deadline: " + in_quotes(*std::ranges::find_if(texts, unread)) +
                  " is not understood as a closing day; mend: match takes the day out of it, jq "
                  "rewrites it");
}

} // namespace

void on_values(const Layout& layout, const Extraction& found, Stage stage,
               std::vector<std::string>& out) {
    if (found.raw.empty()) return;
    on_address(layout, found, out);
    on_title(layout, found, out);
    on_deadline(layout, found, out);
    if (stage == Stage::list) on_same(layout, found, out);
}

} // namespace remark

namespace {

/// The fields a posting cannot do without that neither the list's rules nor the detail page give.
void on_needed(const Recipe& recipe, const Extraction& found, std::vector<std::string>& out) {
    if (found.postings.empty() || recipe.detail) return;
    const auto none = [&](auto member) {
        return std::ranges::all_of(found.postings,
                                   [&](const auto& p) { return (p.*member).empty(); });
    };
    const std::string where =
        recipe.list.layouts[static_cast<std::size_t>(found.layout)].place + ": ";
    const bool named = !recipe.company.empty();
    if (!named && none(&postings::RawPosting::company))
        out.push_back(where + "no item has a company; mend: read it, or write company = \"…\" at "
                              "the top of the recipe when it is always the same");
    if (none(&postings::RawPosting::title))
        out.push_back(where + "no item has a title: it would be left out");
    if (none(&postings::RawPosting::url) && none(&postings::RawPosting::id))
        out.push_back(where + "no item has a url or an id: it would be left out");
}

bool names_field(const Layout& layout, std::string_view field) {
    return std::ranges::any_of(layout.fields, [&](const auto& f) { return f.first == field; });
}

/// Fields that an html or xml layout does not name, nor the recipe elsewhere.
void on_unnamed(const Recipe& recipe, const Layout& layout, std::vector<std::string>& out) {
    if (layout.parse != Parse::html && layout.parse != Parse::xml) return;
    const auto elsewhere = [&](std::string_view field) {
        if (field == "company" && !recipe.company.empty()) return true;
        if (field == "kind" && !recipe.kind.empty()) return true;
        return recipe.detail && std::ranges::any_of(recipe.detail->layouts, [&](const Layout& l) {
                   return names_field(l, field);
               });
    };
    std::string names;
    for (const auto field : field_names())
        if (!names_field(layout, field) && !elsewhere(field))
            names += (names.empty() ? "" : ", ") + std::string(field);
    if (!names.empty()) out.push_back(layout.place + ": not asked for: " + names);
}

std::string json_said(std::string_view utf8) {
    boost::system::error_code ec;
    const auto value = boost::json::parse(utf8, ec);
    if (ec) return {};
    std::string out;
    if (const auto* object = value.if_object()) {
        for (const auto& member : *object)
            out += (out.empty() ? "" : ", ") + std::string(member.key()) + ": " +
                   (member.value().is_array()    ? "[…]"
                    : member.value().is_object() ? "{…}"
                                                 : boost::json::serialize(member.value()));
    } else if (const auto* array = value.if_array())
        out = "[" + std::to_string(array->size()) + "]";
    return out;
}

} // namespace

std::string said_by(std::string_view utf8) {
    constexpr std::size_t kMost = 80;
    const auto start = text::trim(utf8);
    std::string out;
    if (start.starts_with('{') || start.starts_with('['))
        out = json_said(start);
    else if (const auto document = html::Document::parse(utf8)) {
        static const auto kTitle = html::Selector::compile("title");
        static const auto kBody = html::Selector::compile("body");
        if (const auto title = kTitle->first(document->root())) out = html::inline_text(title);
        if (const auto body = kBody->first(document->root()))
            if (const auto words = html::inline_text(body); !words.empty())
                out += (out.empty() ? "" : " | ") + words;
    }
    return text::truncate_to_width(text::printable(out), kMost);
}

std::vector<std::string> missed(const Recipe& recipe, Stage stage, const Page& page,
                                const Extraction& found) {
    std::vector<std::string> out;
    std::string room;
    const std::string_view utf8 = as_utf8(page.body, page.content_type, room);
    const auto& layouts = stage == Stage::list ? recipe.list.layouts : recipe.detail->layouts;
    for (std::size_t i = 0; i < layouts.size(); ++i) {
        const bool used = found.layout == static_cast<int>(i);
        if (stage == Stage::list && found.layout >= 0 && !used) continue;
        const Layout& layout = layouts[i];
        if (layout.parse == Parse::html) remark::on_html(layout, utf8, found, stage, out);
        if (layout.parse == Parse::json || layout.parse == Parse::embedded)
            remark::on_json(layout, page, utf8, stage, out);
        if (used) remark::on_values(layout, found, stage, out);
        if (used && stage == Stage::list) on_unnamed(recipe, layout, out);
    }
    if (stage == Stage::list && found.layout >= 0) on_needed(recipe, found, out);
    return out;
}

} // namespace gonggo::scrapers
