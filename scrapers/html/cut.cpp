#include "scrapers/html/cut.hpp"

#include "base/text.hpp"
#include "scrapers/html/narrow.hpp"
#include "scrapers/html/outline.hpp"
#include "scrapers/html/selector_ast.hpp"
#include "scrapers/html/tags.hpp"

#include <algorithm>

namespace gonggo::scrapers::html {
namespace {

/// Whether the selector asks what an element contains anywhere but at the element it selects.
bool looks_inside(const SelectorList& list, bool subject);

bool looks_inside(const Simple& simple, bool subject) {
    switch (simple.kind) {
    case SimpleKind::has:
    case SimpleKind::contains:
    case SimpleKind::empty:
        return !subject;
    default:
        return simple.list && looks_inside(*simple.list, subject);
    }
}

bool looks_inside(const SelectorList& list, bool subject) {
    for (const Complex& complex : list.any)
        for (std::size_t i = 0; i < complex.compounds.size(); ++i)
            for (const Simple& simple : complex.compounds[i])
                if (looks_inside(simple, subject && i + 1 == complex.compounds.size())) return true;
    return false;
}

/// `:has(+ x)` and `:has(~ x)` look beside the item, where elements have no content left.
bool looks_beside(const SelectorList& list) {
    for (const Complex& complex : list.any)
        for (const auto& compound : complex.compounds)
            for (const Simple& simple : compound) {
                if (!simple.list) continue;
                if (simple.kind != SimpleKind::has) {
                    if (looks_beside(*simple.list)) return true;
                    continue;
                }
                for (const Complex& inner : simple.list->any)
                    if (std::ranges::any_of(inner.combinators,
                                            [](char c) { return c == '+' || c == '~'; }))
                        return true;
            }
    return false;
}

/// Selectors over start tags. Where a tag alone cannot say, it says yes.
class Guess {
public:
    Guess(std::string_view page, const std::vector<Span>& spans) : page_(page), spans_(spans) {}

    bool may_match(const SelectorList& list, std::size_t element) const {
        return std::ranges::any_of(list.any, [&](const Complex& complex) {
            return chain(complex, complex.compounds.size() - 1, element);
        });
    }

private:
    bool chain(const Complex& complex, std::size_t i, std::size_t element) const {
        for (const Simple& simple : complex.compounds[i])
            if (!may_match(simple, element)) return false;
        if (i == 0) return true;
        const char combinator = complex.combinators[i];
        if (combinator == '+' || combinator == '~') return true;
        for (auto up = spans_[element].parent; up >= 0; up = spans_[std::size_t(up)].parent) {
            if (chain(complex, i - 1, static_cast<std::size_t>(up))) return true;
            if (combinator == '>') return false;
        }
        return !text::equals_nocase(spans_.front().tag(page_), "html"); // else it is implied
    }

    bool may_match(const Simple& simple, std::size_t element) const {
        const Span& span = spans_[element];
        switch (simple.kind) {
        case SimpleKind::tag:
            return text::equals_nocase(span.tag(page_), simple.name);
        case SimpleKind::id:
            return may_have(span, "id", simple.name);
        case SimpleKind::class_name:
            return may_have(span, "class", simple.name);
        case SimpleKind::attribute:
            return may_have(span, simple.name, simple.op == 0 ? "" : simple.value);
        case SimpleKind::is:
            return simple.list && may_match(*simple.list, element);
        case SimpleKind::never:
            return false;
        default:
            return true;
        }
    }

    /// Name and value both stand in the tag, in any case and any place; or an entity does, which
    /// may be anything.
    bool may_have(const Span& span, std::string_view name, std::string_view value) const {
        const std::string_view tag = page_.substr(span.start, span.inside - span.start);
        return has(tag, name) && (has(tag, value) || tag.find('&') != std::string_view::npos ||
                                  value.find_first_of("\r\n") != std::string_view::npos);
    }

