#include "postings/store/maintain.hpp"

#include "postings/store/store.hpp"
#include "tests/support/catch.hpp"

#include <sqlite3.h>
#include <unistd.h>

using namespace gonggo;
using namespace gonggo::postings;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp kStart{1'790'000'000s};

struct Folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("gonggo-maintain-" + std::to_string(::getpid()));
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
};

Posting listing(const std::string& id, const std::string& title, Date deadline) {
    Posting p;
    p.title = title;
    p.company = "새벽랩";
    p.url = "https://board.example/" + id;
    p.deadline = {DeadlineKind::date, deadline, ""};
    p.links = {{.source = "board", .url = p.url, .external_id = id}};
    return p;
}

void fill(Store& store) {
    const auto matcher = Matcher::compile({});
    const Date today = date_in(kStart, "Asia/Seoul");
    REQUIRE(store.absorb(
        {.source = "board",
         .now = kStart,
         .today = today,
         .listings = {listing("1", "머신러닝 엔지니어", today),
                      listing("2", "데이터 사이언티스트", today),
                      listing("3", "MLOps 엔지니어", std::chrono::year{2030} / 1 / 1)}},
        *matcher));
}

void run_sql(const std::filesystem::path& file, const char* sql) {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &db) == SQLITE_OK);
    CHECK(sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(db);
}

} // namespace

TEST_CASE("a copy made while somebody writes holds what was committed, and is never overwritten") {
    const Folder folder;
    const auto file = folder.path / "g.db";
    auto store = Store::open(file, Store::Mode::read_write);
    REQUIRE(store);
    fill(*store);
    const auto copy = folder.path / "copy.db";
    REQUIRE(store->in_transaction([&]() -> Status {
        GONGGO_CHECK(store->set_meta("k", "not yet committed"));
        return back_up(file, copy);
    }));
    auto copied = Store::open(copy, Store::Mode::read_only);
    REQUIRE(copied);
    CHECK(copied->count().value() == 3);
    CHECK(copied->meta("k").empty());
    CHECK(integrity_faults(copy).value().empty());
    const auto again = back_up(file, copy);
    REQUIRE_FALSE(again);
    CHECK(again.error().message.find("exists already") != std::string::npos);
    CHECK_FALSE(back_up(folder.path / "none.db", folder.path / "x.db"));
}

TEST_CASE("what is loose or broken in the file is named") {
    const Folder folder;
    const auto file = folder.path / "g.db";
    {
        auto store = Store::open(file, Store::Mode::read_write);
        REQUIRE(store);
        fill(*store);
    }
    CHECK(integrity_faults(file).value().empty());
    run_sql(file,
            "DELETE FROM listings WHERE external_id='1'; DELETE FROM seen WHERE external_id='2'");
    const auto faults = integrity_faults(file).value();
    REQUIRE(faults.size() == 2);
    CHECK(faults[0] == "1 postings without a listing");
    CHECK(faults[1] == "1 listings never seen");
}

TEST_CASE("what is long over is forgotten, what was marked or is open stays") {
    const Folder folder;
    const auto file = folder.path / "g.db";
    auto store = Store::open(file, Store::Mode::read_write);
    REQUIRE(store);
    fill(*store);
    const auto marked = store->find({.query = "사이언티스트", .include_closed = true},
                                    date_in(kStart, "Asia/Seoul"));
    REQUIRE(marked.value().size() == 1);
    REQUIRE(store->mark_status(marked.value()[0].id, "applied", "", kStart));
    CHECK(store->forget(kStart - 24h).value().postings == 0);
    REQUIRE(store->record_poll({.source = "board", .state = "ok", .at = kStart}));
    REQUIRE(store->record_poll({.source = "board", .state = "ok", .at = kStart + 1h}));
    const auto forgotten = store->forget(kStart + 24h * 100);
    REQUIRE(forgotten);
    CHECK(forgotten->postings == 1);
    CHECK(forgotten->polls == 1);
    CHECK(store->count().value() == 2);
    CHECK_FALSE(store->known("board", "1"));
    CHECK(store->known("board", "2"));
    CHECK(store->find({.query = "머신러닝", .include_closed = true}, date_in(kStart, "Asia/Seoul"))
              .value()
              .empty());
    CHECK(store->sources().value().size() == 1);
    CHECK(integrity_faults(file).value().empty());
}

TEST_CASE("what was forgotten is given back to the disk when it is worth it") {
    const Folder folder;
    const auto file = folder.path / "g.db";
    auto store = Store::open(file, Store::Mode::read_write);
    REQUIRE(store);
    fill(*store);
    CHECK_FALSE(slim(file).value()); // nothing to give back
    REQUIRE(store->set_meta("ballast", std::string(8u << 20, 'x')));
    REQUIRE(store->set_meta("ballast", ""));
    CHECK(slim(file).value());
    CHECK(std::filesystem::file_size(file) < 1u << 20);
    CHECK(store->count().value() == 3);
    CHECK_FALSE(slim(file).value());
    CHECK(integrity_faults(file).value().empty());
}

TEST_CASE("a role that an older model told is told anew with the matches") {
    const Folder folder;
    const auto file = folder.path / "g.db";
    auto store = Store::open(file, Store::Mode::read_write);
    REQUIRE(store);
    fill(*store);
    const auto role = [&] { return store->get("https://board.example/1").value()->role; };
    run_sql(file, "UPDATE postings SET role='other', body=json_set(body,'$.role','other')");
    REQUIRE(role() == Role::other);
    const auto matcher = Matcher::compile({});
    REQUIRE(store->rematch_open(*matcher, kStart, date_in(kStart, "Asia/Seoul")).value() == 3);
    CHECK(role() == Role::ml_engineer);
    CHECK(
        store->find({.query = "role:ml_engineer"}, date_in(kStart, "Asia/Seoul")).value().size() ==
        1);
}
