#include "base/text.hpp"

#include <algorithm>
#include <numeric>

namespace gonggo::text {
namespace {

bool is_space(char32_t c) {
    return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

/// Whether a white space can begin with this byte.
bool may_be_space(char c) {
    const auto b = static_cast<unsigned char>(c);
    return b <= ' ' || b == 0xC2 || (b >= 0xE1 && b <= 0xE3) || b == 0xEF;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

} // namespace

std::string_view trim(std::string_view s) {
    std::size_t begin = 0;
    while (begin < s.size()) {
        std::size_t next = begin;
        if (!is_space(next_code_point(s, next))) break;
        begin = next;
    }
    std::size_t end = s.size();
    while (end > begin) {
        std::size_t start = end - 1;
        while (start > begin && (static_cast<unsigned char>(s[start]) & 0xC0) == 0x80) --start;
        std::size_t next = start;
        if (!is_space(next_code_point(s, next))) break;
        end = start;
    }
    return s.substr(begin, end - begin);
}

std::string collapse_space(std::string_view s) {
    std::string out;
    out.reserve(s.size());
    bool pending = false;
    for (std::size_t i = 0; i < s.size();) {
        const std::size_t start = i;
        if (may_be_space(s[i]) && is_space(next_code_point(s, i))) {
            pending = !out.empty();
            continue;
        }
        i = std::max(i, start + 1);
        while (i < s.size() && !may_be_space(s[i])) ++i;
        if (pending) out += ' ';
        pending = false;
        out.append(s.substr(start, i - start));
    }
    return out;
}

std::vector<std::string_view> split(std::string_view s, char separator) {
    std::vector<std::string_view> out;
    std::size_t begin = 0;
    for (;;) {
        const std::size_t end = s.find(separator, begin);
        out.push_back(s.substr(begin, end - begin));
        if (end == std::string_view::npos) return out;
        begin = end + 1;
    }
}

std::vector<std::string> split_trimmed(std::string_view s, std::string_view separators) {
    std::vector<std::string> out;
    std::size_t begin = 0;
    while (begin <= s.size()) {
        const std::size_t end = std::min(s.find_first_of(separators, begin), s.size());
        if (const auto part = trim(s.substr(begin, end - begin)); !part.empty())
            out.emplace_back(part);
        begin = end + 1;
    }
    return out;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string out;
    for (const auto& part : parts) {
        if (&part != &parts.front()) out += separator;
        out += part;
    }
    return out;
}

bool equals_nocase(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

bool starts_with_nocase(std::string_view s, std::string_view prefix) {
    return s.size() >= prefix.size() && equals_nocase(s.substr(0, prefix.size()), prefix);
}

std::string ascii_lower(std::string_view s) {
    std::string out(s);
    std::ranges::transform(out, out.begin(), lower);
    return out;
}

std::string replace_all(std::string_view s, std::string_view from, std::string_view to) {
    std::string out;
    std::size_t begin = 0;
    for (;;) {
        const std::size_t at = from.empty() ? std::string_view::npos : s.find(from, begin);
        out.append(s.substr(begin, at - begin));
        if (at == std::string_view::npos) return out;
        out += to;
        begin = at + from.size();
    }
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::u32string x;
    std::u32string y;
    for (std::size_t i = 0; i < a.size();) x += next_code_point(a, i);
    for (std::size_t i = 0; i < b.size();) y += next_code_point(b, i);
    std::vector<std::size_t> row(y.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= x.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 1; j <= y.size(); ++j) {
            const std::size_t substituted = diagonal + (x[i - 1] == y[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
        }
    }
    return row.back();
}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
    const auto letters = [](std::string_view s) { return edit_distance(s, ""); };
    std::string_view best;
    std::size_t least = std::max<std::size_t>(2, letters(word) / 3) + 1;
    for (const auto candidate : candidates)
        if (const std::size_t d = edit_distance(word, candidate);
            d < least && 2 * d <= std::max(letters(word), letters(candidate))) {
            least = d;
            best = candidate;
        }
    return best;
}

} // namespace gonggo::text
