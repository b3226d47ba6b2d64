#include "scrapers/html/outline.hpp"

#include "base/text.hpp"
#include "scrapers/html/tag_kinds.hpp"
#include "scrapers/html/tags.hpp"

#include <algorithm>
#include <limits>

namespace gonggo::scrapers::html {
namespace {

class Scan {
public:
    explicit Scan(std::string_view page) : s_(page) {}

    std::optional<std::vector<Span>> run() {
        if (s_.size() > std::numeric_limits<std::uint32_t>::max() / 2) return std::nullopt;
        std::size_t i = 0;
        while (i < s_.size()) {
            const std::size_t open = std::min(s_.find('<', i), s_.size());
            if (!text_fits(s_.substr(i, open - i))) return std::nullopt;
            if (open + 1 >= s_.size()) {
                if (open < s_.size()) return std::nullopt;
                break;
            }
            i = markup(open);
            if (i == kRefused) return std::nullopt;
        }
        while (!stack_.empty()) close(s_.size());
        return std::move(spans_);
    }

private:
    static constexpr std::size_t kRefused = std::string_view::npos;
    static constexpr std::size_t kDeepest = 512; ///< the stack is walked for every tag

    struct Open {
        GumboTag tag;
        std::uint32_t span;
    };

    /// Text may stand anywhere save between the parts of a table and after the body; before the
    /// body it would open it.
    bool text_fits(std::string_view words) const {
        const bool free = !stack_.empty() && !in_table(top()) && !ended_ &&
                          !is<GUMBO_TAG_HTML, GUMBO_TAG_HEAD, GUMBO_TAG_COLGROUP>(top());
        return free || words.find_first_not_of(" \t\n\r\f") == std::string_view::npos;
    }

    std::size_t markup(std::size_t i) {
        const char next = s_[i + 1];
        if (is_letter(next)) return start_tag(i);
        if (next == '/' && i + 2 < s_.size() && is_letter(s_[i + 2])) return end_tag(i);
        if (s_.substr(i, 4) == "<!--") return comment_end(s_, i);
        if (next == '!' || next == '?' || next == '/') { // a doctype or a comment of a kind
            const std::size_t end = s_.find('>', i);
            return end == kRefused ? kRefused : end + 1;
        }
        return text_fits("<") ? i + 1 : kRefused;
    }

    [[nodiscard]] GumboTag top() const { return stack_.back().tag; }

    [[nodiscard]] bool has_open(GumboTag tag) const {
        return std::ranges::any_of(stack_, [&](const Open& o) { return o.tag == tag; });
    }

    /// Whether one of `tags` is open below the nearest `barrier`.
    template <class Tags, class Barrier>
    bool open_within(Tags tags, Barrier barrier) const {
        for (auto o = stack_.rbegin(); o != stack_.rend() && !barrier(o->tag); ++o)
            if (tags(o->tag)) return true;
        return false;
    }

    void close(std::size_t end) {
        spans_[stack_.back().span].end = static_cast<std::uint32_t>(end);
        stack_.pop_back();
    }

    /// Closes what the start tag implies is over; false when it is not on top.
    bool close_implied(GumboTag tag, std::size_t at) {
        if (closes_p(tag) && has_open(GUMBO_TAG_P)) {
            if (top() != GUMBO_TAG_P || tag == GUMBO_TAG_TABLE) return false; // quirks differ
            close(at);
            if (has_open(GUMBO_TAG_P)) return false;
        }
        if (tag == GUMBO_TAG_LI) {
            const auto li = [](GumboTag t) { return t == GUMBO_TAG_LI; };
            const auto list = [](GumboTag t) { return is<GUMBO_TAG_UL, GUMBO_TAG_OL>(t); };
            if (!stack_.empty() && li(top())) close(at);
            if (open_within(li, list)) return false;
        }
        if (is<GUMBO_TAG_DT, GUMBO_TAG_DD>(tag)) {
            const auto term = [](GumboTag t) { return is<GUMBO_TAG_DT, GUMBO_TAG_DD>(t); };
            if (!stack_.empty() && term(top())) close(at);
            if (open_within(term, [](GumboTag t) { return t == GUMBO_TAG_DL; })) return false;
        }
        return true;
    }

