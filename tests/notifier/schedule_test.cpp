#include "config/smtp_presets.hpp"
#include "notifier/letter.hpp"
#include "notifier/schedule.hpp"
#include "tests/support/catch.hpp"

using namespace gonggo;
using namespace gonggo::notifier;

namespace {
Timestamp at(const char* text) {
    return parse_iso8601(text).value();
}
} // namespace

TEST_CASE("the next digest is where a calendar would put it") {
    struct Row {
        const char *what, *zone;
        std::vector<std::string> times, days;
        const char *quiet, *last, *now, *expected;
    };
    const Row rows[] = {
        {"tomorrow morning",
         "Asia/Seoul",
         {"08:00"},
         {},
         "",
         "2026-11-24T08:00:01+09:00",
         "2026-11-24T09:00:00+09:00",
         "2026-11-25T08:00:00+09:00"},
        {"first ever",
         "Asia/Seoul",
         {"08:00"},
         {},
         "",
         "",
         "2026-11-24T07:00:00+09:00",
         "2026-11-24T08:00:00+09:00"},
        {"exactly now",
         "Asia/Seoul",
         {"08:00"},
         {},
         "",
         "2026-11-23T08:00:00+09:00",
         "2026-11-24T08:00:00+09:00",
         "2026-11-24T08:00:00+09:00"},
        {"year end",
         "Asia/Seoul",
         {"08:00"},
         {},
         "",
         "2026-12-31T08:00:00+09:00",
         "2026-12-31T23:59:59+09:00",
         "2027-01-01T08:00:00+09:00"},
        {"three days asleep",
         "Asia/Seoul",
         {"08:00"},
         {},
         "",
         "2026-11-20T08:00:00+09:00",
         "2026-11-23T10:00:00+09:00",
         "2026-11-23T08:00:00+09:00"},
        {"a month asleep",
         "Asia/Seoul",
         {"08:00"},
         {},
         "",
         "2026-10-20T08:00:00+09:00",
         "2026-11-23T10:00:00+09:00",
         "2026-11-23T08:00:00+09:00"},
        {"clock set back a week",
         "Asia/Seoul",
         {"08:00"},
         {},
         "",
         "2026-11-24T08:00:00+09:00",
         "2026-11-17T07:00:00+09:00",
         "2026-11-17T08:00:00+09:00"},
        {"clock set back an hour",
         "Asia/Seoul",
         {"08:00"},
         {},
         "",
         "2026-11-24T08:00:00+09:00",
         "2026-11-24T07:30:00+09:00",
         "2026-11-25T08:00:00+09:00"},
        {"twice a day",
         "Asia/Seoul",
         {"19:00", "08:00"},
         {},
         "",
         "2026-11-24T08:00:00+09:00",
         "2026-11-24T12:00:00+09:00",
         "2026-11-24T19:00:00+09:00"},
        {"weekdays",
         "Asia/Seoul",
         {"08:00"},
         {"mon", "tue", "wed", "thu", "fri"},
         "",
         "2026-11-27T08:00:00+09:00",
         "2026-11-27T09:00:00+09:00",
         "2026-11-30T08:00:00+09:00"},
        {"weekly",
         "Asia/Seoul",
         {"08:00"},
         {"mon"},
         "",
         "2026-11-23T08:00:00+09:00",
         "2026-11-23T08:00:01+09:00",
         "2026-11-30T08:00:00+09:00"},
        {"quiet hours",
         "Asia/Seoul",
         {"06:00"},
         {},
         "22:00-07:00",
         "2026-11-23T07:00:00+09:00",
         "2026-11-23T12:00:00+09:00",
         "2026-11-24T07:00:00+09:00"},
        {"missed and now quiet",
         "Asia/Seoul",
         {"19:00"},
         {},
         "22:00-07:00",
         "2026-11-22T19:00:00+09:00",
         "2026-11-23T23:00:00+09:00",
         "2026-11-24T07:00:00+09:00"},
        {"New York before spring",
         "America/New_York",
         {"08:00"},
         {},
         "",
         "2026-03-07T13:00:00Z",
         "2026-03-07T14:00:00Z",
         "2026-03-08T12:00:00Z"},
        {"New York before autumn",
         "America/New_York",
         {"08:00"},
         {},
         "",
         "2026-10-31T12:00:00Z",
         "2026-10-31T13:00:00Z",
         "2026-11-01T13:00:00Z"},
        {"New York skipped hour",
         "America/New_York",
         {"02:30"},
         {},
         "",
         "2026-03-07T07:30:00Z",
         "2026-03-07T12:00:00Z",
         "2026-03-08T07:00:00Z"},
    };
    for (const auto& r : rows) {
        INFO(r.what);
        config::Digest d;
        d.at = r.times;
        d.days = r.days;
        d.quiet = r.quiet;
        std::optional<Timestamp> last;
        if (*r.last) last = at(r.last);
        const auto got = next_digest(d, last, at(r.now), r.zone);
        REQUIRE(got);
        CHECK(iso8601(*got, "UTC") == iso8601(at(r.expected), "UTC"));
    }
    CHECK_FALSE(next_digest({.at = {}}, {}, at("2026-11-24T08:00:00Z"), "UTC"));
}

