#include "base/zone.hpp"

#include "base/file.hpp"
#include "base/zone_rule.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace gonggo {
namespace {

struct Zone {
    std::vector<std::int64_t> changes; ///< when, ascending
    std::vector<std::int32_t> offsets; ///< before the first change, then from each on
    std::string rule;                  ///< after the last change
};

/// A big-endian number; the caller knows that it is there.
std::int64_t number(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < size; ++i)
        out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
    return size == 4 ? static_cast<std::int32_t>(out) : static_cast<std::int64_t>(out);
}

/// The second, 64-bit block of a TZif file of version 2 or later.
std::optional<Zone> parse(std::string_view file) {
    constexpr std::size_t kHeader = 44, kCounts = 20, kType = 6;
    struct Counts {
        std::size_t utc, standard, leaps, changes, types, letters;
    };
    const auto counts_at = [&](std::size_t at) -> std::optional<Counts> {
        if (file.size() < at + kHeader || file.substr(at, 4) != "TZif") return std::nullopt;
        const auto n = [&](std::size_t i) {
            return static_cast<std::size_t>(number(file, at + kCounts + 4 * i, 4)) & 0xFFFFFF;
        };
        return Counts{n(0), n(1), n(2), n(3), n(4), n(5)};
    };
    const auto first = counts_at(0);
    if (!first || file[4] < '2') return std::nullopt;
    std::size_t at = kHeader + first->changes * 5 + first->types * kType + first->letters +
                     first->leaps * 8 + first->standard + first->utc;
    const auto counts = counts_at(at);
    if (!counts || counts->types == 0) return std::nullopt;
    at += kHeader;
    const std::size_t which = at + counts->changes * 8, types = which + counts->changes;
    if (file.size() < types + counts->types * kType) return std::nullopt;
    Zone out;
    out.offsets.push_back(static_cast<std::int32_t>(number(file, types, 4)));
    for (std::size_t i = 0; i < counts->changes; ++i) {
        const auto type = static_cast<unsigned char>(file[which + i]);
        if (type >= counts->types) return std::nullopt;
        out.changes.push_back(number(file, at + 8 * i, 8));
        out.offsets.push_back(static_cast<std::int32_t>(number(file, types + type * kType, 4)));
    }
    const std::size_t footer = types + counts->types * kType + counts->letters +
                               counts->leaps * 12 + counts->standard + counts->utc + 1;
    if (footer < file.size()) out.rule = file.substr(footer, file.find('\n', footer) - footer);
    return out;
}

std::optional<Zone> read(std::string_view name) {
    if (name.empty() || name[0] == '/' || name.find("..") != std::string_view::npos)
        return std::nullopt;
    const auto file = read_file(std::filesystem::path("/usr/share/zoneinfo") / name);
    return file ? parse(*file) : std::nullopt;
}

} // namespace

std::optional<std::chrono::seconds> zone_offset(std::string_view name, std::int64_t seconds) {
    thread_local std::map<std::string, std::optional<Zone>, std::less<>> kept;
    auto found = kept.find(name);
    if (found == kept.end()) found = kept.emplace(name, read(name)).first;
    if (!found->second) return std::nullopt;
    const Zone& zone = *found->second;
    if (zone.changes.empty() || seconds >= zone.changes.back())
        if (const auto offset = rule_offset(zone.rule, seconds)) return offset;
    const auto after = std::ranges::upper_bound(zone.changes, seconds);
    return std::chrono::seconds{
        zone.offsets[static_cast<std::size_t>(after - zone.changes.begin())]};
}

} // namespace gonggo