    [[nodiscard]] bool fits_table(GumboTag tag) const {
        const GumboTag parent = stack_.empty() ? GUMBO_TAG_UNKNOWN : top();
        if (is<GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE>(tag)) return true;
        switch (parent) {
        case GUMBO_TAG_TABLE:
            return is<GUMBO_TAG_CAPTION, GUMBO_TAG_COLGROUP, GUMBO_TAG_TBODY, GUMBO_TAG_THEAD,
                      GUMBO_TAG_TFOOT, GUMBO_TAG_TR>(tag);
        case GUMBO_TAG_TBODY:
        case GUMBO_TAG_THEAD:
        case GUMBO_TAG_TFOOT:
            return tag == GUMBO_TAG_TR;
        case GUMBO_TAG_TR:
            return is<GUMBO_TAG_TD, GUMBO_TAG_TH>(tag);
        case GUMBO_TAG_COLGROUP:
            return tag == GUMBO_TAG_COL;
        default:
            return !is_table_part(tag);
        }
    }

    [[nodiscard]] bool fits_html(GumboTag tag) const {
        if (tag == GUMBO_TAG_HEAD) return !headed_ && !bodied_;
        return tag == GUMBO_TAG_BODY && !bodied_;
    }

    [[nodiscard]] bool fits(GumboTag tag) const {
        if (is_odd(tag) || !fits_table(tag)) return false;
        if (ended_ && !is<GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE>(tag)) return false;
        if (stack_.empty()) return tag == GUMBO_TAG_HTML ? spans_.empty() : fits_html(tag);
        switch (top()) {
        case GUMBO_TAG_HTML:
            return fits_html(tag);
        case GUMBO_TAG_HEAD:
            return belongs_in_head(tag) || tag == GUMBO_TAG_NOSCRIPT;
        case GUMBO_TAG_NOSCRIPT:
            if (bodied_) break;
            return is<GUMBO_TAG_LINK, GUMBO_TAG_META, GUMBO_TAG_STYLE>(tag);
        case GUMBO_TAG_SELECT:
            return tag == GUMBO_TAG_OPTION;
        case GUMBO_TAG_OPTION:
            return false;
        default:
            break;
        }
        if (is<GUMBO_TAG_HTML, GUMBO_TAG_HEAD, GUMBO_TAG_BODY>(tag)) return false;
        if (is_heading(tag) && is_heading(top())) return false;
        if (is<GUMBO_TAG_A, GUMBO_TAG_NOBR, GUMBO_TAG_BUTTON, GUMBO_TAG_FORM, GUMBO_TAG_SELECT,
               GUMBO_TAG_OPTION>(tag))
            return !has_open(tag) && (tag != GUMBO_TAG_OPTION || has_open(GUMBO_TAG_SELECT));
        return true;
    }

    std::size_t start_tag(std::size_t i) {
        const Tag read = read_tag(s_, i + 1);
        const GumboTag tag =
            gumbo_tagn_enum(read.name.data(), static_cast<unsigned>(read.name.size()));
        if (!read.closed || read.name.size() > 1000 || stack_.size() >= kDeepest ||
            !close_implied(tag, i) || !fits(tag))
            return kRefused;
        headed_ = headed_ || tag == GUMBO_TAG_HEAD;
        bodied_ = bodied_ || tag == GUMBO_TAG_BODY;
        const auto index = static_cast<std::uint32_t>(spans_.size());
        spans_.push_back(
            {.start = static_cast<std::uint32_t>(i),
             .inside = static_cast<std::uint32_t>(read.end),
             .end = static_cast<std::uint32_t>(read.end),
             .parent = stack_.empty() ? -1 : static_cast<std::int32_t>(stack_.back().span),
             .name = static_cast<std::uint16_t>(read.name.size()),
             .is_void = is_void(tag)});
        if (is_void(tag)) return read.end;
        const bool svg = tag == GUMBO_TAG_SVG;
        if (svg && read.self_closing) {
            spans_[index].is_void = true;
            return read.end;
        }
        if (svg || tag == GUMBO_TAG_TEMPLATE || has_silent_body(read.name) ||
            has_raw_body(read.name))
            return pass_over(index, read, tag);
        stack_.push_back({tag, index});
        return read.end;
    }