    static bool has(std::string_view tag, std::string_view part) {
        if (part.empty()) return true;
        const char lower =
            static_cast<char>(part[0] >= 'A' && part[0] <= 'Z' ? part[0] | 32 : part[0]);
        for (std::size_t i = 0; i + part.size() <= tag.size(); ++i) {
            const char c = static_cast<char>(tag[i] >= 'A' && tag[i] <= 'Z' ? tag[i] | 32 : tag[i]);
            if (c == lower && text::equals_nocase(tag.substr(i, part.size()), part)) return true;
        }
        return false;
    }

    std::string_view page_;
    const std::vector<Span>& spans_;
};

/// An item whose end the page only implies can be ended by a tag that also ends what is open in it.
bool can_be_ended(const Span& span, std::string_view page) {
    static constexpr std::string_view kImplied[] = {"li", "p", "dt", "dd"};
    return span.ended || span.is_void || std::ranges::any_of(kImplied, [&](std::string_view tag) {
               return text::equals_nocase(span.tag(page), tag);
           });
}

enum class Part : char { out, beside, above, item };

std::vector<Part> parts(const std::vector<Span>& spans, const std::vector<bool>& items) {
    std::vector<Part> out(spans.size(), Part::out);
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (!items[i]) continue;
        out[i] = Part::item;
        for (auto up = spans[i].parent; up >= 0; up = spans[std::size_t(up)].parent) {
            if (out[std::size_t(up)] != Part::out) break;
            out[std::size_t(up)] = Part::above;
        }
    }
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const auto up = spans[i].parent;
        if (out[i] == Part::out && (up < 0 || out[std::size_t(up)] == Part::above))
            out[i] = Part::beside;
    }
    return out;
}

void close_to(std::vector<std::size_t>& open, std::ptrdiff_t parent, std::string& out,
              std::string_view page, const std::vector<Span>& spans) {
    while (!open.empty() && static_cast<std::ptrdiff_t>(open.back()) != parent) {
        out.append("</").append(spans[open.back()].tag(page)) += '>';
        open.pop_back();
    }
}

std::string written(std::string_view page, const std::vector<Span>& spans,
                    const std::vector<Part>& parts) {
    std::string out(page.substr(0, spans.empty() ? 0 : spans.front().start)); // the doctype
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const Span& span = spans[i];
        if (parts[i] == Part::out) continue;
        close_to(open, span.parent, out, page, spans);
        if (parts[i] == Part::item) {
            out += slim(page.substr(span.start, span.end - span.start));
            if (!span.is_void && !span.ended) out.append("</").append(span.tag(page)) += '>';
            while (i + 1 < spans.size() && spans[i + 1].start < span.end) ++i;
            continue;
        }
        copy_tag(out, page.substr(span.start, span.inside - span.start));
        if (parts[i] == Part::above)
            open.push_back(i);
        else if (!span.is_void)
            out.append("</").append(span.tag(page)) += '>';
    }
    close_to(open, -1, out, page, spans);
    return out;
}

} // namespace

std::optional<std::string> cut(std::string_view page, const Selector& items,
                               const std::vector<const Selector*>& fields) {
    if (looks_inside(items.list(), true) || looks_beside(items.list())) return std::nullopt;
    for (const Selector* field : fields)
        if (looks_inside(field->list(), true)) return std::nullopt;
    if (page.find('\0') != std::string_view::npos) return std::nullopt;
    const auto spans = outline(page);
    if (!spans) return std::nullopt;
    const Guess guess(page, *spans);
    std::vector<bool> found(spans->size());
    bool any = false;
    for (std::size_t i = 0; i < spans->size(); ++i) {
        found[i] = guess.may_match(items.list(), i);
        if (found[i] && !can_be_ended((*spans)[i], page)) return std::nullopt;
        any = any || found[i];
    }
    if (!any) return std::nullopt;
    return written(page, *spans, parts(*spans, found));
}

} // namespace gonggo::scrapers::html
