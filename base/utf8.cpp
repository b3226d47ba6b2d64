// UTF-8 and Unicode: decoding, normalising, width.
#include "base/text.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utf8proc.h>

namespace gonggo::text {
namespace {

std::string map_with(std::string_view s, int options) {
    utf8proc_uint8_t* raw = nullptr;
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(s.data()),
                                   static_cast<utf8proc_ssize_t>(s.size()), &raw,
                                   static_cast<utf8proc_option_t>(options));
    if (size < 0) return map_with(scrub_utf8(s), options);
    std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(raw, &std::free);
    return {reinterpret_cast<char*>(raw), static_cast<std::size_t>(size)};
}

/// The bytes of a Hangul syllable (U+AC00–U+D7A3) or a unified ideograph (U+4E00–U+9FFF) at `i`:
/// most of Korean text, which needs no table.
bool common_cjk(std::string_view s, std::size_t i) {
    if (i + 3 > s.size()) return false;
    const auto at = [&](std::size_t k) { return static_cast<unsigned char>(s[i + k]); };
    if ((at(1) & 0xC0) != 0x80 || (at(2) & 0xC0) != 0x80) return false;
    const char32_t c = (static_cast<char32_t>(at(0) & 0x0F) << 12) |
                       (static_cast<char32_t>(at(1) & 0x3F) << 6) | (at(2) & 0x3FU);
    return (at(0) & 0xF0) == 0xE0 && ((c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x4E00 && c <= 0x9FFF));
}

/// How many bytes at the beginning are ASCII.
std::size_t ascii_run(std::string_view s) {
    std::size_t i = 0;
    for (std::uint64_t eight = 0; i + sizeof eight <= s.size(); i += sizeof eight) {
        std::memcpy(&eight, s.data() + i, sizeof eight);
        if ((eight & 0x8080808080808080U) != 0) break;
    }
    while (i < s.size() && static_cast<unsigned char>(s[i]) < 0x80) ++i;
    return i;
}

/// How many bytes at the beginning fold by lower-casing their ASCII letters.
std::size_t plain_run(std::string_view s) {
    std::size_t i = 0;
    for (;;) {
        while (i < s.size() && static_cast<unsigned char>(s[i]) < 0x80) ++i;
        if (i == s.size() || !common_cjk(s, i)) return i;
        i += 3;
    }
}

void append_lower(std::string& out, std::string_view s) {
    const std::size_t at = out.size();
    out += s;
    for (char *c = out.data() + at, *end = out.data() + out.size(); c != end; ++c)
        *c = static_cast<char>(*c + (*c >= 'A' && *c <= 'Z' ? 'a' - 'A' : 0));
}

bool is_ascii(std::string_view s) {
    return ascii_run(s) == s.size();
}

} // namespace

char32_t next_beyond_ascii(std::string_view s, std::size_t& i) {
    if (common_cjk(s, i)) {
        const auto at = [&](std::size_t k) { return static_cast<unsigned char>(s[i + k]); };
        const char32_t out = (static_cast<char32_t>(at(0) & 0x0F) << 12) |
                             (static_cast<char32_t>(at(1) & 0x3F) << 6) | (at(2) & 0x3FU);
        i += 3;
        return out;
    }
    utf8proc_int32_t c = -1;
    const auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(s.data()) + i,
                                    static_cast<utf8proc_ssize_t>(s.size() - i), &c);
    if (n <= 0) {
        ++i;
        return U'\uFFFD';
    }
    i += static_cast<std::size_t>(n);
    return static_cast<char32_t>(c);
}

void append_utf8(std::string& out, char32_t c) {
    utf8proc_uint8_t buffer[4];
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = U'\uFFFD';
    const auto n = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), buffer);
    out.append(reinterpret_cast<char*>(buffer), static_cast<std::size_t>(n));
}

std::string scrub_utf8(std::string_view s) {
    std::string out;
    out.reserve(s.size());
    for (std::size_t i = 0; i < s.size();) {
        const char32_t c = next_code_point(s, i);
        if (c != 0) append_utf8(out, c);
    }
    return out;
}

std::string fold(std::string_view s) {
    // Nothing composes over a blank: only words with other letters than the plain ones need tables.
    constexpr std::string_view kBlanks = " \n";
    std::string out;
    out.reserve(s.size());
    while (!s.empty()) {
        const std::size_t other = plain_run(s);
        if (other == s.size()) {
            append_lower(out, s);
            break;
        }
        const std::size_t blank = s.substr(0, other).find_last_of(kBlanks);
        const std::size_t begin = blank == std::string_view::npos ? 0 : blank + 1;
        const std::size_t end = std::min(s.find_first_of(kBlanks, other), s.size() - 1) + 1;
        append_lower(out, s.substr(0, begin));
        out += map_with(s.substr(begin, end - begin),
                        UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
        s.remove_prefix(end);
    }
    return out;
}

std::string nfc(std::string_view s) {
    if (is_ascii(s)) return std::string(s);
    return map_with(s, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

bool is_hangul(char32_t c) {
    return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x1100 && c <= 0x11FF) ||
           (c >= 0x3130 && c <= 0x318F);
}

bool is_cjk(char32_t c) {
    return is_hangul(c) || (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_word_beyond_ascii(char32_t c) {
    if ((c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x4E00 && c <= 0x9FFF)) return true;
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return true;
    default:
        return false;
    }
}

namespace {

std::size_t width_of(char32_t c) {
    if (c == 0x200B || c == 0xFE0F) return 0;
    const int w = utf8proc_charwidth(static_cast<utf8proc_int32_t>(c));
    return w > 0 ? static_cast<std::size_t>(w) : 0;
}

} // namespace

std::size_t display_width(std::string_view s) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < s.size();) width += width_of(next_code_point(s, i));
    return width;
}

std::string truncate_to_width(std::string_view s, std::size_t columns) {
    if (display_width(s) <= columns) return std::string(s);
    if (columns == 0) return {};
    std::size_t width = 0;
    std::size_t end = 0;
    for (std::size_t i = 0; i < s.size();) {
        width += width_of(next_code_point(s, i));
        if (width > columns - 1) break;
        end = i;
    }
    return std::string(s.substr(0, end)) + "…";
}

std::string pad_to_width(std::string_view s, std::size_t columns) {
    std::string out(s);
    const std::size_t width = display_width(s);
    if (width < columns) out.append(columns - width, ' ');
    return out;
}

std::string printable(std::string_view s) {
    std::string out;
    out.reserve(s.size());
    for (std::size_t i = 0; i < s.size();) {
        const char32_t c = next_code_point(s, i);
        if (c == '\n' || c == '\t' || c == '\r' || c == 0x2028 || c == 0x2029)
            out += ' ';
        else if (c < 0x20 || (c >= 0x7F && c < 0xA0))
            continue;
        else if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
            continue;
        else
            append_utf8(out, c);
    }
    return out;
}

} // namespace gonggo::text
