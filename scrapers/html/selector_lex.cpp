#include "scrapers/html/selector_lex.hpp"

namespace gonggo::scrapers::html {
namespace {

bool number(std::string_view digits, int& value) {
    bool negative = false;
    if (!digits.empty() && (digits[0] == '+' || digits[0] == '-')) {
        negative = digits[0] == '-';
        digits.remove_prefix(1);
    }
    if (digits.empty() || digits.size() > 8) return false;
    value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return false;
        value = value * 10 + (c - '0');
    }
    if (negative) value = -value;
    return true;
}

} // namespace

bool read_nth(std::string_view text, int& a, int& b) {
    const std::string t = text::ascii_lower(text::trim(text));
    if (t == "odd" || t == "even") {
        a = 2;
        b = t == "odd" ? 1 : 0;
        return true;
    }
    const auto n = t.find('n');
    if (n == std::string::npos) return number(t, b);
    const std::string head = t.substr(0, n);
    if (head.empty() || head == "+")
        a = 1;
    else if (head == "-")
        a = -1;
    else if (!number(head, a))
        return false;
    std::string_view tail = text::trim(std::string_view(t).substr(n + 1));
    if (tail.empty()) return true;
    const char sign = tail[0];
    if (sign != '+' && sign != '-') return false;
    tail = text::trim(tail.substr(1));
    if (tail.empty() || tail[0] == '+' || tail[0] == '-' || !number(tail, b)) return false;
    if (sign == '-') b = -b;
    return true;
}

} // namespace gonggo::scrapers::html
