#include "base/text.hpp"
#include "scrapers/html/gumbo_tree.hpp"
#include "scrapers/html/selector.hpp"
#include "scrapers/html/selector_ast.hpp"
#include "scrapers/html/states.hpp"

#include <algorithm>
#include <cstring>

namespace gonggo::scrapers::html {
namespace {

bool space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

bool same(std::string_view a, std::string_view b, bool ignore_case) {
    return ignore_case ? text::equals_nocase(a, b) : a == b;
}

bool has_word(std::string_view list, std::string_view word, bool ignore_case) {
    if (word.empty()) return false;
    for (std::size_t i = 0; i < list.size();) {
        while (i < list.size() && space(list[i])) ++i;
        std::size_t end = i;
        while (end < list.size() && !space(list[end])) ++end;
        if (end > i && same(list.substr(i, end - i), word, ignore_case)) return true;
        i = end;
    }
    return false;
}

bool contains(std::string_view text, std::string_view part, bool ignore_case) {
    if (!ignore_case) return text.find(part) != std::string_view::npos;
    return text::ascii_lower(text).find(text::ascii_lower(part)) != std::string::npos;
}

bool attribute_matches(const Simple& simple, const GumboNode* node) {
    const auto found = Node(node).attribute(simple.name);
    if (!found) return false;
    const std::string_view have = *found;
    const std::string_view want = simple.value;
    const bool fold = simple.ignore_case;
    switch (simple.op) {
    case 0:
        return true;
    case '=':
        return same(have, want, fold);
    case '~':
        return want.find_first_of(" \t\n\r\f") == std::string_view::npos &&
               has_word(have, want, fold);
    case '|':
        return same(have, want, fold) || (have.size() > want.size() && have[want.size()] == '-' &&
                                          same(have.substr(0, want.size()), want, fold));
    case '^':
        return !want.empty() && have.size() >= want.size() &&
               same(have.substr(0, want.size()), want, fold);
    case '$':
        return !want.empty() && have.size() >= want.size() &&
               same(have.substr(have.size() - want.size()), want, fold);
    default:
        return !want.empty() && contains(have, want, fold);
    }
}

class Matcher {
public:
    Matcher(const GumboNode* scope, bool quirks) : scope_(scope), quirks_(quirks) {}

    bool any(const SelectorList& list, const GumboNode* node) const {
        for (const Complex& complex : list.any)
            if (chain(complex, complex.compounds.size() - 1, node, nullptr)) return true;
        return false;
    }

private:
    /// Does `node` match compound `i` and what stands left of it? With an anchor (:has), compound 0
    /// must stand in its combinator's relation to the anchor.
    bool chain(const Complex& complex, std::size_t i, const GumboNode* node,
               const GumboNode* anchor) const {
        for (const Simple& simple : complex.compounds[i])
            if (!matches(simple, node)) return false;
        if (i == 0) return !anchor || related(complex.combinators[0], node, anchor);
        switch (complex.combinators[i]) {
        case '>': {
            const GumboNode* up = parent(node);
            return up && chain(complex, i - 1, up, anchor);
        }
        case '+': {
            const GumboNode* before = previous_element(node);
            return before && chain(complex, i - 1, before, anchor);
        }
        case '~':
            for (const GumboNode* p = previous_element(node); p; p = previous_element(p))
                if (chain(complex, i - 1, p, anchor)) return true;
            return false;
        default:
            for (const GumboNode* up = parent(node); up; up = parent(up))
                if (chain(complex, i - 1, up, anchor)) return true;
            return false;
        }
    }

    static bool related(char combinator, const GumboNode* node, const GumboNode* anchor) {
        switch (combinator) {
        case '>':
            return node->parent == anchor;
        case '+':
            return previous_element(node) == anchor;
        case '~':
            for (const GumboNode* p = previous_element(node); p; p = previous_element(p))
                if (p == anchor) return true;
            return false;
        default:
            for (const GumboNode* up = node->parent; up; up = up->parent)
                if (up == anchor) return true;
            return false;
        }
    }

    bool has(const SelectorList& list, const GumboNode* node) const {
        for (const Complex& complex : list.any) {
            const bool sideways = complex.combinators[0] == '+' || complex.combinators[0] == '~';
            const std::size_t last = complex.compounds.size() - 1;
            for (Node top(sideways ? next_element(node) : node); top;
                 top = sideways ? Node(next_element(top.raw())) : Node()) {
                for (Node n = sideways ? top : next_in_tree(top, top); n; n = next_in_tree(n, top))
                    if (chain(complex, last, n.raw(), node)) return true;
            }
        }
        return false;
    }

