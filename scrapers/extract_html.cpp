#include "base/text.hpp"
#include "scrapers/compiled.hpp"
#include "scrapers/html/cut.hpp"
#include "scrapers/html/document.hpp"
#include "scrapers/html/narrow.hpp"
#include "scrapers/html/text.hpp"
#include "scrapers/ways.hpp"

namespace gonggo::scrapers {
namespace {

using html::Node;

/// A field's rule with its selector and pattern compiled.
struct Rule {
    const FieldRule* said = nullptr;
    const html::Selector* selector = nullptr; ///< none: the item itself
    std::string attribute;
    const RE2* pattern = nullptr;
};

struct Field {
    const std::string* name = nullptr;
    std::vector<Rule> rules;
};

Result<std::vector<Field>> compile(const Layout& layout) {
    std::vector<Field> out;
    for (const auto& [name, rules] : layout.fields) {
        Field& field = out.emplace_back(Field{.name = &name});
        for (const auto& said : rules) {
            Rule& rule =
                field.rules.emplace_back(Rule{.said = &said, .pattern = kept_pattern(said.match)});
            const auto [css, attribute] = split_attribute(said.select);
            rule.attribute = attribute;
            if (css.empty() || said.select == "$url") continue;
            GONGGO_TRY(rule.selector, kept_selector(css));
        }
    }
    return out;
}

std::string value_of(Node node, const std::string& attribute, const std::string& field) {
    if (!attribute.empty()) return std::string(text::trim(node.attribute(attribute).value_or("")));
    return field == "description" ? html::block_text(node) : html::inline_text(node);
}

/// What the rule's place on the page says, before pattern and program.
Result<std::string> found_by(const Field& field, const Rule& rule, Node item, const Page& page,
                             const std::string& context) {
    const FieldRule& said = *rule.said;
    if (said.select == "$url") return worked(said, page.url, context);
    if (!said.label.empty()) return worked(said, html::labelled(item, said.label), context);
    if (rule.selector) {
        std::string found;
        for (const Node node : rule.selector->select(item)) {
            GONGGO_TRY(const std::string one,
                       worked(said, value_of(node, rule.attribute, *field.name), context));
            if (one.empty()) continue;
            found += (found.empty() ? "" : said.join) + one;
            if (!said.all) break;
        }
        return found;
    }
    if (!said.select.empty())
        return worked(said, value_of(item, rule.attribute, *field.name), context);
    if (rule.pattern) return worked(said, html::inline_text(item), context);
    return said.constant;
}

Result<std::string> value_of(const Field& field, Node item, const Page& page,
                             const std::string& context) {
    for (const auto& rule : field.rules) {
        GONGGO_TRY(std::string found, found_by(field, rule, item, page, context));
        if (!found.empty()) return found;
    }
    return std::string();
}

/// The bytes to make a tree of; nothing when the narrowing is not certain.
std::optional<std::string> narrowed(std::string_view utf8, Narrowing narrowing,
                                    const html::Selector* items, const std::vector<Field>& fields) {
    if (narrowing == Narrowing::whole) return std::string(utf8);
    if (narrowing == Narrowing::slim) return html::slim(utf8);
    if (!items) return std::nullopt;
    std::vector<const html::Selector*> selectors;
    for (const auto& field : fields)
        for (const auto& rule : field.rules)
            if (rule.selector) selectors.push_back(rule.selector);
    return html::cut(utf8, *items, selectors);
}

} // namespace

Result<bool> from_html(const Layout& layout, const Page& page, std::string_view utf8,
                       Narrowing narrowing, Extraction& out) {
    GONGGO_TRY(const auto fields, compile(layout));
    const html::Selector* selector = nullptr;
    if (!layout.items.empty()) {
        GONGGO_TRY(selector, kept_selector(layout.items));
    }
    const auto bytes = narrowed(utf8, narrowing, selector, fields);
    if (!bytes) return false;
    GONGGO_TRY(const auto document, html::Document::parse(*bytes));
    std::vector<Node> items{document.root()};
    if (selector) items = selector->select(document.root(), true, document.quirks());
    const std::string context = jq_context(page);
    for (const Node item : items) {
        Caught caught;
        for (const auto& field : fields) {
            GONGGO_TRY(std::string value, value_of(field, item, page, context));
            if (!value.empty()) caught.emplace_back(*field.name, std::move(value));
        }
        auto record = record_of(caught, page);
        add(out, std::move(record), std::move(caught));
    }
    return true;
}

Status from_html(const Layout& layout, const Page& page, std::string_view utf8, Extraction& out) {
    GONGGO_TRY(const bool certain, from_html(layout, page, utf8, Narrowing::cut, out));
    if (certain && !out.postings.empty()) return {};
    GONGGO_TRY(const bool done, from_html(layout, page, utf8, Narrowing::slim, out));
    (void)done;
    return {};
}

} // namespace gonggo::scrapers