TEST_CASE("wall clock times are read strictly") {
    CHECK(parse_wall_clock("08:30") == std::chrono::minutes{510});
    CHECK(parse_wall_clock("8:05") == std::chrono::minutes{485});
    for (const auto* bad : {"", "24:00", "08:60", "8", "08:5", "ab:cd", "08:000"})
        CHECK_FALSE(parse_wall_clock(bad));
}

TEST_CASE("saved and applied postings are recalled three days and one day ahead") {
    using namespace std::chrono_literals;
    postings::Posting p;
    p.deadline = {postings::DeadlineKind::date, Date{2026y / 12 / 1}, ""};
    p.status = "applied";
    CHECK(reminder_due(p, Date{2026y / 11 / 28}) == 3);
    CHECK(reminder_due(p, Date{2026y / 11 / 30}) == 1);
    CHECK(reminder_due(p, Date{2026y / 11 / 29}) == 3); // D-3 was slept through
    CHECK(reminder_due(p, Date{2026y / 12 / 1}) == 1);
    CHECK_FALSE(reminder_due(p, Date{2026y / 11 / 27}));
    CHECK_FALSE(reminder_due(p, Date{2026y / 12 / 2}));
    CHECK(reminder_due(p, Date{2026y / 11 / 27}, 3) == 3); // the next digest comes at D-1
    CHECK(reminder_due(p, Date{2026y / 11 / 29}, 3) == 1); // and here too late
    p.status = "";
    CHECK_FALSE(reminder_due(p, Date{2026y / 11 / 30}));
}

TEST_CASE("a digest becomes a mail of its profile") {
    config::Profile profile;
    profile.name = "민지";
    profile.to = {"김민지 <minji@example.org>", "jun@example.org"};
    config::Smtp smtp;
    smtp.from = "gonggo@example.org";
    const auto now = at("2026-11-24T08:00:00+09:00");
    const auto mail = digest_mail({"s", "h", "t"}, profile, smtp, "17", now, "Asia/Seoul").value();
    CHECK(mail.to.size() == 2);
    CHECK_THAT(mail.message_id, Catch::Matchers::EndsWith(".digest@example.org"));
    const auto id = [&](const char* key, const char* name) {
        auto other = profile;
        other.name = name;
        return digest_mail({"s", "h", "t"}, other, smtp, key, now, "Asia/Seoul").value().message_id;
    };
    CHECK(id("17", "민지") == mail.message_id); // a retry is the same mail
    CHECK(id("18", "민지") != mail.message_id);
    CHECK(id("17", "준호") != mail.message_id);
    CHECK(build_mime(mail));
    profile.to = {"nobody"};
    CHECK_FALSE(digest_mail({"s", "h", "t"}, profile, smtp, "17", now, "Asia/Seoul"));
    CHECK(config::smtp_preset("naver")->host == "smtp.naver.com");
    CHECK_FALSE(config::smtp_preset("nowhere"));
}
