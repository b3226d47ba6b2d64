#include "base/korean.hpp"

#include "base/particle.hpp"
#include "base/text.hpp"

#include <optional>
#include <vector>

namespace gonggo {
namespace {

struct Pair {
    std::string_view en, ko;
};
constexpr Pair kErrors[] = {
#define GONGGO_ERROR(en, ko) {en, ko},
#include "base/korean.inc"
#undef GONGGO_ERROR
};
constexpr std::string_view kHole = "{}";

/// What recipes call a field, for "{f0}".
constexpr Pair kFields[] = {
    {"id", "번호"},         {"url", "주소"},       {"title", "제목"},
    {"company", "회사"},    {"location", "지역"},  {"skills", "기술"},
    {"career", "경력"},     {"salary", "급여"},    {"employment", "고용 형태"},
    {"education", "학력"},  {"posted", "올린 날"}, {"description", "본문"},
    {"deadline", "마감"},   {"remote", "재택"},    {"kind", "종류"},
    {"closed", "마감 여부"}};

std::string field_in_korean(std::string_view field) {
    for (const auto& known : kFields)
        if (known.en == field) return std::string(known.ko);
    return std::string(field);
}

/// What stands in the holes of a text that is worded like `en`.
std::optional<std::vector<std::string_view>> values_in(std::string_view text, std::string_view en) {
    std::vector<std::string_view> out;
    for (bool first = true;; first = false) {
        const auto hole = en.find(kHole);
        const std::string_view piece = en.substr(0, hole);
        auto at = first ? (text.starts_with(piece) ? 0 : std::string_view::npos) : text.find(piece);
        if (!first && hole == std::string_view::npos)
            at = text.ends_with(piece) ? text.size() - piece.size() : std::string_view::npos;
        if (at == std::string_view::npos) return std::nullopt;
        if (!first) out.push_back(text.substr(0, at));
        text.remove_prefix(at + piece.size());
        if (hole == std::string_view::npos) break;
        en.remove_prefix(hole + kHole.size());
    }
    if (!text.empty()) return std::nullopt;
    return out;
}

std::string line_in_korean(std::string_view line);

/// The Korean wording with the values in their places; the values may be known themselves.
std::string filled(std::string_view ko, const std::vector<std::string_view>& values) {
    std::string out;
    std::size_t begin = 0; // of what is not written yet
    for (auto at = ko.find('{'); at != std::string_view::npos; at = ko.find('{', at + 1)) {
        const bool field = ko.substr(at + 1).starts_with('f');
        const auto digit = at + (field ? 2 : 1);
        if (digit + 1 >= ko.size() || ko[digit + 1] != '}') continue;
        const auto number = static_cast<std::size_t>(ko[digit] - '0');
        if (number >= values.size()) continue;
        append_wording(out, ko.substr(begin, at - begin));
        out += field ? field_in_korean(values[number]) : line_in_korean(values[number]);
        begin = digit + 2;
    }
    append_wording(out, ko.substr(begin));
    return out;
}

std::string line_in_korean(std::string_view line) {
    constexpr std::string_view kAfterPlace = ": ", kNext = "; ";
    for (std::size_t start = 0;;) {
        for (const auto& error : kErrors)
            if (const auto values = values_in(line.substr(start), error.en))
                return std::string(line.substr(0, start)) + filled(error.ko, *values);
        const auto place = line.find(kAfterPlace, start);
        if (place == std::string_view::npos) break;
        start = place + kAfterPlace.size();
    }
    const auto next = line.find(kNext); // two reasons in one line
    if (next == std::string_view::npos) return std::string(line);
    return line_in_korean(line.substr(0, next)) + std::string(kNext) +
           line_in_korean(line.substr(next + kNext.size()));
}

} // namespace

std::string in_korean(std::string_view message) {
    std::string out;
    for (const auto line : text::split(message, '\n'))
        out += (out.empty() ? "" : "\n") + line_in_korean(line);
    return out;
}

} // namespace gonggo
