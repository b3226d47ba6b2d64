#pragma once
// Points in time and calendar days. Asia/Seoul is only a default, never an assumption.
#include "base/result.hpp"
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace gonggo {

using Timestamp = std::chrono::sys_seconds; ///< UTC, whole seconds
using Date = std::chrono::year_month_day;   ///< a calendar day, no zone
using Clock = std::function<Timestamp()>;   ///< where "now" comes from; tests inject theirs

Timestamp now();

/// The calendar day of `t` in an IANA zone ("Asia/Seoul"). An unknown zone counts as UTC: config
/// checks zone names before they get here.
Date date_in(Timestamp t, std::string_view zone);
/// Seconds after midnight of `t` in the zone.
std::chrono::seconds time_of_day_in(Timestamp t, std::string_view zone);
/// The UTC instant of a local wall-clock time; a time skipped by DST gives the first instant after
/// it, a doubled one its first occurrence.
Timestamp local_to_utc(Date day, std::chrono::seconds since_midnight, std::string_view zone);
bool known_zone(std::string_view zone);

/// ISO 8601 with the zone's offset: "2026-11-24T08:00:00+09:00".
std::string iso8601(Timestamp t, std::string_view zone = "Asia/Seoul");
/// "2026-11-24".
std::string iso8601(Date d);
/// For people: "2026-11-24 08:00", without the zone.
std::string minute_in(Timestamp t, std::string_view zone);
/// RFC 5322 section 3.3 date-time: "Tue, 24 Nov 2026 08:00:00 +0900".
std::string rfc5322(Timestamp t, std::string_view zone);

/// ISO 8601 / RFC 3339 (with or without time, zone, fraction; a local time is read in `zone`).
std::optional<Timestamp> parse_iso8601(std::string_view text, std::string_view zone = "Asia/Seoul");
/// RFC 5322 / RFC 822 / HTTP dates, as feeds and headers write them.
std::optional<Timestamp> parse_rfc5322(std::string_view text);
/// A bare calendar day in ISO form or with dots or slashes: 2026-08-31, 2026.08.31, 2026/8/31.
std::optional<Date> parse_date(std::string_view text);

/// Days from a to b; negative when b is earlier.
inline int days_between(Date a, Date b) {
    return static_cast<int>((std::chrono::sys_days{b} - std::chrono::sys_days{a}).count());
}

} // namespace gonggo
