#include "base/korean.hpp"

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
    std::string out(ko);
    for (std::size_t i = values.size(); i-- > 0;)
        out = text::replace_all(out, "{" + std::to_string(i) + "}", line_in_korean(values[i]));
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
