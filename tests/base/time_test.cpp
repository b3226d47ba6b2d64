#include "base/time.hpp"
#include "base/zone.hpp"
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
