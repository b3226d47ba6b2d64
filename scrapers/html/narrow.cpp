#include "scrapers/html/narrow.hpp"

#include "base/text.hpp"
#include "scrapers/html/tags.hpp"

#include <algorithm>

namespace gonggo::scrapers::html {

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
            i = comment_end(s, i);
            continue;
        }
        if (!is_letter(s[i + 1])) {
            out += s[i++];
            continue;
        }
        const Tag tag = read_tag(s, i + 1);
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
    for (std::size_t i = s.find('<'); i != std::string_view::npos; i = s.find('<', i + 1)) {
        if (i + 1 == s.size() || (s[i + 1] | 0x20) != 's' ||
            !text::starts_with_nocase(s.substr(i, 7), "<script"))
            continue;
        const Tag tag = read_tag(s, i + 1);
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
