#pragma once
// What a time zone does after the last change that its file lists.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gonggo {

/// How far clocks are ahead of UTC at `seconds` since 1970 under a rule such as
/// "EST5EDT,M3.2.0,M11.1.0" (POSIX TZ with RFC 8536's hours beyond a day). Nothing when it is none
/// of these; days of the year ("J60") are not read, as no zone of the database has them.
std::optional<std::chrono::seconds> rule_offset(std::string_view rule, std::int64_t seconds);

} // namespace gonggo
