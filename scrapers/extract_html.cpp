#include "base/text.hpp"
#include "scrapers/compiled.hpp"
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
            if (css.empty()) continue;
            GONGGO_TRY(rule.selector, kept_selector(css));
        }
    }
    return out;
}

std::string value_of(Node node, const std::string& attribute, const std::string& field) {
    if (!attribute.empty()) return std::string(text::trim(node.attribute(attribute).value_or("")));
    return field == "description" ? html::block_text(node) : html::inline_text(node);
}

std::string value_of(const Field& field, const Rule& rule, Node item) {
    std::string found = rule.said->constant;
    const std::string& format = rule.said->format;
    if (!rule.said->label.empty())
        return formatted(matched(html::labelled(item, rule.said->label), rule.pattern), format);
    if (rule.selector) {
        for (const Node node : rule.selector->select(item)) {
            const std::string one = formatted(
                matched(value_of(node, rule.attribute, *field.name), rule.pattern), format);
            if (one.empty()) continue;
            found += (found.empty() ? "" : "\n") + one;
            if (!rule.said->all) break;
        }
    } else if (!rule.said->select.empty())
        found =
            formatted(matched(value_of(item, rule.attribute, *field.name), rule.pattern), format);
    else if (rule.pattern)
        found = formatted(matched(html::inline_text(item), rule.pattern), format);
    return found;
}

std::string value_of(const Field& field, Node item) {
    for (const auto& rule : field.rules)
        if (std::string found = value_of(field, rule, item); !found.empty()) return found;
    return {};
}

} // namespace

Status from_html(const Layout& layout, const Page& page, const std::string& utf8, Extraction& out) {
    GONGGO_TRY(const auto fields, compile(layout));
    GONGGO_TRY(const auto document, html::Document::parse(html::slim(utf8)));
    std::vector<Node> items{document.root()};
    if (!layout.items.empty()) {
        GONGGO_TRY(const html::Selector* selector, kept_selector(layout.items));
        items = selector->select(document.root(), true, document.quirks());
    }
    for (const Node item : items) {
        Caught caught;
        for (const auto& field : fields)
            if (std::string value = value_of(field, item); !value.empty())
                caught.emplace_back(*field.name, std::move(value));
        auto record = record_of(caught, page);
        add(out, std::move(record), std::move(caught));
    }
    return {};
}

} // namespace gonggo::scrapers
