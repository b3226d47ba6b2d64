#include "base/time.hpp"

#include "base/text.hpp"
#include "base/zone.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace gonggo {
namespace {

using namespace std::chrono;

seconds offset_at(Timestamp t, std::string_view zone) {
    return zone_offset(zone, t.time_since_epoch().count()).value_or(seconds{0});
}

std::string offset_text(seconds offset, const char* colon) {
    const auto total = duration_cast<minutes>(offset).count();
    char out[16];
    std::snprintf(out, sizeof out, "%c%02d%s%02d", total < 0 ? '-' : '+',
                  static_cast<int>(std::abs(total) / 60), colon,
                  static_cast<int>(std::abs(total) % 60));
    return out;
}

/// Reads exactly `digits` digits (or up to `digits` when at least one is enough).
bool read_number(std::string_view& s, int digits, int& out, bool fewer_is_fine = false) {
    int n = 0;
    int read = 0;
    while (read < digits && !s.empty() && s[0] >= '0' && s[0] <= '9') {
        n = n * 10 + (s[0] - '0');
        s.remove_prefix(1);
        ++read;
    }
    out = n;
    return fewer_is_fine ? read > 0 : read == digits;
}

bool take(std::string_view& s, char c) {
    if (s.empty() || s[0] != c) return false;
    s.remove_prefix(1);
    return true;
}

std::optional<Date> take_date(std::string_view& s) {
    int y = 0;
    int m = 0;
    int d = 0;
    if (!read_number(s, 4, y)) return std::nullopt;
    const bool compact = !s.empty() && s[0] >= '0' && s[0] <= '9';
    const char separator = s.empty() ? '\0' : s[0];
    if (!compact) {
        if (separator != '-' && separator != '.' && separator != '/') return std::nullopt;
        s.remove_prefix(1);
        while (take(s, ' ')) {
        }
    }
    if (!read_number(s, 2, m, !compact)) return std::nullopt;
    if (!compact) {
        if (!take(s, separator)) return std::nullopt;
        while (take(s, ' ')) {
        }
    }
    if (!read_number(s, 2, d, !compact)) return std::nullopt;
    const Date date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
    return date.ok() ? std::optional{date} : std::nullopt;
}

/// "Z", "+09:00", "+0900", "+09"; false when what stands there is no zone.
bool take_offset(std::string_view& s, seconds& offset) {
    if (take(s, 'Z') || take(s, 'z')) {
        offset = seconds{0};
        return true;
    }
    if (s.empty() || (s[0] != '+' && s[0] != '-')) return false;
    const int sign = s[0] == '-' ? -1 : 1;
    s.remove_prefix(1);
    int h = 0;
    int m = 0;
    if (!read_number(s, 2, h)) return false;
    take(s, ':');
    if (!s.empty() && !read_number(s, 2, m)) return false;
    if (h > 23 || m > 59) return false;
    offset = sign * (hours{h} + minutes{m});
    return true;
}

} // namespace

Timestamp now() {
    return floor<seconds>(system_clock::now());
}

bool known_zone(std::string_view zone) {
    return zone_offset(zone, 0).has_value();
}

Date date_in(Timestamp t, std::string_view zone) {
    return Date{floor<days>(t + offset_at(t, zone))};
}

seconds time_of_day_in(Timestamp t, std::string_view zone) {
    const auto local = t + offset_at(t, zone);
    return local - floor<days>(local);
}

Timestamp local_to_utc(Date day, seconds since_midnight, std::string_view zone) {
    const seconds wall = sys_days{day}.time_since_epoch() + since_midnight;
    const auto offset = [&](seconds utc) { return offset_at(Timestamp{utc}, zone); };
    const seconds before = offset(wall - days{1}), after = offset(wall + days{1});
    for (const seconds ahead : {before, after})
        if (offset(wall - ahead) == ahead) return Timestamp{wall - ahead};
    seconds first = wall - days{1}, last = wall + days{1}; // the change lies between them
    while (last - first > seconds{1}) {
        const seconds middle = first + (last - first) / 2;
        (offset(middle) == before ? first : last) = middle;
    }
    return Timestamp{last};
}

std::string minute_in(Timestamp t, std::string_view zone) {
    constexpr std::size_t kMinutes = 16;
    std::string out = iso8601(t, zone).substr(0, kMinutes);
    std::ranges::replace(out, 'T', ' ');
    return out;
}

std::string iso8601(Date d) {
    char out[16];
    std::snprintf(out, sizeof out, "%04d-%02u-%02u", static_cast<int>(d.year()),
                  static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()));
    return out;
}

