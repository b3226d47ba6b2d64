// A query's text as a tree of words, fields and operators.
#include "base/text.hpp"
#include "postings/normalise.hpp"
#include "postings/query.hpp"

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

} // namespace

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

} // namespace gonggo::postings
