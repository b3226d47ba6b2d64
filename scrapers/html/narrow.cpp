#include "scrapers/html/narrow.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace gonggo::scrapers::html {
namespace {

constexpr std::size_t kLongestAttribute = 2048;

bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The first place at or after `from` where `</tag` stands, any case.
std::size_t find_end_tag(std::string_view s, std::string_view tag, std::size_t from) {
    for (std::size_t i = s.find("</", from); i != std::string_view::npos; i = s.find("</", i + 2)) {
        if (!text::starts_with_nocase(s.substr(i + 2), tag)) continue;
        const std::size_t after = i + 2 + tag.size();
        if (after >= s.size() || !letter(s[after])) return i;
    }
    return std::string_view::npos;
}

struct Tag {
    std::string_view name;
    std::size_t end = 0; ///< one past '>'
    bool self_closing = false;
};

/// The tag that starts at `i` ("<" and a letter there).
Tag read_tag(std::string_view s, std::size_t i) {
    std::size_t p = i + 1;
    while (p < s.size() && s[p] != '>' && s[p] != '/' && static_cast<unsigned char>(s[p]) > ' ')
        ++p;
    Tag tag{.name = s.substr(i + 1, p - i - 1)};
    while (p < s.size() && s[p] != '>') {
        if (s[p] == '=') { // only a quote right after '=' opens a value
            ++p;
            while (p < s.size() && static_cast<unsigned char>(s[p]) <= ' ') ++p;
            if (p < s.size() && (s[p] == '"' || s[p] == '\''))
                p = std::min(s.find(s[p], p + 1), s.size() - 1);
            else {
                while (p < s.size() && s[p] != '>' && static_cast<unsigned char>(s[p]) > ' ') ++p;
                continue;
            }
        }
        ++p;
    }
    tag.self_closing = p > i && p < s.size() && s[p - 1] == '/';
    tag.end = std::min(p + 1, s.size());
    return tag;
}

/// Copies a start tag, values over the limit emptied.
void copy_tag(std::string& out, std::string_view tag) {
    if (tag.size() <= kLongestAttribute) {
        out += tag;
        return;
    }
    std::size_t i = 0;
    while (i < tag.size()) {
        const std::size_t open = tag.find_first_of("\"'", i);
        if (open == std::string_view::npos) break;
        const std::size_t close = tag.find(tag[open], open + 1);
        if (close == std::string_view::npos) break;
        out.append(tag.substr(i, open + 1 - i));
        if (close - open <= kLongestAttribute) out.append(tag.substr(open + 1, close - open - 1));
        out += tag[open];
        i = close + 1;
    }
    out.append(tag.substr(i));
}

bool has_silent_body(std::string_view tag) {
    return text::equals_nocase(tag, "script") || text::equals_nocase(tag, "style") ||
           text::equals_nocase(tag, "svg");
}

bool has_raw_body(std::string_view tag) {
    return text::equals_nocase(tag, "textarea") || text::equals_nocase(tag, "title") ||
           text::equals_nocase(tag, "xmp") || text::equals_nocase(tag, "iframe") ||
           text::equals_nocase(tag, "noembed") || text::equals_nocase(tag, "noframes");
}

} // namespace

