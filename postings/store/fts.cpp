#include "postings/store/fts.hpp"

#include "base/text.hpp"

namespace gonggo::postings {
namespace {

std::string quoted(const std::string& text) {
    return "\"" + text::replace_all(text, "\"", "\"\"") + "\"";
}

/// A word or phrase as FTS5 finds it: never less than Query::matches() does, which looks again.
/// Empty when there is nothing in it that the index holds.
std::string fts_term(const std::string& term, bool prefix) {
    bool words = false;
    char32_t last = 0;
    char32_t before = 0;
    for (std::size_t i = 0; i < term.size();) {
        before = last;
        last = text::next_code_point(term, i);
        words |= text::is_word(last) || text::is_cjk(last);
    }
    if (!words || is_initials(term)) return {};
    // A syllable alone begins a pair wherever it stands.
    const bool open = prefix || (text::is_cjk(last) && !text::is_cjk(before));
    return quoted(term) + (open ? " *" : "");
}

} // namespace

std::string fts_of(const QueryNode& node) {
    switch (node.kind) {
    case QueryKind::term:
        if (node.regex) return {};
        if (!node.field.empty() && node.field != "title" && node.field != "company") return {};
        if (const auto term = fts_term(node.text, node.prefix); !term.empty())
            return (node.field.empty() ? "" : node.field + " : ") + term;
        return {};
    case QueryKind::none:
        return {};
    case QueryKind::all: {
        std::string out;
        for (const auto& child : node.children)
            if (const std::string part = fts_of(child); !part.empty())
                out += (out.empty() ? "(" : " AND ") + part;
        return out.empty() ? out : out + ")";
    }
    case QueryKind::any: {
        std::string out;
        for (const auto& child : node.children) {
            const std::string part = fts_of(child);
            if (part.empty()) return {};
            out += (out.empty() ? "(" : " OR ") + part;
        }
        return out.empty() ? out : out + ")";
    }
    }
    return {};
}

} // namespace gonggo::postings