    /// An element whose body is no markup to us.
    std::size_t pass_over(std::uint32_t index, const Tag& read, GumboTag tag) {
        const std::size_t end = find_end_tag(s_, read.name, read.end);
        if (end == kRefused) return kRefused;
        const std::string_view body = s_.substr(read.end, end - read.end);
        const auto says = [&](std::string_view mark) { return body.find(mark) != kRefused; };
        const bool silent = is<GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE>(tag);
        if (silent && says("<!--") && says("<script")) return kRefused; // 13.2.5.17
        if (tag == GUMBO_TAG_TEMPLATE && says("<")) return kRefused;
        if (tag == GUMBO_TAG_SVG && !plain_svg(body)) return kRefused;
        const Tag last = read_tag(s_, end + 2);
        if (!last.closed || !text::equals_nocase(last.name, read.name)) return kRefused;
        spans_[index].end = static_cast<std::uint32_t>(last.end);
        spans_[index].ended = true;
        return last.end;
    }

    /// Shapes only: nothing that leads out of the picture (13.2.6.5) or holds HTML.
    static bool plain_svg(std::string_view body) {
        for (std::size_t i = body.find('<'); i != kRefused; i = body.find('<', i + 1)) {
            const std::size_t name = i + (body.substr(i + 1, 1) == "/" ? 2 : 1);
            if (name >= body.size() || !is_letter(body[name])) return false;
            const Tag read = read_tag(body, name);
            const GumboTag tag =
                gumbo_tagn_enum(read.name.data(), static_cast<unsigned>(read.name.size()));
            if (!is_drawing(tag)) return false;
            i = read.end - 1;
        }
        return true;
    }

    std::size_t end_tag(std::size_t i) {
        const Tag read = read_tag(s_, i + 2);
        const GumboTag tag =
            gumbo_tagn_enum(read.name.data(), static_cast<unsigned>(read.name.size()));
        if (!read.closed || stack_.empty() || is<GUMBO_TAG_BR, GUMBO_TAG_SVG>(tag)) return kRefused;
        if (is<GUMBO_TAG_BODY, GUMBO_TAG_HTML>(tag)) { // what is open stays so, for scripts only
            const bool cell = std::ranges::any_of(
                stack_, [](const Open& o) { return ends_scope(o.tag) && o.tag != GUMBO_TAG_HTML; });
            if (!bodied_ || cell || has_open(GUMBO_TAG_SELECT)) return kRefused;
            ended_ = true;
            return read.end;
        }
        if (ended_) return kRefused;
        while (top() != tag && implies_ends(tag) && ends_with_parent(top()) && is_open(tag, read))
            close(i);
        if (is_top(tag, read)) return close_here(read);
        if (!is_open(tag, read)) return nothing_to_close(tag) ? read.end : kRefused;
        if (!implies_ends(tag) && tag != GUMBO_TAG_P && tag != GUMBO_TAG_TD) return kRefused;
        for (auto o = stack_.rbegin(); o->tag != tag; ++o)
            if (is_formatting(o->tag) || ends_scope(o->tag) ||
                (tag == GUMBO_TAG_LI && is<GUMBO_TAG_UL, GUMBO_TAG_OL>(o->tag)) ||
                is<GUMBO_TAG_FORM, GUMBO_TAG_SELECT, GUMBO_TAG_OPTION, GUMBO_TAG_BUTTON>(o->tag))
                return kRefused;
        while (top() != tag) close(i);
        return close_here(read);
    }

    std::size_t close_here(const Tag& read) {
        spans_[stack_.back().span].ended = true;
        close(read.end);
        return read.end;
    }

    [[nodiscard]] bool is_top(GumboTag tag, const Tag& read) const {
        return top() == tag && (tag != GUMBO_TAG_UNKNOWN ||
                                text::equals_nocase(spans_[stack_.back().span].tag(s_), read.name));
    }

    [[nodiscard]] bool is_open(GumboTag tag, const Tag& read) const {
        return std::ranges::any_of(stack_, [&](const Open& o) {
            return o.tag == tag && (tag != GUMBO_TAG_UNKNOWN ||
                                    text::equals_nocase(spans_[o.span].tag(s_), read.name));
        });
    }

    /// The parser passes over an end tag that ends nothing, save that </p> makes an element.
    [[nodiscard]] bool nothing_to_close(GumboTag tag) const {
        if (!bodied_ || tag == GUMBO_TAG_P) return false;
        return !is_heading(tag) ||
               std::ranges::none_of(stack_, [](const Open& o) { return is_heading(o.tag); });
    }

    std::string_view s_;
    std::vector<Span> spans_;
    std::vector<Open> stack_;
    bool headed_ = false, bodied_ = false;
    bool ended_ = false; ///< </body> or </html> was read
};

} // namespace

std::optional<std::vector<Span>> outline(std::string_view page) {
    return Scan(page).run();
}

} // namespace gonggo::scrapers::html
