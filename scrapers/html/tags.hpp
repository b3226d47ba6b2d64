#pragma once
// Tags in the bytes of a page, read without building a tree (WHATWG HTML 13.2.5).
#include <cstddef>
#include <string>
#include <string_view>

namespace gonggo::scrapers::html {

inline bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

struct Tag {
    std::string_view name;
    std::size_t end = 0; ///< one past '>'
    bool self_closing = false;
    bool closed = true; ///< false: the page ends within the tag
};

/// The tag whose name starts at `name` (a letter there).
Tag read_tag(std::string_view s, std::size_t name);

/// The first place at or after `from` where `</tag` stands, any case; npos when there is none.
std::size_t find_end_tag(std::string_view s, std::string_view tag, std::size_t from);

/// One past the comment that opens at `i` ("<!--" there).
std::size_t comment_end(std::string_view s, std::size_t i);

/// Appends a start tag, values over 2 KB (data: pictures) emptied.
void copy_tag(std::string& out, std::string_view tag);

/// Elements whose text no selector of a recipe asks for: script, style, svg.
bool has_silent_body(std::string_view tag);
/// Elements whose text holds no tags: textarea, title and the like.
bool has_raw_body(std::string_view tag);

} // namespace gonggo::scrapers::html
