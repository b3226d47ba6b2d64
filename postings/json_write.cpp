// The record as JSON, written straight into one string: it is written and hashed for every listing
// of every poll.
#include "base/text.hpp"
#include "postings/json.hpp"
#include "postings/names.hpp"

#include <array>
#include <charconv>

namespace gonggo::postings {
namespace {

/// Bytes that do not simply stand for themselves: JSON's own, and the first bytes of what a
/// terminal would obey (DEL, C1, marks of direction), which is written as \u escapes.
constexpr std::array<bool, 256> kSpecial = [] {
    std::array<bool, 256> out{};
    for (std::size_t c = 0; c < 0x20; ++c) out[c] = true;
    for (const std::size_t c : {0x22U, 0x5CU, 0x7FU, 0xC2U, 0xE2U}) out[c] = true;
    return out;
}();

constexpr bool obeyed(char32_t c) {
    return (c >= 0x7F && c <= 0x9F) || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

class Writer {
public:
    Writer& key(std::string_view name) {
        separate();
        (out_ += '"').append(name) += "\":";
        fresh_ = true;
        return *this;
    }
    Writer& open(char bracket) {
        separate();
        out_ += bracket;
        fresh_ = true;
        return *this;
    }
    void close(char bracket) {
        out_ += bracket;
        fresh_ = false;
    }
    void text(std::string_view s) {
        separate();
        out_ += '"';
        for (std::size_t i = 0; i < s.size();) {
            std::size_t end = i;
            while (end < s.size() && !kSpecial[static_cast<unsigned char>(s[end])]) ++end;
            out_.append(s, i, end - i);
            if (end < s.size()) special(s, end);
            i = end;
        }
        out_ += '"';
    }
    void text_or_null(std::string_view s) { s.empty() ? plain("null") : text(s); }
    void plain(std::string_view word) {
        separate();
        out_ += word;
    }
    void number(std::int64_t n) {
        char digits[24];
        const auto end = std::to_chars(digits, digits + sizeof digits, n).ptr;
        plain({digits, static_cast<std::size_t>(end - digits)});
    }
    template <class T>
    void number_or_null(const std::optional<T>& n) {
        n ? number(*n) : plain("null");
    }
    template <class Enum>
    void name_or_null(const std::optional<Enum>& e) {
        e ? text(name_of(*e)) : plain("null");
    }
    void texts(const std::vector<std::string>& list) {
        open('[');
        for (const auto& s : list) text(s);
        close(']');
    }
    void time(std::optional<Timestamp> t, std::string_view zone) {
        t&&* t != Timestamp{} ? text(iso8601(*t, zone)) : plain("null");
    }
    std::string take() { return std::move(out_); }
    void reserve(std::size_t size) { out_.reserve(size); }

private:
    void separate() {
        if (!fresh_) out_ += ',';
        fresh_ = false;
    }

    /// Writes the character at `i` and steps over it.
    void special(std::string_view s, std::size_t& i) {
        const auto lead = static_cast<unsigned char>(s[i]);
        const std::size_t start = i;
        const char32_t c = lead < 0x80 ? lead : text::next_code_point(s, i);
        if (lead < 0x80) ++i;
        switch (c) {
        case '"':
        case '\\':
            (out_ += '\\') += static_cast<char>(c);
            return;
        case '\b':
            out_ += "\\b";
            return;
        case '\f':
            out_ += "\\f";
            return;
        case '\n':
            out_ += "\\n";
            return;
        case '\r':
            out_ += "\\r";
            return;
        case '\t':
            out_ += "\\t";
            return;
        default:
            break;
        }
        if (c >= 0x20 && !obeyed(c)) {
            out_.append(s, start, i - start);
            return;
        }
        static constexpr char kHex[] = "0123456789abcdef";
        out_ += "\\u";
        for (int shift = 12; shift >= 0; shift -= 4) out_ += kHex[(c >> shift) & 0xF];
    }

    std::string out_;
    bool fresh_ = true; ///< nothing stands before the next value in its object or array
};

void write(Writer& out, const Link& link, std::string_view zone) {
    out.open('{');
    out.key("source").text(link.source);
    out.key("url").text(link.url);
    out.key("external_id").text(link.external_id);
    out.key("first_seen").time(link.first_seen, zone);
    out.key("last_seen").time(link.last_seen, zone);
    out.key("closed").plain(link.closed ? "true" : "false");
    out.close('}');
}

void write(Writer& out, const Level& level) {
    out.open('{');
    out.key("min_years").number_or_null(level.min_years);
    out.key("max_years").number_or_null(level.max_years);
    out.key("labels").open('[');
    for (const auto label : level.labels) out.text(name_of(label));
    out.close(']');
    out.close('}');
}

void write(Writer& out, const Salary& salary) {
    out.open('{');
    out.key("min").number_or_null(salary.min);
    out.key("max").number_or_null(salary.max);
    out.key("currency").text_or_null(salary.currency);
    out.key("period").name_or_null(salary.period);
    out.key("text").text(salary.text);
    out.close('}');
}

void write(Writer& out, const Deadline& deadline) {
    out.open('{').key("date");
    if (deadline.date && deadline.kind == DeadlineKind::date)
        out.text(iso8601(*deadline.date));
    else if (deadline.kind != DeadlineKind::unknown)
        out.text(name_of(deadline.kind));
    else
        out.plain("null");
    out.key("text").text(deadline.text);
    out.close('}');
}

void write(Writer& out, const ProfileMatch& match) {
    out.open('{');
    out.key("profile").text(match.profile);
    out.key("score").number(match.score);
    out.key("reasons").texts(match.reasons);
    out.close('}');
}

} // namespace

std::string to_json(const Posting& p, std::string_view zone) {
    Writer out;
    out.reserve(1024 + p.description.size() + p.description.size() / 8);
    out.open('{');
    out.key("id").text(p.id);
    out.key("title").text(p.title);
    out.key("company").text(p.company);
    out.key("url").text(p.url);
    out.key("links").open('[');
    for (const auto& link : p.links) write(out, link, zone);
    out.close(']');
    out.key("locations").texts(p.locations);
    out.key("remote").name_or_null(p.remote);
    out.key("employment").name_or_null(p.employment);
    write(out.key("level"), p.level);
    write(out.key("salary"), p.salary);
    out.key("education").text_or_null(p.education);
    out.key("skills").texts(p.skills);
    out.key("description").text(p.description);
    // 1970-01-01 is a date for `posted` and `closed`; for the others it means "not known"
    out.key("posted");
    p.posted ? out.text(iso8601(*p.posted, zone)) : out.plain("null");
    write(out.key("deadline"), p.deadline);
    out.key("first_seen").time(p.first_seen, zone);
    out.key("last_seen").time(p.last_seen, zone);
    out.key("closed");
    p.closed ? out.text(iso8601(*p.closed, zone)) : out.plain("null");
    out.key("reposts").number(p.reposts);
    out.key("role").text(name_of(p.role));
    out.key("kind").text(name_of(p.kind));
    out.key("matches").open('[');
    for (const auto& match : p.matches) write(out, match);
    out.close(']');
    out.key("status").text_or_null(p.status);
    out.key("notes").text_or_null(p.notes);
    out.close('}');
    return out.take();
}

} // namespace gonggo::postings
