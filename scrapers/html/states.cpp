#include "scrapers/html/states.hpp"

#include "base/text.hpp"
#include "scrapers/html/gumbo_tree.hpp"
#include "scrapers/html/selector.hpp"

#include <algorithm>

namespace gonggo::scrapers::html {
namespace {

bool form_control(const GumboNode* node) {
    const std::string tag = tag_of(node);
    return tag == "input" || tag == "select" || tag == "textarea";
}

bool can_be_disabled(const GumboNode* node) {
    const std::string tag = tag_of(node);
    return form_control(node) || tag == "button" || tag == "option" || tag == "optgroup" ||
           tag == "fieldset";
}

/// What stands in a disabled fieldset's first legend stays enabled (WHATWG HTML 4.10.18.5).
bool first_legend(const GumboNode* node) {
    if (tag_of(node) != "legend") return false;
    for (const GumboNode* p = previous_element(node); p; p = previous_element(p))
        if (tag_of(p) == "legend") return false;
    return true;
}

} // namespace

bool speaks(const GumboNode* node, const std::vector<std::string>& ranges) {
    for (const GumboNode* up = node; up; up = parent(up)) {
        const auto lang = Node(up).attribute("lang");
        if (!lang) continue;
        const std::string said = text::ascii_lower(*lang);
        return std::ranges::any_of(ranges, [&](const std::string& range) {
            return said == range || said.starts_with(range + "-");
        });
    }
    return false;
}

bool is_disabled(const GumboNode* node) {
    if (!can_be_disabled(node)) return false;
    if (Node(node).attribute("disabled")) return true;
    const GumboNode* below = node;
    for (const GumboNode* up = parent(node); up; below = up, up = parent(up)) {
        const std::string tag = tag_of(up);
        if (tag == "optgroup" && tag_of(node) == "option" && Node(up).attribute("disabled"))
            return true;
        if (tag == "select" && tag_of(node) == "option" && is_disabled(up)) return true;
        if (tag == "fieldset" && tag_of(node) != "option" && tag_of(node) != "optgroup" &&
            Node(up).attribute("disabled") && !first_legend(below))
            return true;
    }
    return false;
}

bool is_enabled(const GumboNode* node) {
    return can_be_disabled(node) && !is_disabled(node);
}

bool can_be_written(const GumboNode* node) {
    const std::string tag = tag_of(node);
    if (tag == "textarea" || tag == "input") {
        static constexpr std::string_view kFixed[] = {"hidden", "range", "color", "checkbox",
                                                      "radio",  "file",  "image", "submit",
                                                      "reset",  "button"};
        const auto type = text::ascii_lower(Node(node).attribute("type").value_or(""));
        return !Node(node).attribute("readonly") && !is_disabled(node) &&
               (tag == "textarea" || std::ranges::find(kFixed, type) == std::end(kFixed));
    }
    for (const GumboNode* up = node; up; up = parent(up))
        if (const auto how = Node(up).attribute("contenteditable"))
            return !text::equals_nocase(*how, "false");
    return false;
}

bool is_required(const GumboNode* node) {
    return form_control(node) && Node(node).attribute("required");
}

bool is_optional(const GumboNode* node) {
    return (form_control(node) || tag_of(node) == "button") && !Node(node).attribute("required");
}

bool is_link(const GumboNode* node) {
    const std::string tag = tag_of(node);
    return (tag == "a" || tag == "area") && Node(node).attribute("href");
}

bool is_checked(const GumboNode* node) {
    const std::string tag = tag_of(node);
    if (tag == "input") {
        const auto type = Node(node).attribute("type").value_or("");
        return Node(node).attribute("checked") &&
               (text::equals_nocase(type, "checkbox") || text::equals_nocase(type, "radio"));
    }
    return tag == "option" && Node(node).attribute("selected");
}

} // namespace gonggo::scrapers::html