std::string iso8601(Timestamp t, std::string_view zone) {
    const seconds offset = offset_at(t, zone);
    const hh_mm_ss time{(t + offset) - floor<days>(t + offset)};
    char out[16];
    std::snprintf(out, sizeof out, "T%02d:%02d:%02d", static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return iso8601(date_in(t, zone)) + out + offset_text(offset, ":");
}

std::string rfc5322(Timestamp t, std::string_view zone) {
    static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const seconds offset = offset_at(t, zone);
    const auto local = t + offset;
    const Date d{floor<days>(local)};
    const hh_mm_ss time{local - floor<days>(local)};
    char out[48];
    std::snprintf(out, sizeof out, "%s, %02u %s %04d %02d:%02d:%02d %s",
                  kDays[weekday{sys_days{d}}.c_encoding()], static_cast<unsigned>(d.day()),
                  kMonths[static_cast<unsigned>(d.month()) - 1], static_cast<int>(d.year()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()), offset_text(offset, "").c_str());
    return out;
}

std::optional<Date> parse_date(std::string_view text) {
    std::string_view s = text::trim(text);
    const auto d = take_date(s);
    take(s, '.');
    return d && s.empty() ? d : std::nullopt;
}

std::optional<Timestamp> parse_iso8601(std::string_view text, std::string_view zone) {
    std::string_view s = text::trim(text);
    const auto d = take_date(s);
    if (!d) return std::nullopt;
    int h = 0;
    int m = 0;
    int sec = 0;
    if (take(s, 'T') || take(s, 't') || take(s, ' ')) {
        while (take(s, ' ')) {
        }
        if (!read_number(s, 2, h, true)) return std::nullopt;
        take(s, ':');
        if (!read_number(s, 2, m)) return std::nullopt;
        if (take(s, ':') || (!s.empty() && s[0] >= '0' && s[0] <= '9'))
            if (!read_number(s, 2, sec)) return std::nullopt;
        if (take(s, '.') || take(s, ','))
            while (!s.empty() && s[0] >= '0' && s[0] <= '9') s.remove_prefix(1);
    }
    if (h > 24 || m > 59 || sec > 60) return std::nullopt;
    s = text::trim(s);
    const seconds time = hours{h} + minutes{m} + seconds{sec};
    seconds offset{};
    if (s.empty() || s.starts_with("[")) return local_to_utc(*d, time, zone);
    if (s == "UTC" || s == "GMT") return Timestamp{sys_days{*d} + time};
    if (!take_offset(s, offset)) return std::nullopt;
    return Timestamp{sys_days{*d} + time - offset};
}

std::optional<Timestamp> parse_rfc5322(std::string_view text) {
    static constexpr std::array<std::string_view, 12> kMonths{
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    static constexpr std::array<std::pair<std::string_view, int>, 11> kZones{{{"ut", 0},
                                                                              {"gmt", 0},
                                                                              {"utc", 0},
                                                                              {"z", 0},
                                                                              {"est", -5},
                                                                              {"edt", -4},
                                                                              {"cst", -6},
                                                                              {"cdt", -5},
                                                                              {"pst", -8},
                                                                              {"pdt", -7},
                                                                              {"kst", 9}}};
    auto parts = text::split_trimmed(text, " ,-\t");
    // The zone's minus sign is a separator above; find it again in the text.
    if (!parts.empty() && !(parts[0][0] >= '0' && parts[0][0] <= '9')) parts.erase(parts.begin());
    if (parts.size() < 4) return std::nullopt;
    std::string_view day_text = parts[0];
    std::string_view year_text = parts[2];
    int d = 0;
    int y = 0;
    if (!read_number(day_text, 2, d, true) || !read_number(year_text, 4, y, true))
        return std::nullopt;
    if (parts[2].size() <= 2) y += y < 50 ? 2000 : 1900;
    unsigned m = 0;
    for (unsigned i = 0; i < 12; ++i)
        if (text::starts_with_nocase(parts[1], kMonths[i])) m = i + 1;
    const Date date{year{y}, month{m}, day{static_cast<unsigned>(d)}};
    if (!date.ok()) return std::nullopt;
    std::string_view clock = parts[3];
    int h = 0;
    int min = 0;
    int sec = 0;
    if (!read_number(clock, 2, h, true) || !take(clock, ':') || !read_number(clock, 2, min))
        return std::nullopt;
    if (take(clock, ':') && !read_number(clock, 2, sec)) return std::nullopt;
    seconds offset{0};
    if (parts.size() > 4) {
        const auto at = text.rfind(parts[4]);
        std::string zone = parts[4];
        if (at != std::string_view::npos && at > 0 && text[at - 1] == '-' && zone[0] != '+')
            zone = "-" + zone;
        std::string_view z = zone;
        if (!take_offset(z, offset))
            for (const auto& [name, hour] : kZones)
                if (text::equals_nocase(name, parts[4])) offset = hours{hour};
    }
    return Timestamp{sys_days{date} + hours{h} + minutes{min} + seconds{sec} - offset};
}

} // namespace gonggo
