#include "base/text.hpp"
#include "scrapers/compiled.hpp"
#include "scrapers/html/document.hpp"
#include "scrapers/html/text.hpp"
#include "scrapers/missed.hpp"

#include <algorithm>
#include <re2/re2.h>
#include <set>

namespace gonggo::scrapers::remark {
namespace {

using html::Node;

/// The page and the items of a layout in it.
struct Met {
    Node root;
    bool quirks = false;
    std::vector<Node> items;
    bool whole = false; ///< no items selector: the page is the item
};

/// Attributes that may hold what was looked for.
constexpr const char* kAttributes[] = {
    "href",    "src",     "alt",     "title",    "id",        "value",      "content",   "datetime",
    "onclick", "data-id", "data-no", "data-seq", "data-href", "data-title", "aria-label"};

std::string attributes_of(Node node) {
    std::string out;
    for (const char* name : kAttributes)
        if (node.attribute(name)) out += (out.empty() ? "@" : ", @") + std::string(name);
    return out;
}

/// "; did you mean '.card'?" for a class or id of `css` that the page has none of but one alike.
std::string meant(const std::string& css, const Met& met) {
    static const RE2 name(R"(([.#])(-?[\p{L}_][\p{L}\p{N}_-]*))");
    std::set<std::string> classes, ids;
    for (Node node = met.root; node; node = html::next_in_tree(node, met.root)) {
        for (auto& each : text::split_trimmed(node.attribute("class").value_or(""), " \t\r\n"))
            classes.insert(std::move(each));
        if (const auto id = node.attribute("id")) ids.emplace(*id);
    }
    re2::StringPiece rest(css);
    std::string mark, word;
    while (RE2::FindAndConsume(&rest, name, &mark, &word)) {
        const auto& known = mark == "." ? classes : ids;
        if (known.contains(word)) continue;
        const auto near = text::nearest(word, {known.begin(), known.end()});
        return "; the page has no '" + mark + word + "'" +
               (near.empty() ? "" : ", did you mean '" + mark + std::string(near) + "'?");
    }
    return {};
}

std::string said(Node node, const std::string& attribute) {
    return attribute.empty() ? html::inline_text(node)
                             : std::string(text::trim(node.attribute(attribute).value_or("")));
}

/// Why the rule caught nothing in any item.
std::string why_not(const FieldRule& rule, const Met& met) {
    if (!rule.label.empty()) {
        for (const Node item : met.items)
            if (const auto value = html::labelled(item, rule.label); !value.empty())
                return "match fits none of the texts, such as " + in_quotes(value);
        return "no item has the label " + in_quotes(rule.label) + " with a value beside it";
    }
    const auto [css, attribute] = split_attribute(rule.select);
    std::vector<Node> nodes;
    const html::Selector* selector = nullptr;
    if (css.empty())
        nodes = met.items;
    else {
        const auto kept = kept_selector(css);
        if (!kept) return kept.error().message;
        selector = *kept;
        for (const Node item : met.items) {
            const auto some = selector->select(item);
            nodes.insert(nodes.end(), some.begin(), some.end());
        }
    }
    if (nodes.empty()) {
        if (std::ranges::any_of(met.items,
                                [&](Node item) { return selector->matches(item, item); }))
            return in_quotes(css) +
                   " is the item itself, and fields are looked for below it; mend: "
                   "select = \"@name\" takes its attribute, match = '(.+)' alone its "
                   "text";
        const auto elsewhere = selector->select(met.root, true, met.quirks).size();
        if (elsewhere > 0)
            return in_quotes(css) + " matches " + std::to_string(elsewhere) +
                   " elements of the page, but none inside an item";
        return "nothing matches " + in_quotes(css) + meant(css, met);
    }
    for (const Node node : nodes)
        if (const auto value = said(node, attribute); !value.empty())
            return (rule.program.empty() || !rule.match.empty()
                        ? "match fits none of the texts, such as "
                        : "jq gives no text for ") +
                   in_quotes(value);
    const std::string has = attributes_of(nodes.front());
    return in_quotes(css.empty() ? "the item" : css) +
           (attribute.empty() ? " has no text" : " has no attribute '" + attribute + "'") +
           (has.empty() ? "" : "; it has " + has);
}

/// An item that holds many of what there is one of in a posting.
void on_wide(const Layout& layout, const Met& met, std::vector<std::string>& out) {
    if (met.whole || met.items.size() != 1) return;
    for (const auto& [name, rules] : layout.fields) {
        if (name != "title" || rules.empty()) continue;
        const auto css = split_attribute(rules.front().select).first;
        const auto selector =
            css.empty() ? Result<const html::Selector*>(nullptr) : kept_selector(css);
        if (!selector || !*selector) return;
        if (const auto many = (*selector)->select(met.items.front()).size(); many > 2)
            out.push_back(of(layout, "items") + "the one item " + in_quotes(layout.items) +
                          " holds " + std::to_string(many) +
                          " titles; mend: a selector for one posting");
    }
}

} // namespace

void on_html(const Layout& layout, std::string_view utf8, const Extraction& found, Stage stage,
             std::vector<std::string>& out) {
    const auto document = html::Document::parse(utf8);
    if (!document) return;
    Met met{.root = document->root(), .quirks = document->quirks(), .whole = layout.items.empty()};
    met.items = {met.root};
    if (!met.whole) {
        const auto selector = kept_selector(layout.items);
        if (!selector) return;
        met.items = (*selector)->select(met.root, true, met.quirks);
        if (met.items.empty()) {
            out.push_back(of(layout, "items") + "nothing matches " + in_quotes(layout.items) +
                          meant(layout.items, met));
            return;
        }
    }
    if (stage == Stage::list) on_wide(layout, met, out);
    for (const auto& [name, rules] : layout.fields) {
        if (rules.empty() || is_caught(found, name)) continue;
        for (const auto& rule : rules)
            if (rule.constant.empty() && rule.select != "$url")
                out.push_back(rule.place + ": " + name + ": " + why_not(rule, met));
    }
}

} // namespace gonggo::scrapers::remark
