// The index by which an employer's listings are found.
#include "postings/store/employers.hpp"
#include "postings/store/migrate.hpp"
#include "tests/support/catch.hpp"

using namespace gonggo;
using namespace gonggo::postings;

namespace {

std::int64_t rows(Database& db, const char* table) {
    auto row = db.prepare(table);
    REQUIRE(row.step().value());
    return row.number(0);
}

std::set<std::uint32_t> near(Database& db, const char* name, const Glance& glance) {
    std::set<std::uint32_t> out;
    REQUIRE(near_listings(db, {name}, glance, out));
    return out;
}

} // namespace

TEST_CASE("an employer's listings are found by its name, one that begins or continues it") {
    auto db = Database::open(":memory:", Database::Mode::read_write);
    REQUIRE(db);
    REQUIRE(migrate(*db, 0, 14));
    constexpr std::uint32_t kMany = 130; // more than a row holds
    const Glance backend{.functions = 1, .letters = 0b111, .closes = 20'000};
    const Glance frontend{.functions = 2, .letters = 0b111};
    for (std::uint32_t id = 1; id <= kMany; ++id)
        REQUIRE(note_employer(*db, "가람소프트", id % 2 ? backend : frontend, id));
    REQUIRE(note_employer(*db, "가람소프트랩", backend, 1000));
    REQUIRE(note_employer(*db, "가람", backend, 1001));
    REQUIRE(note_employer(*db, "나래소프트", backend, 1002));
    const auto found = near(*db, "가람소프트", backend);
    CHECK(found.size() == kMany / 2 + 2);
    CHECK(found.contains(1000));
    CHECK(found.contains(1001));
    CHECK(near(*db, "나래", backend) == std::set<std::uint32_t>{1002});
    CHECK(near(*db, "다온", backend).empty());
    Glance later = backend;
    later.closes += 100;
    later.letters = 0b111'11;
    CHECK(near(*db, "나래소프트", later).empty());

    for (std::uint32_t id = 1; id <= kMany; id += 3)
        REQUIRE(forget_employer(*db, "가람소프트", id));
    CHECK(near(*db, "가람소프트", frontend).contains(2));
    CHECK_FALSE(near(*db, "가람소프트", frontend).contains(4));
    REQUIRE(forget_employer(*db, "가람소프트", 4)); // once more: nothing to do
    for (std::uint32_t id = 1; id <= kMany; ++id) REQUIRE(forget_employer(*db, "가람소프트", id));
    CHECK(near(*db, "가람소프트", backend).size() == 2);
    CHECK(rows(*db, "SELECT count(*) FROM names") == 3);
    CHECK(rows(*db, "SELECT count(*) FROM employers") == 3);
}
