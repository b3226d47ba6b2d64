#include "postings/query.hpp"

#include "base/text.hpp"
#include "postings/facts.hpp"
#include "postings/names.hpp"
#include "postings/normalise.hpp"

#include <algorithm>
#include <re2/re2.h>

namespace gonggo::postings {
namespace {

const std::vector<std::string_view> kFields = {
    "title", "company", "description", "place",      "skill",  "role",     "source",
    "level", "kind",    "remote",      "employment", "status", "military", "tag"};
constexpr int kDeepest = 50;

struct SyntaxError {
    std::size_t at;
    std::string what;
};

class Parser {
public:
    explicit Parser(std::string_view s) : s_(s) {}

    QueryNode whole() {
        QueryNode out = any(0);
        skip();
        if (i_ < s_.size()) throw SyntaxError{i_, "a ')' without its '('"};
        return out;
    }

private:
    void skip() {
        while (i_ < s_.size() && (s_[i_] == ' ' || s_[i_] == '\t' || s_[i_] == '\n')) ++i_;
    }
    bool word_is(std::string_view word) {
        skip();
        if (!s_.substr(i_).starts_with(word)) return false;
        const std::size_t after = i_ + word.size();
        if (after < s_.size() && s_[after] != ' ' && s_[after] != '(') return false;
        i_ = after;
        return true;
    }

    QueryNode any(int depth) {
        if (depth > kDeepest) throw SyntaxError{i_, "too many parentheses"};
        QueryNode out{.kind = QueryKind::any};
        do out.children.push_back(all(depth));
        while (word_is("OR") || word_is("|"));
        return out.children.size() == 1 ? std::move(out.children[0]) : out;
    }

    QueryNode all(int depth) {
        QueryNode out{.kind = QueryKind::all};
        for (;;) {
            word_is("AND");
            skip();
            if (i_ >= s_.size() || s_[i_] == ')') break;
            const std::size_t before = i_;
            if (word_is("OR") || word_is("|")) {
                i_ = before;
                if (out.children.empty()) throw SyntaxError{i_, "OR needs a word on both sides"};
                break;
            }
            out.children.push_back(one(depth));
        }
        return out;
    }

    QueryNode one(int depth) {
        const bool minus = s_[i_] == '-' && i_ + 1 < s_.size() && s_[i_ + 1] != ' ';
        if (minus || word_is("NOT")) {
            if (minus) ++i_;
            skip();
            if (i_ >= s_.size() || s_[i_] == ')') throw SyntaxError{i_, "NOT needs a word"};
            QueryNode out{.kind = QueryKind::none};
            out.children.push_back(one(depth));
            return out;
        }
        if (s_[i_] == '(') {
            const std::size_t open = i_++;
            QueryNode out = any(depth + 1);
            skip();
            if (i_ >= s_.size()) throw SyntaxError{open, "the '(' is not closed"};
            ++i_;
            return out;
        }
        return term();
    }

    QueryNode term() {
        QueryNode out{.kind = QueryKind::term};
        if (s_[i_] != '"' && s_[i_] != '/') {
            const auto end = s_.find_first_of(": \t\n()\"", i_);
            if (end != std::string_view::npos && s_[end] == ':') {
                const std::string name = text::ascii_lower(s_.substr(i_, end - i_));
                if (std::ranges::find(kFields, name) != kFields.end()) {
                    out.field = name;
                    i_ = end + 1;
                } else if (const auto near = text::nearest(name, kFields); !near.empty()) {
                    throw SyntaxError{i_, "no field '" + name + "'; did you mean '" +
                                              std::string(near) + ":'?"};
                }
            }
        }
        value(out);
        if (out.field == "place") out.place = text::fold(normalise_place(out.text));
        return out;
    }

    void value(QueryNode& out) {
        if (i_ < s_.size() && s_[i_] == '/') return regex(out);
        if (i_ < s_.size() && s_[i_] == '"') {
            const auto close = s_.find('"', i_ + 1);
            if (close == std::string_view::npos) throw SyntaxError{i_, "the quote is not closed"};
            out.text = text::collapse_space(text::fold(s_.substr(i_ + 1, close - i_ - 1)));
            i_ = close + 1;
        } else {
            const auto end = std::min(s_.find_first_of(" \t\n()", i_), s_.size());
            out.text = text::fold(s_.substr(i_, end - i_));
            i_ = end;
        }
        if (out.text.ends_with('*')) {
            out.prefix = true;
            out.text.pop_back();
        }
        if (out.text.empty()) throw SyntaxError{i_, "a word is missing"};
    }

    /// "/ml.?ops/": up to the next '/' that no backslash stands before.
    void regex(QueryNode& out) {
        std::size_t close = i_ + 1;
        while (close < s_.size() && s_[close] != '/') close += s_[close] == '\\' ? 2 : 1;
        if (close >= s_.size()) throw SyntaxError{i_, "the regular expression is not closed by /"};
        out.text = text::replace_all(s_.substr(i_ + 1, close - i_ - 1), "\\/", "/");
        if (out.text.empty()) throw SyntaxError{i_, "the regular expression is empty"};
        RE2::Options options;
        options.set_case_sensitive(false);
        options.set_log_errors(false);
        options.set_max_mem(1 << 20);
        auto compiled = std::make_shared<const RE2>(out.text, options);
        if (!compiled->ok()) throw SyntaxError{i_, "regular expression: " + compiled->error()};
        out.regex = std::move(compiled);
        i_ = close + 1;
    }

    std::string_view s_;
    std::size_t i_ = 0;
};

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

Result<Query> Query::parse(std::string_view text) {
    Query out;
    try {
        QueryNode root = Parser(text).whole();
        if (root.kind == QueryKind::all)
            out.root_ = std::move(root);
        else
            out.root_.children.push_back(std::move(root));
    } catch (const SyntaxError& e) {
        const auto column = text::display_width(text.substr(0, std::min(e.at, text.size())));
        return invalid("column " + std::to_string(column + 1) + ": " + e.what + "\n  " +
                       text::printable(text) + "\n  " + std::string(column, ' ') + "^");
    }
    return out;
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
