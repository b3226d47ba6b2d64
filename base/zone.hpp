#pragma once
// One time zone out of the system's database, without looking at the others.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gonggo {

/// How far the zone's clocks are ahead of UTC at `seconds` since 1970, from its TZif file (RFC
/// 8536), read once. Nothing when there is no such file.
std::optional<std::chrono::seconds> zone_offset(std::string_view name, std::int64_t seconds);

} // namespace gonggo
