#pragma once
// Where the elements of a page stand in its bytes, read by the tags alone: many times quicker than
// a tree. Only for pages whose tags nest so plainly that every HTML parser must build the same
// tree.
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace gonggo::scrapers::html {

struct Span {
    std::uint32_t start = 0;  ///< of '<'
    std::uint32_t inside = 0; ///< one past the start tag
    std::uint32_t end = 0;    ///< one past the element
    std::int32_t parent = -1; ///< index; -1 = the document
    std::uint16_t name = 0;   ///< length of the tag's name
    bool is_void = false;     ///< neither content nor end tag
    bool ended = false;       ///< by an end tag of its own

    [[nodiscard]] std::string_view tag(std::string_view page) const {
        return page.substr(start + 1, name);
    }
};

/// The page's elements in document order. Nothing when the parser would have to mend, move or
/// guess anything (WHATWG HTML 13.2.6): unclosed or crossed elements, misplaced table parts,
/// foreign content with HTML in it. End tags that the standard implies (p, li, dt, dd…) are known.
/// Bodies of script, style, svg, textarea and the like are passed over.
std::optional<std::vector<Span>> outline(std::string_view page);

} // namespace gonggo::scrapers::html