std::string slim(std::string_view s) {
    std::string out;
    out.reserve(s.size() / 3);
    std::size_t i = 0;
    while (i < s.size()) {
        const std::size_t open = std::min(s.find('<', i), s.size());
        out.append(s.substr(i, open - i));
        i = open;
        if (i + 1 >= s.size()) break;
        if (s.substr(i, 4) == "<!--") {
            // "<!-->" and "<!--->" are whole comments (WHATWG HTML 13.2.5.43)
            if (s.substr(i + 4, 1) == ">" || s.substr(i + 4, 2) == "->") {
                i = s.find('>', i) + 1;
                continue;
            }
            const std::size_t plain = s.find("-->", i + 4);
            const std::size_t banged = s.substr(0, plain).find("--!>", i + 4);
            if (banged != std::string_view::npos)
                i = banged + 4;
            else
                i = plain == std::string_view::npos ? s.size() : plain + 3;
            continue;
        }
        if (!letter(s[i + 1])) {
            out += s[i++];
            continue;
        }
        const Tag tag = read_tag(s, i);
        copy_tag(out, s.substr(i, tag.end - i));
        i = tag.end;
        const bool svg = text::equals_nocase(tag.name, "svg");
        if (svg && tag.self_closing) continue;
        if (!has_silent_body(tag.name) && !has_raw_body(tag.name)) continue;
        const std::size_t end = find_end_tag(s, tag.name, i);
        const std::string_view body = s.substr(i, std::min(end, s.size()) - i);
        // A body that never closes, an svg in an svg, a script that writes "<!-- <script>" (where
        // "</script>" does not end it, WHATWG HTML 13.2.5.17): leave the rest to the parser.
        if (end == std::string_view::npos || (svg && body.find("<svg") != body.npos) ||
            (!svg && body.find("<!--") != body.npos && body.find("<script") != body.npos)) {
            out.append(s.substr(i));
            return out;
        }
        if (has_raw_body(tag.name)) out.append(s.substr(i, end - i));
        i = end;
    }
    return out;
}

std::vector<std::string_view> script_bodies(std::string_view s, std::string_view mark) {
    std::vector<std::string_view> out;
    for (std::size_t i = s.find("<script"); i != std::string_view::npos;
         i = s.find("<script", i + 1)) {
        const Tag tag = read_tag(s, i);
        const std::size_t end = find_end_tag(s, "script", tag.end);
        const std::size_t stop = std::min(end, s.size());
        if (text::ascii_lower(s.substr(i, tag.end - i)).find(text::ascii_lower(mark)) !=
            std::string::npos)
            out.push_back(s.substr(tag.end, stop - tag.end));
        if (end == std::string_view::npos) break;
        i = end;
    }
    return out;
}

namespace {

/// Reads a JSON string literal that opens at `i` (the quote); false when it does not close.
bool read_json_string(std::string_view s, std::size_t& i, std::string& out) {
    const auto hex4 = [&](std::size_t at) {
        char32_t code = 0;
        for (std::size_t k = at; k < at + 4; ++k) {
            if (k >= s.size()) return U'\uFFFD';
            const char c = static_cast<char>(s[k] | 32);
            code = code * 16 + static_cast<char32_t>(c >= 'a' ? c - 'a' + 10 : s[k] - '0');
        }
        return code;
    };
    for (++i; i < s.size(); ++i) {
        if (s[i] == '"') {
            ++i;
            return true;
        }
        if (s[i] != '\\' || i + 1 >= s.size()) {
            out += s[i];
            continue;
        }
        switch (s[++i]) {
        case 'n':
            out += '\n';
            break;
        case 't':
            out += '\t';
            break;
        case 'r':
            out += '\r';
            break;
        case 'b':
        case 'f':
            break;
        case 'u': {
            char32_t code = hex4(i + 1);
            i += 4;
            if (code >= 0xD800 && code < 0xDC00 && s.substr(i + 1, 2) == "\\u") {
                const char32_t low = hex4(i + 3);
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                i += 6;
            }
            text::append_utf8(out, code);
            break;
        }
        default:
            out += s[i];
        }
    }
    return false;
}

} // namespace

std::string flight_data(std::string_view page) {
    static constexpr std::string_view kPush = "self.__next_f.push([1,";
    std::string out;
    for (std::size_t i = page.find(kPush); i != std::string_view::npos; i = page.find(kPush, i)) {
        i += kPush.size();
        if (i < page.size() && page[i] == '"' && !read_json_string(page, i, out)) break;
    }
    return out;
}

} // namespace gonggo::scrapers::html
