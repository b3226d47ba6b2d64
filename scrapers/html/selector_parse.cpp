#include "base/text.hpp"
#include "scrapers/html/selector.hpp"
#include "scrapers/html/selector_ast.hpp"
#include "scrapers/html/selector_lex.hpp"
#include "scrapers/html/selector_names.hpp"

#include <algorithm>

namespace gonggo::scrapers::html {
namespace {

constexpr int kDeepestNesting = 32;

class Parser : private Lexer {
public:
    explicit Parser(std::string_view css) : Lexer(css) {}

    SelectorList whole() {
        SelectorList list = selector_list(false, 0);
        skip_space();
        if (i_ < s_.size()) fail("unexpected '" + std::string(1, s_[i_]) + "'");
        return list;
    }

private:
    SelectorList selector_list(bool relative, int depth) {
        if (depth > kDeepestNesting) fail("nested too deep");
        SelectorList list;
        do list.any.push_back(complex(relative, depth));
        while (take(','));
        return list;
    }

    Complex complex(bool relative, int depth) {
        Complex out;
        skip_space();
        char combinator = ' ';
        if (relative && i_ < s_.size() && (at('>') || at('+') || at('~'))) {
            combinator = s_[i_++];
            skip_space();
        }
        for (;;) {
            out.combinators.push_back(combinator);
            out.compounds.push_back(compound(depth));
            const bool spaced = skip_space();
            if (i_ >= s_.size() || at(',') || at(')')) return out;
            if (at('>') || at('+') || at('~')) {
                combinator = s_[i_++];
                skip_space();
            } else if (spaced)
                combinator = ' ';
            else
                fail("unexpected '" + std::string(1, s_[i_]) + "'");
        }
    }

    std::vector<Simple> compound(int depth) {
        std::vector<Simple> out;
        if (at('|') && s_.substr(i_, 2) != "||") { // of no namespace: nothing in an HTML page
            ++i_;
            if (!at('*') && !at_identifier()) fail("expected a selector");
            out.push_back({.kind = SimpleKind::never});
        }
        if (s_.substr(i_, 2) == "*|" && s_.substr(i_, 3) != "*|=") i_ += 2; // any namespace
        if (take('*'))
            out.push_back({.kind = SimpleKind::universal});
        else if (at_identifier()) {
            const std::string name = name_rest();
            out.push_back(
                {.kind = SimpleKind::tag, .name = text::ascii_lower(name), .value = name});
        }
        for (;;) {
            while (s_.substr(i_, 2) == "/*") // a comment is no white space
                i_ = std::min(s_.find("*/", i_ + 2), s_.size() - 2) + 2;
            if (take('#')) {
                if (i_ >= s_.size() || !(name_char(s_[i_]) || s_[i_] == '\\') ||
                    (s_[i_] >= '0' && s_[i_] <= '9'))
                    fail("expected an id after '#'");
                out.push_back({.kind = SimpleKind::id, .name = name_rest()});
            } else if (take('.')) {
                out.push_back(
                    {.kind = SimpleKind::class_name, .name = identifier("a class name after '.'")});
            } else if (take('['))
                out.push_back(attribute());
            else if (take(':'))
                out.push_back(pseudo(depth));
            else
                break;
        }
        if (out.empty())
            fail(i_ >= s_.size() ? "a selector is missing at the end" : "expected a selector");
        return out;
    }

    Simple attribute() {
        Simple out{.kind = SimpleKind::attribute};
        skip_space();
        if (s_.substr(i_, 2) == "*|")
            i_ += 2;
        else
            take('|');
        out.name = text::ascii_lower(identifier("an attribute name"));
        skip_space();
        if (take(']')) return out;
        if (at('='))
            out.op = '=';
        else if (i_ + 1 < s_.size() && s_[i_ + 1] == '=' &&
                 std::string_view("~|^$*").find(s_[i_]) != std::string_view::npos)
            out.op = s_[i_++];
        else
            fail("expected ']' or an operator (= ~= |= ^= $= *=)");
        ++i_;
        skip_space();
        if (at('"') || at('\''))
            out.value = quoted();
        else
            out.value = identifier("a value (put it in quotes)");
        out.ignore_case = folds_value(out.name);
        skip_space();
        if (take('i') || take('I')) { // no browser reads Selectors 4's 's' yet
            out.ignore_case = true;
            skip_space();
        }
        need(']', "to close the attribute");
        return out;
    }

    void nth(Simple& out) {
        skip_space();
        const std::size_t start = i_;
        while (i_ < s_.size() && s_[i_] != ')' && s_.substr(i_, 3) != " of" &&
               s_.substr(i_, 3) != " OF")
            ++i_;
        if (read_nth(s_.substr(start, i_ - start), out.a, out.b)) return;
        i_ = start;
        fail("expected e.g. odd, even, 3 or 2n+1");
    }

