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

} // namespace

Status from_html(const Layout& layout, const Page& page, const std::string& utf8, Extraction& out) {
    GONGGO_TRY(const auto fields, compile(layout));
    GONGGO_TRY(const auto document, html::Document::parse(html::slim(utf8)));
    std::vector<Node> items{document.root()};
    if (!layout.items.empty()) {
        GONGGO_TRY(const html::Selector* selector, kept_selector(layout.items));
        items = selector->select(document.root(), true, document.quirks());
    }
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
    return {};
}

} // namespace gonggo::scrapers
