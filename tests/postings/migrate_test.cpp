// A file of an earlier gonggo: kept as it was, then made newer; or left alone, saying why.
#include "postings/dedup/traits.hpp"
#include "postings/store/maintain.hpp"
#include "postings/store/migrate.hpp"
#include "postings/store/store.hpp"
#include "tests/support/catch.hpp"

#include <unistd.h>

using namespace gonggo;
using namespace gonggo::postings;

namespace {

struct Folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("gonggo-migrate-" + std::to_string(::getpid()));
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
};

/// The first release's tables with one posting that was told, and one that waits.
void write_first_version(const std::filesystem::path& file, const char* more = "") {
    auto db = Database::open(file, Database::Mode::read_write);
    REQUIRE(db);
    REQUIRE(migrate(*db, 0, 1));
    REQUIRE(db->execute(R"sql(
        INSERT INTO postings VALUES
            ('p1', '{"id":"p1","title":"MLOps 엔지니어","company":"새벽랩","url":"https://b.example/1"}', '새벽랩', 'mlops엔지니어', 0, 'mlops_engineer', 'job', 1790000000, NULL, NULL),
            ('p2', '{"id":"p2","title":"AI 연구원","company":"누리","url":"https://b.example/2"}', '누리', 'ai연구원', 0, 'ai_researcher', 'job', 1790000001, NULL, NULL);
        INSERT INTO listings SELECT 'board', id, id, 'h', 'https://b.example/', body, first_seen, NULL, 0 FROM postings;
        INSERT INTO seen SELECT 'board', id, first_seen FROM postings;
        INSERT INTO matches VALUES ('p1', 'me', 90, '[]', 1790000100), ('p2', 'me', 80, '[]', NULL);
        INSERT INTO applications VALUES ('p1', 'applied', '이력서 2판', 1790000200);
    )sql"));
    REQUIRE(db->execute(more));
}

std::int64_t number(const std::filesystem::path& file, const char* sql) {
    auto db = Database::open(file, Database::Mode::read_only);
    REQUIRE(db);
    auto row = db->prepare(sql);
    REQUIRE(row.step().value());
    return row.number(0);
}

} // namespace

TEST_CASE("a file of the first version is made newer with all that is in it, and a copy is kept") {
    const Folder folder;
    const auto file = folder.path / "g.db";
    write_first_version(file);
    const auto reader = Store::open(file, Store::Mode::read_only);
    REQUIRE_FALSE(reader); // a reader changes nothing
    CHECK(reader.error().message.find("written by an older gonggo (schema 1") != std::string::npos);
    {
        auto store = Store::open(file, Store::Mode::read_write);
        REQUIRE(store);
        CHECK(store->count().value() == 2);
        CHECK(store->get("p1").value()->status == "applied");
        CHECK(store->get("p1").value()->notes == "이력서 2판");
        REQUIRE(store->untold("me", 9).value().postings.size() == 1);
        CHECK(store->untold("me", 9).value().postings[0].id == "p2");
        CHECK(store->find({.query = "연구원"}, Date{}).value().size() == 1);
    }
    CHECK(integrity_faults(file).value().empty());
    CHECK(number(file, "SELECT count(*) FROM traits") == 2); // what comparing looks at, worked out
    CHECK(number(file, "SELECT count(*) FROM employers e JOIN names n ON n.employer=e.id") == 2);
    // Tables made anew, by row: who refers to them still finds them.
    CHECK(number(file, "SELECT count(*) FROM pragma_foreign_key_check") == 0);
    CHECK(number(file, "SELECT count(*) FROM sqlite_schema WHERE type='trigger'") == 2);
    CHECK(number(file, "SELECT count(*) FROM sqlite_schema WHERE name IN ('postings','listings') "
                       "AND sql LIKE '%WITHOUT ROWID%'") == 0);
    {
        auto db = Database::open(file, Database::Mode::read_write);
        REQUIRE(db);
        CHECK_FALSE(db->execute("DELETE FROM postings WHERE id='p1'")); // its listing is there
        REQUIRE(db->execute("DELETE FROM listings WHERE external_id='p1'"));
    }
    CHECK(number(file, "SELECT count(*) FROM shown WHERE listing LIKE '%p1'") == 0);
    const auto kept = file.string() + ".v1.bak";
    CHECK(number(kept, "PRAGMA user_version") == 1);
    CHECK(number(kept, "SELECT count(*) FROM postings") == 2);
    using std::filesystem::perms;
    CHECK((std::filesystem::status(kept).permissions() & (perms::group_all | perms::others_all)) ==
          perms::none);
}

TEST_CASE("what comparing looks at is worked out anew when it changed") {
    const Folder folder;
    const auto file = folder.path / "g.db";
    write_first_version(file);
    {
        auto db = Database::open(file, Database::Mode::read_write);
        REQUIRE(db);
        REQUIRE(migrate(*db, 1, 15));
        REQUIRE(db->execute(R"sql(
            INSERT INTO traits VALUES (1, 'board' || char(10) || 'p1', x'0200'), (9, 'gone' || char(10) || '1', x'0200');
            INSERT INTO employers VALUES (7, '옛이름');
            INSERT INTO names VALUES (7, 0, 0, x'00');
            INSERT INTO bands VALUES (5, 9);
        )sql"));
    }
    REQUIRE(Store::open(file, Store::Mode::read_write));
    CHECK(number(file, "SELECT count(*) FROM employers WHERE name='옛이름'") == 0);
    CHECK(number(file, "SELECT count(*) FROM bands") == 0);
    CHECK(number(file, "SELECT count(*) FROM names n JOIN employers e ON e.id=n.employer") == 2);
    auto db = Database::open(file, Database::Mode::read_only);
    REQUIRE(db);
    auto rows = db->prepare("SELECT body FROM traits ORDER BY listing");
    for (const char* words : {"mlops engineer", "ai researcher"}) {
        REQUIRE(rows.step().value());
        const auto traits = unpacked(rows.text(0));
        REQUIRE(traits);
        CHECK(traits->title.words == words);
    }
    CHECK_FALSE(rows.step().value());
    CHECK(number(file.string() + ".v15.bak", "PRAGMA user_version") == 15);
}

TEST_CASE("a step that fails changes nothing and says where it stopped") {
    const Folder folder;
    const auto file = folder.path / "g.db";
    write_first_version(file, "CREATE TABLE told (mine TEXT)"); // in the second step's way
    const auto store = Store::open(file, Store::Mode::read_write);
    REQUIRE_FALSE(store);
    CHECK(store.error().message.find("g.db: from schema 1 to ") != std::string::npos);
    CHECK(store.error().message.find("table told already exists") != std::string::npos);
    CHECK(number(file, "PRAGMA user_version") == 1);
    CHECK(number(file, "SELECT count(*) FROM matches") == 2);
    CHECK(number(file, "SELECT count(*) FROM sqlite_schema WHERE name='watched'") == 0);
}

TEST_CASE("a new file is its owner's alone") {
    const Folder folder;
    const auto file = folder.path / "g.db";
    REQUIRE(Store::open(file, Store::Mode::read_write));
    using std::filesystem::perms;
    CHECK(std::filesystem::status(file).permissions() == (perms::owner_read | perms::owner_write));
}
