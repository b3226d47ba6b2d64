#include "scrapers/html/fragment.hpp"

#include "base/text.hpp"
#include "scrapers/charset.hpp"
#include "scrapers/html/lines.hpp"
#include "scrapers/html/tags.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace gonggo::scrapers::html {
namespace {

enum class Sort { heading, paragraph, block, item, list, inline_, link, none };

/// Elements whose nesting the parser takes over as it is written, so long as it is proper.
struct Plain {
    std::string_view tag;
    Sort sort;
};
constexpr std::array kPlain = {
    Plain{"p", Sort::paragraph},   Plain{"div", Sort::block},    Plain{"section", Sort::block},
    Plain{"article", Sort::block}, Plain{"ul", Sort::list},      Plain{"ol", Sort::list},
    Plain{"li", Sort::item},       Plain{"h1", Sort::heading},   Plain{"h2", Sort::heading},
    Plain{"h3", Sort::heading},    Plain{"h4", Sort::heading},   Plain{"h5", Sort::heading},
    Plain{"h6", Sort::heading},    Plain{"span", Sort::inline_}, Plain{"strong", Sort::inline_},
    Plain{"b", Sort::inline_},     Plain{"em", Sort::inline_},   Plain{"i", Sort::inline_},
    Plain{"u", Sort::inline_},     Plain{"a", Sort::link},
};

struct Entity {
    std::string_view name, text;
};
constexpr std::array kEntities = {
    Entity{"amp;", "&"},    Entity{"lt;", "<"},     Entity{"gt;", ">"},
    Entity{"quot;", "\""},  Entity{"apos;", "'"},   Entity{"nbsp;", "\u00A0"},
    Entity{"middot;", "·"}, Entity{"hellip;", "…"}, Entity{"rsquo;", "’"},
    Entity{"lsquo;", "‘"},  Entity{"ldquo;", "“"},  Entity{"rdquo;", "”"},
    Entity{"ndash;", "–"},  Entity{"mdash;", "—"},  Entity{"bull;", "•"},
};

const Plain* plain(std::string_view tag) {
    const auto found = std::ranges::find_if(
        kPlain, [&](const Plain& p) { return text::equals_nocase(p.tag, tag); });
    return found == kPlain.end() ? nullptr : &*found;
}

/// Reads the reference after the '&' at `i`; false when it is not one of the common ones.
bool read_reference(std::string_view s, std::size_t& i, std::string& out) {
    const std::string_view rest = s.substr(i + 1);
    if (rest.starts_with('#')) {
        unsigned code = 0;
        const auto [end, fault] = std::from_chars(rest.data() + 1, rest.data() + rest.size(), code);
        // below 160 some stand for others (WHATWG HTML 13.2.5.80)
        const bool fine = (code >= 0x20 && code < 0x7F) || (code >= 0xA0 && code < 0xD800);
        if (fault != std::errc{} || end == rest.data() + rest.size() || *end != ';' || !fine)
            return false;
        text::append_utf8(out, code);
        i = static_cast<std::size_t>(end - s.data()) + 1;
        return true;
    }
    for (const auto& [name, text] : kEntities) {
        if (!rest.starts_with(name)) continue;
        out += text;
        i += 1 + name.size();
        return true;
    }
    if (!rest.empty() && rest[0] != ' ' && rest[0] != '\n') return false;
    out += '&';
    ++i;
    return true;
}

class Fragment {
public:
    explicit Fragment(std::string_view html) : s_(html) {}

    std::optional<std::string> run() {
        for (std::size_t i = 0; i < s_.size();) {
            std::size_t next = i;
            while (next < s_.size() && s_[next] != '<' && s_[next] != '&') ++next;
            words_.append(s_, i, next - i);
            i = next;
            if (i == s_.size()) break;
            if (!(s_[i] == '&' ? read_reference(s_, i, words_) : markup(i))) return std::nullopt;
        }
        flush();
        if (!open_.empty()) return std::nullopt;
        return lines_.take();
    }

private:
    void flush() {
        if (!words_.empty()) lines_.words(words_);
        words_.clear();
    }

    bool markup(std::size_t& i) {
        const bool closes = s_.substr(i + 1, 1) == "/";
        const std::size_t name = i + (closes ? 2 : 1);
        if (name >= s_.size() || !is_letter(s_[name])) return false;
        const Tag tag = read_tag(s_, name);
        if (!tag.closed) return false;
        flush();
        i = tag.end;
        if (text::equals_nocase(tag.name, "br")) {
            if (closes) return false;
            lines_.start("br");
            return true;
        }
        const Plain* element = plain(tag.name);
        if (!element) return false;
        return closes ? end(*element) : start(*element);
    }

    bool start(const Plain& element) {
        if (!fits(element) || open_.size() > 60) return false;
        open_.push_back(&element);
        lines_.start(element.tag);
        return true;
    }

    bool end(const Plain& element) {
        if (open_.empty() || open_.back() != &element) return false;
        open_.pop_back();
        lines_.end(element.tag);
        return true;
    }

    /// The parser closes nothing before this start tag.
    [[nodiscard]] bool fits(const Plain& element) const {
        if (element.sort == Sort::inline_) return true;
        if (element.sort == Sort::link) return !has_open(Sort::link);
        if (has_open(Sort::paragraph)) return false;
        const Sort parent = open_.empty() ? Sort::none : open_.back()->sort;
        if (element.sort == Sort::heading) return parent != Sort::heading;
        if (element.sort != Sort::item) return true;
        for (auto o = open_.rbegin(); o != open_.rend() && (*o)->sort != Sort::list; ++o)
            if ((*o)->sort == Sort::item) return false;
        return true;
    }

    [[nodiscard]] bool has_open(Sort sort) const {
        return std::ranges::any_of(open_, [&](const Plain* p) { return p->sort == sort; });
    }

    std::string_view s_;
    std::vector<const Plain*> open_;
    std::string words_;
    Lines lines_{true};
};

} // namespace

std::optional<std::string> fragment_text(std::string_view html) {
    if (html.find('\0') != std::string_view::npos || !valid_utf8(html)) return std::nullopt;
    return Fragment(html).run();
}

} // namespace gonggo::scrapers::html
