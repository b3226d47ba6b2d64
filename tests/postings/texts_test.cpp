// The index by which nearly equal texts are found: what is new in a small table, the rest in a
// large one.
#include "postings/store/texts.hpp"

#include "postings/store/migrate.hpp"
#include "tests/support/catch.hpp"

#include <random>

using namespace gonggo;
using namespace gonggo::postings;

namespace {

constexpr std::uint32_t kMoved = 1U << 15; ///< so many at once

Sketch text(std::uint32_t number) {
    std::mt19937 random(number);
    Sketch out;
    for (auto& bucket : out) bucket = static_cast<std::uint16_t>(random());
    return out;
}

std::int64_t count(Database& db, const char* sql) {
    auto row = db.prepare(sql);
    return row.step().value() ? row.number(0) : -1;
}

std::set<std::uint32_t> near(Database& db, const Sketch& text) {
    std::set<std::uint32_t> out;
    REQUIRE(near_texts(db, text, out));
    return out;
}

} // namespace

TEST_CASE("texts are found and forgotten whether they are new or long known") {
    auto opened = Database::open(":memory:", Database::Mode::read_write);
    REQUIRE(opened);
    REQUIRE(migrate(*opened, 0, 17));
    Database& db = *opened;
    Transaction transaction(db);
    REQUIRE(transaction.begun());

    const std::uint32_t last = kMoved + 100;
    for (std::uint32_t id = 1; id <= last; ++id) REQUIRE(note_text(db, text(id), id));
    CHECK(count(db, "SELECT count(*) FROM bands") == 4 * std::int64_t{kMoved});
    CHECK(count(db, "SELECT count(*) FROM bands_new") == 4 * 100);
    for (const std::uint32_t id : {1U, kMoved - 1, kMoved, kMoved + 1, last}) {
        INFO(id);
        CHECK(near(db, text(id)).contains(id));
        REQUIRE(forget_text(db, text(id), id));
        CHECK_FALSE(near(db, text(id)).contains(id));
    }
    CHECK(count(db, "SELECT count(*) FROM bands") == 4 * std::int64_t{kMoved - 3});
    CHECK(count(db, "SELECT count(*) FROM bands_new") == 4 * 98);

    // One text that is known in both tables, and one that shares a key of four with it.
    REQUIRE(note_text(db, text(7), last + 1));
    CHECK(near(db, text(7)) == std::set<std::uint32_t>{7, last + 1});
    Sketch nearly = text(7);
    for (std::size_t bucket = 3; bucket < nearly.size(); ++bucket) ++nearly[bucket];
    CHECK(near(db, nearly) == std::set<std::uint32_t>{7, last + 1});
    for (auto& bucket : nearly) ++bucket;
    CHECK(near(db, nearly).empty());
}
