#include "daemon/logging.hpp"
#include "daemon/report.hpp"
#include "tests/support/catch.hpp"

#include <boost/json.hpp>

using namespace gonggo;
using namespace gonggo::daemon;

namespace {

Report sample() {
    Report report{.pid = 42};
    report.sources = {{.id = "잡코리아 \"ml\"",
                       .state = "blocked",
                       .reason = "HTTP 429",
                       .last_poll = parse_iso8601("2026-11-24T08:00:00+09:00"),
                       .items = 20,
                       .failures = 2}};
    report.outbox = {{"due", 3}};
    report.counters.polls = {{"ok", 7}};
    return report;
}

} // namespace

TEST_CASE("metrics are in Prometheus text form with their labels escaped") {
    using Catch::Matchers::Contains;
    const std::string text = as_metrics(sample());
    CHECK_THAT(
        text,
        Contains("gonggo_source_state{source=\"잡코리아 \\\"ml\\\"\",state=\"blocked\"} 1\n"));
    CHECK_THAT(text, Contains("gonggo_source_failures{source=\"잡코리아 \\\"ml\\\"\"} 2\n"));
    CHECK_THAT(text, Contains("gonggo_outbox_rows{state=\"due\"} 3\n"));
    CHECK_THAT(text,
               Contains("# TYPE gonggo_polls_total counter\ngonggo_polls_total{state=\"ok\"} 7\n"));
    CHECK_THAT(
        text,
        Contains("_last_poll_timestamp_seconds{source=\"잡코리아 \\\"ml\\\"\"} 1795474800\n"));
    CHECK_THAT(text, Contains("gonggo_database_writable 1\n"));
    CHECK(text.ends_with('\n'));
}

TEST_CASE("status says the same as text and as JSON") {
    const auto json = boost::json::parse(as_json(sample(), "Asia/Seoul")).as_object();
    CHECK(json.at("pid") == 42);
    CHECK(json.at("sources").at(0).at("last_poll") == "2026-11-24T08:00:00+09:00");
    CHECK(json.at("sources").at(0).at("next_poll").is_null());
    const std::string text = as_text(sample(), "Asia/Seoul");
    CHECK_THAT(text, Catch::Matchers::Contains("pid 42"));
    CHECK_THAT(text, Catch::Matchers::Contains("HTTP 429"));
}

TEST_CASE("values of the log are quoted when they need it") {
    CHECK(log_value("jobkorea") == "jobkorea");
    CHECK(log_value("") == "\"\"");
    CHECK(log_value("a b=\"c\"") == "\"a b=\\\"c\\\"\"");
    CHECK(log_value("a\nb").find('\n') == std::string::npos);
}
