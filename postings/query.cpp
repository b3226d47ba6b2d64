#include "postings/query.hpp"

#include "base/text.hpp"
#include "postings/facts.hpp"
#include "postings/names.hpp"

#include <algorithm>
#include <re2/re2.h>

namespace gonggo::postings {
namespace {

/// Hangul stands anywhere (particles and compounds); Latin must begin and, without `*`, end a word.
bool found_in(std::string_view folded, const QueryNode& term) {
    if (term.regex)
        return RE2::PartialMatch(re2::StringPiece(folded.data(), folded.size()), *term.regex);
    const auto latin = [&](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    for (auto at = folded.find(term.text); at != std::string_view::npos;
         at = folded.find(term.text, at + 1)) {
        const std::size_t end = at + term.text.size();
        if (latin(term.text.front()) && at > 0 && latin(folded[at - 1])) continue;
        if (!term.prefix && latin(term.text.back()) && end < folded.size() && latin(folded[end]))
            continue;
        return true;
    }
    return false;
}

/// The text with every Hangul syllable as its initial consonant (a conjoining one, as fold()
/// makes the ones that are typed).
std::string initials_of(std::string_view folded) {
    constexpr char32_t kFirst = 0xAC00, kLast = 0xD7A3, kInitial = 0x1100;
    constexpr char32_t kSyllablesOfInitial = 588;
    std::string out;
    for (std::size_t i = 0; i < folded.size();) {
        const char32_t c = text::next_code_point(folded, i);
        text::append_utf8(
            out, c >= kFirst && c <= kLast ? kInitial + (c - kFirst) / kSyllablesOfInitial : c);
    }
    return out;
}

/// A name of the record, exactly; or the regular expression on it.
bool is_named(std::string_view name, const QueryNode& term) {
    return term.regex ? found_in(name, term) : name == term.text;
}

bool term_matches(const QueryNode& term, const QueryText& t) {
    const Posting& p = t.posting;
    const bool initials = !term.regex && is_initials(term.text);
    const auto in = [&](const std::string& folded) {
        return initials ? initials_of(folded).find(term.text) != std::string::npos
                        : found_in(folded, term);
    };
    const auto in_any = [&](const std::vector<std::string>& list) {
        return std::ranges::any_of(list, in);
    };
    if (term.field.empty())
        return in(t.title) || in(t.company) || in_any(t.skills) || in_any(t.places) ||
               (!initials && in(t.description()));
    if (term.field == "title") return in(t.title);
    if (term.field == "company") return in(t.company);
    if (term.field == "description") return in(t.description());
    if (term.field == "place")
        return in_any(t.places) || (!term.regex && std::ranges::any_of(t.places, [&](auto& place) {
                   return place.starts_with(term.place);
               }));
    if (term.field == "skill") return in_any(t.skills);
    if (term.field == "role") return is_named(name_of(p.role), term);
    if (term.field == "kind") return is_named(name_of(p.kind), term);
    if (term.field == "status") return is_named(p.status, term);
    if (term.field == "tag") {
        const auto tags = tags_in(p.notes);
        return std::ranges::find(tags, term.text) != tags.end();
    }
    if (term.field == "military") return is_named(offers_military_service(p) ? "yes" : "no", term);
    if (term.field == "remote") return p.remote && is_named(name_of(*p.remote), term);
    if (term.field == "employment") return p.employment && is_named(name_of(*p.employment), term);
    if (term.field == "source")
        return std::ranges::any_of(p.links,
                                   [&](const auto& l) { return in(text::fold(l.source)); });
    return std::ranges::any_of(p.level.labels, [&](auto l) { return is_named(name_of(l), term); });
}

bool node_matches(const QueryNode& node, const QueryText& text) {
    const auto child = [&](const QueryNode& n) { return node_matches(n, text); };
    switch (node.kind) {
    case QueryKind::all:
        return std::ranges::all_of(node.children, child);
    case QueryKind::any:
        return std::ranges::any_of(node.children, child);
    case QueryKind::none:
        return !child(node.children[0]);
    case QueryKind::term:
        return term_matches(node, text);
    }
    return false;
}

std::vector<std::string> folded(const std::vector<std::string>& list) {
    std::vector<std::string> out;
    for (const auto& s : list) out.push_back(text::fold(s));
    return out;
}

} // namespace

std::vector<std::string> tags_in(std::string_view note) {
    std::vector<std::string> out;
    for (const auto& word : text::split_trimmed(note, " \n\t,"))
        if (word.size() > 1 && word[0] == '#') {
            auto tag = text::fold(std::string_view(word).substr(1));
            if (std::ranges::find(out, tag) == out.end()) out.push_back(std::move(tag));
        }
    return out;
}

bool is_initials(std::string_view folded) {
    constexpr char32_t kFirst = 0x1100, kLast = 0x1112;
    int count = 0;
    for (std::size_t i = 0; i < folded.size(); ++count) {
        const char32_t c = text::next_code_point(folded, i);
        if (c < kFirst || c > kLast) return false;
    }
    return count >= 2;
}

bool Query::matches(const Posting& posting) const {
    return empty() || matches(QueryText(posting));
}

bool Query::matches(const QueryText& text) const {
    return node_matches(root_, text);
}

QueryText::QueryText(const Posting& p)
    : posting(p), title(text::fold(p.title)), company(text::fold(p.company)),
      skills(folded(p.skills)), places(folded(p.locations)) {}

const std::string& QueryText::description() const {
    if (!description_) description_ = text::fold(posting.description);
    return *description_;
}

} // namespace gonggo::postings
