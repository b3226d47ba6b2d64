#include "base/time.hpp"
#include "base/zone.hpp"
#include "base/zone_rule.hpp"
#include "tests/support/catch.hpp"

#include <date/tz.h>

using namespace gonggo;
using namespace std::chrono;

TEST_CASE("a local time in Seoul becomes UTC and back") {
    const auto t = parse_iso8601("2026-11-24T08:00:00+09:00");
    REQUIRE(t);
    CHECK(iso8601(*t) == "2026-11-24T08:00:00+09:00");
    CHECK(rfc5322(*t, "Asia/Seoul") == "Tue, 24 Nov 2026 08:00:00 +0900");
    CHECK(local_to_utc(2026y / 11 / 24, 8h, "Asia/Seoul") == *t);
    CHECK(date_in(*t - 9h, "Asia/Seoul") == Date{2026y / 11 / 23});
}

TEST_CASE("a time that DST skips gives the first instant after it") {
    CHECK(iso8601(local_to_utc(2026y / 3 / 8, 2h + 30min, "America/New_York"),
                  "America/New_York") == "2026-03-08T03:00:00-04:00");
}

TEST_CASE("dates as boards and feeds write them are read") {
    CHECK(parse_date("2026.08.31") == Date{2026y / 8 / 31});
    CHECK(parse_date("2026/8/1") == Date{2026y / 8 / 1});
    CHECK_FALSE(parse_date("2026-02-30"));
    CHECK(parse_rfc5322("Tue, 24 Nov 2026 08:00:00 +0900") ==
          parse_iso8601("2026-11-23T23:00:00Z"));
    CHECK(parse_rfc5322("24 Nov 26 08:00 -0500") == parse_iso8601("2026-11-24T13:00:00Z"));
    CHECK(parse_iso8601("2026-11-24T08:00:00.123Z") == parse_iso8601("20261124T080000Z"));
}

TEST_CASE("a zone's file tells what the whole database tells") {
    for (const char* name : {"Asia/Seoul", "America/New_York", "Europe/London", "Pacific/Apia",
                             "Australia/Lord_Howe", "UTC"})
        for (std::int64_t at = -2'000'000'000; at < 2'100'000'000; at += 7'777'777) {
            const auto offset = zone_offset(name, at);
            REQUIRE(offset);
            const Timestamp t{std::chrono::seconds{at}};
            REQUIRE(*offset == date::locate_zone(name)->get_info(t).offset);
        }
    for (const char* name : {"", "Asia/Soul", "../zoneinfo/UTC", "/etc/localtime", "zone.tab"})
        CHECK_FALSE(zone_offset(name, 0));
}

TEST_CASE("a local time is the instant the whole database gives, also where clocks change") {
    for (const char* name : {"Asia/Seoul", "America/New_York", "Europe/London", "Pacific/Apia",
                             "Australia/Lord_Howe", "UTC"})
        for (auto day = sys_days{2011y / 1 / 1}; day < sys_days{2013y / 1 / 1}; day += days{1})
            for (const auto time : {0min, 90min, 150min, 1439min}) {
                const date::local_seconds local{day.time_since_epoch() + time};
                const auto info = date::locate_zone(name)->get_info(local);
                const auto wanted = info.result == date::local_info::nonexistent
                                        ? info.first.end
                                        : Timestamp{local.time_since_epoch() - info.first.offset};
                REQUIRE(local_to_utc(day, time, name) == wanted);
            }
}

TEST_CASE("a rule for all years tells what the database lists year by year") {
    const std::pair<const char*, const char*> rules[] = {
        {"Asia/Seoul", "KST-9"},
        {"America/New_York", "EST5EDT,M3.2.0,M11.1.0"},
        {"Europe/London", "GMT0BST,M3.5.0/1,M10.5.0"},
        {"Australia/Lord_Howe", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"},
        {"Asia/Jerusalem", "IST-2IDT,M3.4.4/26,M10.5.0"}};
    for (const auto& [name, rule] : rules)
        for (std::int64_t at = 1'400'000'000; at < 2'100'000'000; at += 3'600) {
            const auto offset = rule_offset(rule, at);
            REQUIRE(offset);
            if (*offset != date::locate_zone(name)->get_info(Timestamp{seconds{at}}).offset)
                FAIL(name << " at " << at);
        }
    for (const char* fault : {"", "K", "KST", "EST5EDT", "EST5EDT,M3.2.0", "EST5EDT,M13.2.0,M1.1.0",
                              "EST5EDT,M3.2.0,M11.1.0x", "<+09", "EST5EDT,J60,J300"})
        CHECK_FALSE(rule_offset(fault, 0));
    CHECK(zone_offset("America/New_York", 4'119'811'200) == seconds{-4 * 3600}); // July 2100
}