    /// :is() and :where() drop the members they cannot read (Selectors 4, forgiving lists).
    void forgiving(Simple& out, int depth) {
        auto list = std::make_shared<SelectorList>();
        do {
            const std::size_t start = i_;
            try {
                list->any.push_back(complex(false, depth + 1));
            } catch (const SyntaxError& e) {
                if (depth >= kDeepestNesting || !unknown_name(start, e.at)) throw;
            }
        } while (take(','));
        out.list = std::move(list);
    }
    /// Skips a plain ":name" that we do not know; nothing else is forgiven.
    bool unknown_name(std::size_t start, std::size_t failed) {
        i_ = std::max(start, failed);
        if (i_ == 0 || s_[i_ - 1] != ':' || !at_identifier()) return false;
        name_rest();
        skip_space();
        return at(',') || at(')');
    }

    Simple pseudo(int depth);
    Simple pseudo_function(const std::string& name, std::size_t start, int depth);

    bool in_has_ = false;
};

Simple Parser::pseudo(int depth) {
    const std::size_t start = i_;
    if (take(':')) { // a pseudo-element is no element
        identifier("a pseudo-element");
        return {.kind = SimpleKind::never};
    }
    const std::string name = text::ascii_lower(identifier("a pseudo-class"));
    if (take('(')) return pseudo_function(name, start, depth);
    if (const auto plain = plain_pseudo_class(name)) return *plain;
    i_ = start;
    fail("unknown pseudo-class ':" + name + "'");
}

Simple Parser::pseudo_function(const std::string& name, std::size_t start, int depth) {
    Simple out;
    const auto nested = [&](bool relative) {
        out.list = std::make_shared<SelectorList>(selector_list(relative, depth + 1));
    };
    if (name == "is" || name == "where" || name == "matches" || name == "-webkit-any") {
        out.kind = SimpleKind::is;
        skip_space();
        if (at(')'))
            out.list = std::make_shared<SelectorList>();
        else
            forgiving(out, depth);
    } else if (name == "not") {
        out.kind = SimpleKind::not_;
        nested(false);
    } else if (name == "has") {
        if (in_has_) {
            i_ = start;
            fail(":has() cannot stand in :has()");
        }
        out.kind = SimpleKind::has;
        in_has_ = true;
        nested(true);
        in_has_ = false;
    } else if (name == "contains" || name == "-soup-contains") {
        out.kind = SimpleKind::contains;
        skip_space();
        if (at('"') || at('\''))
            out.value = quoted();
        else {
            const auto end = std::min(s_.find(')', i_), s_.size());
            out.value = text::trim(s_.substr(i_, end - i_));
            i_ = end;
        }
        if (out.value.empty()) fail(":contains needs a text");
        skip_space();
    } else if (name == "lang") {
        out.kind = SimpleKind::lang;
        do {
            skip_space();
            const std::string one =
                at('"') || at('\'') ? quoted() : identifier("a language such as ko");
            out.value += (out.value.empty() ? "" : ",") + text::ascii_lower(one);
            skip_space();
        } while (take(','));
    } else if (name.starts_with("nth-")) {
        if (name == "nth-child")
            out.kind = SimpleKind::nth_child;
        else if (name == "nth-last-child")
            out.kind = SimpleKind::nth_last_child;
        else if (name == "nth-of-type")
            out.kind = SimpleKind::nth_of_type;
        else if (name == "nth-last-of-type")
            out.kind = SimpleKind::nth_last_of_type;
        else {
            i_ = start;
            fail("unknown pseudo-class ':" + name + "()'");
        }
        nth(out);
        skip_space();
        if (text::starts_with_nocase(s_.substr(i_), "of") && !name.ends_with("of-type")) {
            i_ += 2;
            nested(false);
        }
    } else {
        i_ = start;
        fail("unknown pseudo-class ':" + name + "()'");
    }
    need(')', ("to close :" + name + "(").c_str());
    return out;
}

} // namespace

Result<Selector> Selector::compile(std::string_view css) {
    try {
        return Selector(std::make_shared<SelectorList>(Parser(css).whole()));
    } catch (const SyntaxError& e) {
        const std::string line = text::printable(css);
        const auto column = text::display_width(css.substr(0, std::min(e.at, css.size())));
        return invalid("column " + std::to_string(column + 1) + ": " + e.what + "\n  " + line +
                       "\n  " + std::string(column, ' ') + "^");
    }
}

} // namespace gonggo::scrapers::html
