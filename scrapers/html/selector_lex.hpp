#pragma once
// The letters of a selector (CSS Syntax 3): identifiers, escapes, quoted texts, an+b.
#include "base/text.hpp"
#include <string>
#include <string_view>

namespace gonggo::scrapers::html {

struct SyntaxError {
    std::size_t at;
    std::string what;
};

/// Walks over the text; fail() throws SyntaxError, which Selector::compile() makes an Error of.
class Lexer {
protected:
    explicit Lexer(std::string_view css) : s_(css) {}

    [[noreturn]] void fail(std::string what) const { throw SyntaxError{i_, std::move(what)}; }
    [[nodiscard]] bool at(char c) const { return i_ < s_.size() && s_[i_] == c; }
    bool take(char c) {
        if (!at(c)) return false;
        ++i_;
        return true;
    }
    void need(char c, const char* what) {
        if (!take(c)) fail(std::string("expected '") + c + "' " + what);
    }
    static bool space(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }
    bool skip_space() {
        const std::size_t before = i_;
        for (;;) {
            while (i_ < s_.size() && space(s_[i_])) ++i_;
            if (s_.substr(i_, 2) != "/*") break;
            const auto end = s_.find("*/", i_ + 2);
            i_ = end == std::string_view::npos ? s_.size() : end + 2;
        }
        return i_ != before;
    }

    static bool name_start(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
               static_cast<unsigned char>(c) >= 0x80;
    }
    static bool name_char(char c) { return name_start(c) || (c >= '0' && c <= '9') || c == '-'; }
    static int hex(char c) {
        if (c >= '0' && c <= '9') return c - '0';
        const char l = static_cast<char>(c | 32);
        return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
    }

    void escape(std::string& out) { // after the backslash (CSS Syntax 4.3.7)
        if (i_ >= s_.size() || s_[i_] == '\n') fail("a lone backslash");
        if (hex(s_[i_]) < 0) {
            std::size_t next = i_;
            text::append_utf8(out, text::next_code_point(s_, next));
            i_ = next;
            return;
        }
        char32_t code = 0;
        for (int n = 0; n < 6 && i_ < s_.size() && hex(s_[i_]) >= 0; ++n)
            code = code * 16 + static_cast<char32_t>(hex(s_[i_++]));
        if (i_ < s_.size() && space(s_[i_])) ++i_;
        text::append_utf8(out, code == 0 ? U'\uFFFD' : code);
    }

    [[nodiscard]] bool at_identifier() const {
        if (i_ >= s_.size()) return false;
        if (name_start(s_[i_]) || s_[i_] == '\\') return true;
        return s_[i_] == '-' && i_ + 1 < s_.size() &&
               (name_start(s_[i_ + 1]) || s_[i_ + 1] == '-' || s_[i_ + 1] == '\\');
    }

    std::string name_rest() {
        std::string out;
        while (i_ < s_.size()) {
            if (name_char(s_[i_]))
                out += s_[i_++];
            else if (s_[i_] == '\\') {
                ++i_;
                escape(out);
            } else
                break;
        }
        return out;
    }

    std::string identifier(const char* what) {
        if (!at_identifier()) fail(std::string("expected ") + what);
        return name_rest();
    }

    std::string quoted() {
        const char quote = s_[i_++];
        std::string out;
        while (i_ < s_.size() && s_[i_] != quote) {
            if (s_[i_] == '\n') fail("a line break in quotes");
            if (s_[i_] == '\\') {
                ++i_;
                if (take('\n')) continue;
                escape(out);
            } else
                out += s_[i_++];
        }
        if (!take(quote)) fail("the quote is not closed");
        return out;
    }

    std::string_view s_;
    std::size_t i_ = 0;
};

/// "odd", "even", "2n+1", "-n + 3", "5" (CSS Syntax 6); false when it is none of these.
bool read_nth(std::string_view text, int& a, int& b);

} // namespace gonggo::scrapers::html
