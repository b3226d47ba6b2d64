#include "scrapers/html/selector_names.hpp"

#include <algorithm>
#include <array>

namespace gonggo::scrapers::html {

bool folds_value(std::string_view attribute) {
    static constexpr std::string_view kNames[] = {
        "accept",     "accept-charset", "align",     "alink",    "axis",     "bgcolor", "charset",
        "checked",    "clear",          "codetype",  "color",    "compact",  "declare", "defer",
        "dir",        "direction",      "disabled",  "enctype",  "face",     "frame",   "hreflang",
        "http-equiv", "lang",           "language",  "link",     "media",    "method",  "multiple",
        "nohref",     "noresize",       "noshade",   "nowrap",   "readonly", "rel",     "rev",
        "rules",      "scope",          "scrolling", "selected", "shape",    "target",  "text",
        "type",       "valign",         "valuetype", "vlink"};
    return std::ranges::find(kNames, attribute) != std::end(kNames);
}

std::optional<Simple> plain_pseudo_class(std::string_view name) {
    struct Plain {
        std::string_view name;
        Simple simple;
    };
    static const std::array kPlain = {
        Plain{"first-child", {.kind = SimpleKind::nth_child, .b = 1}},
        Plain{"last-child", {.kind = SimpleKind::nth_last_child, .b = 1}},
        Plain{"first-of-type", {.kind = SimpleKind::nth_of_type, .b = 1}},
        Plain{"last-of-type", {.kind = SimpleKind::nth_last_of_type, .b = 1}},
        Plain{"only-child", {.kind = SimpleKind::only_child}},
        Plain{"only-of-type", {.kind = SimpleKind::only_of_type}},
        Plain{"root", {.kind = SimpleKind::root}},
        Plain{"scope", {.kind = SimpleKind::scope}},
        Plain{"empty", {.kind = SimpleKind::empty}},
        Plain{"link", {.kind = SimpleKind::link}},
        Plain{"any-link", {.kind = SimpleKind::link}},
        Plain{"checked", {.kind = SimpleKind::checked}},
        Plain{"disabled", {.kind = SimpleKind::disabled}},
        Plain{"enabled", {.kind = SimpleKind::enabled}},
        Plain{"read-write", {.kind = SimpleKind::read_write}},
        Plain{"read-only", {.kind = SimpleKind::read_only}},
        Plain{"required", {.kind = SimpleKind::required}},
        Plain{"optional", {.kind = SimpleKind::optional_}},
    };
    for (const auto& plain : kPlain)
        if (plain.name == name) return plain.simple;
    for (const std::string_view never :
         {"hover", "active", "focus", "focus-within", "focus-visible", "visited", "target",
          "before", "after", "first-line", "first-letter"})
        if (name == never) return Simple{.kind = SimpleKind::never};
    return std::nullopt;
}

} // namespace gonggo::scrapers::html
