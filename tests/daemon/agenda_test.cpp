// Time travel: the daemon's schedule and the digest's hour over days, without waiting.
#include "daemon/agenda.hpp"
#include "daemon/backoff.hpp"
#include "notifier/schedule.hpp"
#include "tests/support/catch.hpp"

#include <set>

using namespace gonggo;
using namespace gonggo::daemon;
using namespace std::chrono_literals;
using std::chrono::seconds;

namespace {

Timestamp at(const char* text) {
    return parse_iso8601(text).value();
}

config::Config with_sources(std::initializer_list<std::string> ids, seconds interval = 3h) {
    config::Config config;
    for (const auto& id : ids) {
        config::Source source;
        source.id = source.recipe = id;
        source.interval = interval;
        config.sources.push_back(source);
    }
    return config;
}

const auto kNothingKnown = [](const std::string&) -> std::optional<Plan> { return {}; };

Agenda agenda_for(const config::Config& config, Timestamp now, double random = 0.5) {
    Agenda agenda([random] { return random; });
    agenda.set_sources(config, now, kNothingKnown);
    return agenda;
}

/// What the loop does at each look at the clock: polls of no length, the digest when it is due.
struct Day {
    config::Config config;
    Agenda agenda;
    std::optional<Timestamp> last;
    std::vector<Timestamp> digests;
    int polls = 0;

    void look(Timestamp now) {
        agenda.heed_clock(now);
        for (const auto& id : agenda.start_due(now, 100)) {
            agenda.finished({.source = id}, now);
            ++polls;
        }
        last = last_digest(last, now);
        const auto due = notifier::next_digest(config.digest, last, now, config.daemon.time_zone);
        if (!due || *due > now) return;
        last = now;
        digests.push_back(now);
    }
    /// The loop looks every 30 s.
    void live(Timestamp from, Timestamp until) {
        for (Timestamp t = from; t < until; t += 30s) look(t);
    }
};

Day day_in(const char* zone, Timestamp start) {
    config::Config config = with_sources({"a", "b"});
    config.daemon.time_zone = zone;
    config.digest.at = {"08:00"};
    return {config, agenda_for(config, start), start, {}, 0};
}

std::vector<std::string> texts(const std::vector<Timestamp>& times, const char* zone) {
    std::vector<std::string> out;
    for (const auto t : times) out.push_back(iso8601(t, zone));
    return out;
}

} // namespace

TEST_CASE("a new source is polled at once and then by its interval") {
    const Timestamp start = at("2026-11-24T00:00:00Z");
    auto agenda = agenda_for(with_sources({"a"}), start);
    CHECK(agenda.start_due(start, 10) == std::vector<std::string>{"a"});
    CHECK(agenda.start_due(start, 10).empty()); // it is being polled
    CHECK(agenda.finished({.source = "a"}, start + 5s).due == start + 5s + 3h);
    CHECK(agenda.start_due(start + 3h, 10).empty());
    CHECK(agenda.start_due(start + 5s + 3h, 10) == std::vector<std::string>{"a"});
}

TEST_CASE("no more sources are started than asked for and the longest overdue go first") {
    const Timestamp start = at("2026-11-24T00:00:00Z");
    Agenda agenda([] { return 0.5; });
    const std::map<std::string, Plan> known = {{"late", {start - 9h, start - 6h, 0}},
                                               {"later", {start - 9h, start - 7h, 0}},
                                               {"soon", {start - 1h, start + 2h, 0}}};
    agenda.set_sources(with_sources({"late", "later", "soon"}), start,
                       [&](const std::string& id) { return std::optional(known.at(id)); });
    CHECK(agenda.start_due(start, 1) == std::vector<std::string>{"later"});
    CHECK(agenda.start_due(start, 5) == std::vector<std::string>{"late"});
    CHECK(agenda.next() == start + 2h);
}

TEST_CASE("jitter spreads polls within its share of the interval") {
    config::Source source;
    source.interval = 1h;
    source.jitter = 0.1;
    CHECK(wait_after(source, {}, 0, 0.0) == 54min);
    CHECK(wait_after(source, {}, 0, 0.5) == 60min);
    CHECK(wait_after(source, {}, 0, 0.999999) <= 66min);
}

TEST_CASE("failures in a row double the wait up to a day and success ends it") {
    config::Source source;
    source.interval = 3h;
    struct Row {
        const char* state;
        int failures;
        seconds wait;
    };
    const Row rows[] = {{"ok", 0, 3h},       {"degraded", 0, 3h}, {"down", 1, 5min},
                        {"down", 2, 10min},  {"down", 4, 40min},  {"down", 30, 24h},
                        {"blocked", 1, 3h},  {"blocked", 2, 6h},  {"blocked", 3, 12h},
                        {"blocked", 9, 24h}, {"broken", 2, 6h}};
    for (const auto& row : rows) {
        INFO(row.state << " " << row.failures);
        CHECK(wait_after(source, {.state = row.state}, row.failures, 0.5) == row.wait);
    }
    source.interval = 48h;
    CHECK(wait_after(source, {.state = "blocked"}, 5, 0.5) == 48h);
    CHECK(wait_after(source, {.state = "blocked", .retry_after = 100h}, 1, 0.5) == 100h);
    const Timestamp start = at("2026-11-24T00:00:00Z");
    auto agenda = agenda_for(with_sources({"a"}), start);
    agenda.start_due(start, 1);
    CHECK(agenda.finished({.source = "a", .state = "down"}, start).failures == 1);
    agenda.start_due(start + 1h, 1);
    CHECK(agenda.finished({.source = "a", .state = "down"}, start + 1h).failures == 2);
    agenda.start_due(start + 2h, 1);
    CHECK(agenda.finished({.source = "a"}, start + 2h).failures == 0);
}