    bool nth(const Simple& simple, const GumboNode* node, bool from_end, bool of_type) const {
        if (simple.list && !any(*simple.list, node)) return false;
        const std::string tag = of_type ? tag_of(node) : std::string();
        int position = 1;
        for (const GumboNode* p = from_end ? next_element(node) : previous_element(node); p;
             p = from_end ? next_element(p) : previous_element(p)) {
            if (of_type && tag_of(p) != tag) continue;
            if (simple.list && !any(*simple.list, p)) continue;
            ++position;
        }
        const int distance = position - simple.b;
        if (simple.a == 0) return distance == 0;
        return distance % simple.a == 0 && distance / simple.a >= 0;
    }

    static bool alone(const GumboNode* node, bool of_type) {
        const std::string tag = of_type ? tag_of(node) : std::string();
        for (const GumboNode* p = previous_element(node); p; p = previous_element(p))
            if (!of_type || tag_of(p) == tag) return false;
        for (const GumboNode* p = next_element(node); p; p = next_element(p))
            if (!of_type || tag_of(p) == tag) return false;
        return true;
    }

    static bool empty(const GumboNode* node) {
        bool any = false;
        for_each_child(node, [&](const GumboNode* child) {
            any = any || is_element(child) || is_text(child);
        });
        return !any;
    }

    static bool tag_matches(const Simple& simple, const GumboNode* node) {
        const GumboElement& e = node->v.element;
        if (e.tag_namespace == GUMBO_NAMESPACE_HTML && e.tag != GUMBO_TAG_UNKNOWN)
            return simple.name == gumbo_normalized_tagname(e.tag);
        return text::equals_nocase(tag_of(node), simple.name); // linearGradient too, as browsers do
    }

    bool matches(const Simple& s, const GumboNode* node) const {
        switch (s.kind) {
        case SimpleKind::universal:
            return true;
        case SimpleKind::tag:
            return tag_matches(s, node);
        case SimpleKind::id: {
            const auto id = Node(node).attribute("id");
            return id && same(*id, s.name, quirks_);
        }
        case SimpleKind::class_name: {
            const auto list = Node(node).attribute("class");
            return list && has_word(*list, s.name, quirks_);
        }
        case SimpleKind::attribute:
            return attribute_matches(s, node);
        case SimpleKind::is:
            return any(*s.list, node);
        case SimpleKind::not_:
            return !any(*s.list, node);
        case SimpleKind::has:
            return has(*s.list, node);
        case SimpleKind::nth_child:
            return nth(s, node, false, false);
        case SimpleKind::nth_last_child:
            return nth(s, node, true, false);
        case SimpleKind::nth_of_type:
            return nth(s, node, false, true);
        case SimpleKind::nth_last_of_type:
            return nth(s, node, true, true);
        case SimpleKind::only_child:
            return alone(node, false);
        case SimpleKind::only_of_type:
            return alone(node, true);
        case SimpleKind::root:
            return !parent(node);
        case SimpleKind::scope:
            return scope_ ? node == scope_ : !parent(node);
        case SimpleKind::empty:
            return empty(node);
        case SimpleKind::contains:
            return Node(node).text_content().find(s.value) != std::string::npos;
        case SimpleKind::link:
            return is_link(node);
        case SimpleKind::checked:
            return is_checked(node);
        case SimpleKind::disabled:
            return is_disabled(node);
        case SimpleKind::enabled:
            return is_enabled(node);
        case SimpleKind::lang:
            return speaks(node, text::split_trimmed(s.value, ","));
        case SimpleKind::read_write:
            return can_be_written(node);
        case SimpleKind::read_only:
            return !can_be_written(node);
        case SimpleKind::required:
            return is_required(node);
        case SimpleKind::optional_:
            return is_optional(node);
        case SimpleKind::never:
            return false;
        }
        return false;
    }

    const GumboNode* scope_;
    bool quirks_;
};

template <class Take>
void each_match(const SelectorList& list, Node scope, bool with_self, bool quirks, Take take) {
    const Matcher matcher(with_self ? nullptr : scope.raw(), quirks);
    for (Node n = with_self ? scope : next_in_tree(scope, scope); n; n = next_in_tree(n, scope))
        if (matcher.any(list, n.raw()) && !take(n)) return;
}

} // namespace

std::vector<Node> Selector::select(Node scope, bool with_self, bool quirks) const {
    std::vector<Node> out;
    if (scope)
        each_match(*list_, scope, with_self, quirks, [&](Node n) {
            out.push_back(n);
            return true;
        });
    return out;
}

Node Selector::first(Node scope, bool with_self, bool quirks) const {
    Node out;
    if (scope)
        each_match(*list_, scope, with_self, quirks, [&](Node n) {
            out = n;
            return false;
        });
    return out;
}

bool Selector::matches(Node node, Node scope, bool quirks) const {
    return Matcher(scope.raw(), quirks).any(*list_, node.raw());
}

} // namespace gonggo::scrapers::html
