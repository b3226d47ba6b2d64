#include "notifier/feeds.hpp"
#include "tests/notifier/samples.hpp"
#include "tests/support/catch.hpp"
#include <algorithm>
#include <cstdlib>
#include <unistd.h>

using namespace gonggo;
using namespace gonggo::notifier;

TEST_CASE("feeds and calendars are read by the letter of their RFCs") {
    const auto folder =
        std::filesystem::temp_directory_path() / ("gonggo-feeds-" + std::to_string(::getpid()));
    const Timestamp now{std::chrono::seconds{1795474800}};
    for (const std::size_t size : {0, 1, 12, 500}) {
        auto entries = tests::sample_digest(size).fresh;
        if (size) entries[0].posting.title = "a,b;c\\ & <x>\x01\nEND:VCALENDAR";
        const auto events = std::count_if(entries.begin(), entries.end(), [](const auto& e) {
            return e.posting.deadline.date.has_value();
        });
        REQUIRE(write_feeds(folder, "minji", entries, entries, now, "ko"));
        const auto base = (folder / "minji").string();
        CHECK(std::system(("python3 tests/notifier/check_feeds.py " + base + ".atom " + base +
                           ".ics " + std::to_string(entries.size()) + " " + std::to_string(events))
                              .c_str()) == 0);
    }
    std::filesystem::remove_all(folder);
}

TEST_CASE("a feed does not change because its postings were seen again") {
    auto entries = tests::sample_digest(12).fresh;
    const Timestamp now{std::chrono::seconds{1795474800}};
    for (auto& e : entries) e.posting.first_seen = now - std::chrono::hours{5};
    const auto before = atom_feed("minji", entries, now, "ko");
    for (auto& e : entries) e.posting.last_seen = now + std::chrono::hours{3};
    CHECK(atom_feed("minji", entries, now + std::chrono::hours{3}, "ko") == before);
    CHECK_THAT(before, Catch::Matchers::Contains("<updated>2026-11-23T18:00:00"));
}