TEST_CASE("a plan survives a restart as text") {
    const Plan plan{at("2026-11-24T00:00:00Z"), at("2026-11-24T06:00:00Z"), 3};
    CHECK(plan_from(to_text(plan)) == plan);
    CHECK_FALSE(plan_from(""));
    CHECK_FALSE(plan_from("12 x"));
    CHECK_FALSE(plan_from("20 10 0"));
}

TEST_CASE("a reload keeps plans and hears of new gone and quicker sources") {
    const Timestamp start = at("2026-11-24T00:00:00Z");
    auto agenda = agenda_for(with_sources({"a", "b", "gone"}), start);
    agenda.start_due(start, 10);
    for (const char* id : {"a", "b"}) agenda.finished({.source = id}, start);
    auto config = with_sources({"a", "b", "new"});
    config.sources[1].interval = 10min;
    agenda.set_sources(config, start + 1min, kNothingKnown);
    CHECK(agenda.plan("a")->due == start + 3h);
    CHECK(agenda.plan("b")->due == start + 11min); // the new interval with its jitter
    CHECK(agenda.start_due(start + 1min, 10) == std::vector<std::string>{"new"});
    agenda.finished({.source = "gone"}, start + 2min); // was being polled meanwhile
    CHECK_FALSE(agenda.plan("gone"));
}

TEST_CASE("an abandoned poll is due again") {
    const Timestamp start = at("2026-11-24T00:00:00Z");
    auto agenda = agenda_for(with_sources({"a"}), start);
    agenda.start_due(start, 1);
    CHECK(agenda.running() == 1);
    CHECK_FALSE(agenda.next());
    agenda.abandoned("a");
    CHECK(agenda.start_due(start, 1) == std::vector<std::string>{"a"});
}

TEST_CASE("a clock set back delays nothing for longer than its interval") {
    const Timestamp start = at("2026-11-24T12:00:00Z");
    auto day = day_in("Asia/Seoul", start);
    day.live(start, start + 10min);
    CHECK(day.polls == 2);
    const Timestamp back = at("2025-01-01T00:00:00Z"); // the battery was empty
    day.live(back, back + 24h);
    CHECK(day.polls == 2 + 2 * 7); // at 3 h, 6 h … 21 h
    CHECK(texts(day.digests, "Asia/Seoul") ==
          std::vector<std::string>{"2025-01-02T08:00:00+09:00"});
    CHECK_FALSE(day.agenda.heed_clock(back + 24h - 30s)); // seconds are no matter
}

TEST_CASE("after three days of sleep each source is polled once and one digest is written") {
    const Timestamp start = at("2026-11-20T09:00:00+09:00");
    auto day = day_in("Asia/Seoul", start);
    day.live(start, start + 1h);
    CHECK(day.polls == 2);
    const Timestamp awake = start + 1h + 72h;
    day.live(awake, awake + 1h);
    CHECK(day.polls == 4);
    CHECK(texts(day.digests, "Asia/Seoul") ==
          std::vector<std::string>{"2026-11-23T10:00:00+09:00"});
}

TEST_CASE("the digest keeps its hour over both changes of the clocks in New York") {
    const char* zone = "America/New_York";
    auto spring = day_in(zone, at("2026-03-07T12:00:00-05:00"));
    spring.live(at("2026-03-07T12:00:00-05:00"), at("2026-03-09T12:00:00-04:00"));
    CHECK(texts(spring.digests, zone) ==
          std::vector<std::string>{"2026-03-08T08:00:00-04:00", "2026-03-09T08:00:00-04:00"});
    auto autumn = day_in(zone, at("2026-10-31T12:00:00-04:00"));
    autumn.config.digest.at = {"01:30"}; // comes twice on the 1st
    autumn.live(at("2026-10-31T12:00:00-04:00"), at("2026-11-02T12:00:00-05:00"));
    CHECK(texts(autumn.digests, zone) ==
          std::vector<std::string>{"2026-11-01T01:30:00-04:00", "2026-11-02T01:30:00-05:00"});
}

TEST_CASE("a year ends in Seoul without a digest lost or doubled") {
    auto day = day_in("Asia/Seoul", at("2026-12-30T12:00:00+09:00"));
    day.config.digest.at = {"00:00", "23:59"};
    day.live(at("2026-12-30T12:00:00+09:00"), at("2027-01-01T12:00:00+09:00"));
    CHECK(texts(day.digests, "Asia/Seoul") ==
          std::vector<std::string>{"2026-12-30T23:59:00+09:00", "2026-12-31T00:00:00+09:00",
                                   "2026-12-31T23:59:00+09:00", "2027-01-01T00:00:00+09:00"});
}
