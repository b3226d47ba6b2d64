#pragma once
// Kinds of elements that the parser treats alike (WHATWG HTML 13.2).
#include <gumbo.h>

namespace gonggo::scrapers::html {

template <GumboTag... tags>
bool is(GumboTag tag) {
    return ((tag == tags) || ...);
}

inline bool is_void(GumboTag t) {
    return is<GUMBO_TAG_AREA, GUMBO_TAG_BASE, GUMBO_TAG_BR, GUMBO_TAG_COL, GUMBO_TAG_EMBED,
              GUMBO_TAG_HR, GUMBO_TAG_IMG, GUMBO_TAG_INPUT, GUMBO_TAG_LINK, GUMBO_TAG_META,
              GUMBO_TAG_PARAM, GUMBO_TAG_SOURCE, GUMBO_TAG_TRACK, GUMBO_TAG_WBR>(t);
}

inline bool is_heading(GumboTag t) {
    return is<GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6>(
        t);
}

/// Start tags that close an open p (13.2.6.4.7).
inline bool closes_p(GumboTag t) {
    return is_heading(t) ||
           is<GUMBO_TAG_ADDRESS, GUMBO_TAG_ARTICLE, GUMBO_TAG_ASIDE, GUMBO_TAG_BLOCKQUOTE,
              GUMBO_TAG_CENTER, GUMBO_TAG_DETAILS, GUMBO_TAG_DIR, GUMBO_TAG_DIV, GUMBO_TAG_DL,
              GUMBO_TAG_DD, GUMBO_TAG_DT, GUMBO_TAG_FIELDSET, GUMBO_TAG_FIGCAPTION,
              GUMBO_TAG_FIGURE, GUMBO_TAG_FOOTER, GUMBO_TAG_FORM, GUMBO_TAG_HEADER,
              GUMBO_TAG_HGROUP, GUMBO_TAG_HR, GUMBO_TAG_LI, GUMBO_TAG_LISTING, GUMBO_TAG_MAIN,
              GUMBO_TAG_MENU, GUMBO_TAG_NAV, GUMBO_TAG_OL, GUMBO_TAG_P, GUMBO_TAG_PRE,
              GUMBO_TAG_SECTION, GUMBO_TAG_SUMMARY, GUMBO_TAG_TABLE, GUMBO_TAG_UL, GUMBO_TAG_XMP>(
               t);
}

/// Elements whose end tag is implied by their parent's (13.2.6.3).
inline bool ends_with_parent(GumboTag t) {
    return is<GUMBO_TAG_DD, GUMBO_TAG_DT, GUMBO_TAG_LI, GUMBO_TAG_P>(t);
}

/// End tags before which those are implied: blocks, not inline elements.
inline bool implies_ends(GumboTag t) {
    return !is<GUMBO_TAG_P, GUMBO_TAG_FORM, GUMBO_TAG_HR, GUMBO_TAG_XMP, GUMBO_TAG_TABLE>(t) &&
           !is_heading(t) && closes_p(t);
}

inline bool in_table(GumboTag t) {
    return is<GUMBO_TAG_TABLE, GUMBO_TAG_TBODY, GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT, GUMBO_TAG_TR>(t);
}

inline bool is_table_part(GumboTag t) {
    return is<GUMBO_TAG_CAPTION, GUMBO_TAG_COL, GUMBO_TAG_COLGROUP, GUMBO_TAG_TBODY, GUMBO_TAG_TD,
              GUMBO_TAG_TFOOT, GUMBO_TAG_TH, GUMBO_TAG_THEAD, GUMBO_TAG_TR>(t);
}

/// What the parser treats in ways of its own.
inline bool is_odd(GumboTag t) {
    return is<GUMBO_TAG_MATH, GUMBO_TAG_PLAINTEXT, GUMBO_TAG_FRAMESET, GUMBO_TAG_FRAME,
              GUMBO_TAG_IMAGE, GUMBO_TAG_ISINDEX, GUMBO_TAG_RB, GUMBO_TAG_RP, GUMBO_TAG_RT,
              GUMBO_TAG_RTC, GUMBO_TAG_OPTGROUP, GUMBO_TAG_KEYGEN, GUMBO_TAG_MENUITEM>(t);
}

/// Elements that the parser opens again where they were not closed in order (13.2.4.3).
inline bool is_formatting(GumboTag t) {
    return is<GUMBO_TAG_A, GUMBO_TAG_B, GUMBO_TAG_BIG, GUMBO_TAG_CODE, GUMBO_TAG_EM, GUMBO_TAG_FONT,
              GUMBO_TAG_I, GUMBO_TAG_NOBR, GUMBO_TAG_S, GUMBO_TAG_SMALL, GUMBO_TAG_STRIKE,
              GUMBO_TAG_STRONG, GUMBO_TAG_TT, GUMBO_TAG_U>(t);
}

/// Past which no end tag reaches (13.2.4.2).
inline bool ends_scope(GumboTag t) {
    return is<GUMBO_TAG_APPLET, GUMBO_TAG_CAPTION, GUMBO_TAG_HTML, GUMBO_TAG_TABLE, GUMBO_TAG_TD,
              GUMBO_TAG_TH, GUMBO_TAG_MARQUEE, GUMBO_TAG_OBJECT, GUMBO_TAG_TEMPLATE>(t);
}

inline bool belongs_in_head(GumboTag t) {
    return is<GUMBO_TAG_BASE, GUMBO_TAG_LINK, GUMBO_TAG_META, GUMBO_TAG_TITLE, GUMBO_TAG_SCRIPT,
              GUMBO_TAG_STYLE>(t);
}

/// Elements of a picture; HTML's own would lead out of it (13.2.6.5).
inline bool is_drawing(GumboTag t) {
    return is<GUMBO_TAG_UNKNOWN, GUMBO_TAG_A, GUMBO_TAG_TITLE, GUMBO_TAG_STYLE>(t);
}

} // namespace gonggo::scrapers::html
