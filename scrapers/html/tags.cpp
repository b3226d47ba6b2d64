#include "scrapers/html/tags.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace gonggo::scrapers::html {
namespace {

constexpr std::size_t kLongestAttribute = 2048;

} // namespace

std::size_t find_end_tag(std::string_view s, std::string_view tag, std::size_t from) {
    for (std::size_t i = s.find("</", from); i != std::string_view::npos; i = s.find("</", i + 2)) {
        if (!text::starts_with_nocase(s.substr(i + 2), tag)) continue;
        const std::size_t after = i + 2 + tag.size();
        if (after >= s.size() || !is_letter(s[after])) return i;
    }
    return std::string_view::npos;
}

Tag read_tag(std::string_view s, std::size_t name) {
    std::size_t p = name;
    while (p < s.size() && s[p] != '>' && s[p] != '/' && static_cast<unsigned char>(s[p]) > ' ')
        ++p;
    Tag tag{.name = s.substr(name, p - name)};
    bool named = false; // an attribute's name was read: '=' opens its value
    while (p < s.size() && s[p] != '>') {
        tag.self_closing = s[p] == '/';
        if (s[p] != '=' || !named) {
            named = named ? s[p] != '/' : s[p] != '/' && static_cast<unsigned char>(s[p]) > ' ';
            ++p;
            continue;
        }
        named = false;
        ++p;
        while (p < s.size() && static_cast<unsigned char>(s[p]) <= ' ') ++p;
        if (p < s.size() && (s[p] == '"' || s[p] == '\''))
            p = std::min(s.find(s[p], p + 1), s.size() - 1) + 1;
        else
            while (p < s.size() && s[p] != '>' && static_cast<unsigned char>(s[p]) > ' ') ++p;
    }
    tag.closed = p < s.size();
    tag.end = std::min(p + 1, s.size());
    return tag;
}

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

std::size_t comment_end(std::string_view s, std::size_t i) {
    // "<!-->" and "<!--->" are whole comments (WHATWG HTML 13.2.5.43)
    if (s.substr(i + 4, 1) == ">" || s.substr(i + 4, 2) == "->") return s.find('>', i) + 1;
    const std::size_t plain = s.find("-->", i + 4);
    const std::size_t banged = s.substr(0, plain).find("--!>", i + 4);
    if (banged != std::string_view::npos) return banged + 4;
    return plain == std::string_view::npos ? s.size() : plain + 3;
}

} // namespace gonggo::scrapers::html
