#include "postings/json.hpp"
#include "postings/store/maintain.hpp"
#include "postings/store/store.hpp"
#include "tests/postings/scattered.hpp"
#include "tests/support/catch.hpp"

#include <map>
#include <random>
#include <set>
#include <unistd.h>

using namespace gonggo;
using namespace gonggo::postings;
using namespace std::chrono_literals;

namespace {

/// A database file of its own, gone afterwards.
struct File {
    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("gonggo-store-" + std::to_string(::getpid()));
    File() { std::filesystem::create_directories(folder); }
    ~File() { std::filesystem::remove_all(folder); }
    [[nodiscard]] Store open(Store::Mode mode = Store::Mode::read_write) const {
        return std::move(Store::open(folder / "g.db", mode).value());
    }
};

const Timestamp kStart{1'790'000'000s};

Posting listing(const std::string& source, const std::string& id, const std::string& company,
                const std::string& title) {
    Posting p;
    p.title = title;
    p.company = company;
    p.url = "https://" + source + ".example/" + id;
    p.description = title + " 채용. 추천 모델을 만들고 운영합니다.";
    p.links = {{.source = source, .url = p.url, .external_id = id}};
    return p;
}

AbsorbReport absorb(Store& store, const std::string& source, Timestamp at,
                    std::vector<Posting> listings, bool complete = false) {
    const auto matcher = Matcher::compile({});
    return store
        .absorb({.source = source,
                 .now = at,
                 .today = date_in(at, "Asia/Seoul"),
                 .complete = complete,
                 .listings = std::move(listings)},
                *matcher)
        .value();
}

} // namespace

TEST_CASE("what was concluded beforehand is what absorbing concludes") {
    std::mt19937 random(3); // a fixed seed
    const auto listings = scattered(random, 60, kStart);
    const auto matcher = Matcher::compile({{.name = "me"}});
    const auto stored = [&](bool beforehand) {
        const File file;
        Store store = file.open();
        std::vector<std::string> out;
        for (const auto& p : listings) {
            Batch batch{.source = p.links.at(0).source,
                        .now = kStart,
                        .today = date_in(kStart, "Asia/Seoul"),
                        .listings = {p}};
            if (beforehand) batch.concluded.emplace_back(conclude(p));
            REQUIRE(store.absorb(batch, *matcher));
        }
        for (const auto& p : *store.find({.limit = 100}, date_in(kStart, "Asia/Seoul")))
            out.push_back(to_json(p));
        return out;
    };
    const auto once = stored(false);
    CHECK(once.size() > 10);
    CHECK(stored(true) == once);
}

TEST_CASE("the id of a posting that became part of another leads there") {
    const File file;
    Store store = file.open();
    const auto id = [&](const std::string& board, const std::string& title, Timestamp at) {
        return absorb(store, board, at, {listing(board, board, "가람소프트", title)})
            .listings[0]
            .id;
    };
    const std::string first = id("jobkorea", "머신러닝 엔지니어", kStart);
    const std::string second = id("wanted", "컴퓨터 비전 연구원", kStart);
    const std::string third = id("saramin", "데이터 분석가", kStart);
    REQUIRE(std::set{first, second, third}.size() == 3);
    const std::string kept = id("wanted", "머신러닝 엔지니어", kStart + 1h); // corrected there
    for (const auto& old : {first, second}) CHECK(store.get(old).value().value().id == kept);
    const std::string apart = id("wanted", "컴퓨터 비전 연구원", kStart + 2h); // and taken back
    CHECK(store.get(apart).value().value().title == "컴퓨터 비전 연구원");
    REQUIRE(store.count().value() == 3);
    const auto matcher = Matcher::compile({});
    const std::string both = store.merge(kept, apart, *matcher, kStart + 3h).value();
    const std::string all = store.merge(both, third, *matcher, kStart + 4h).value();
    for (const auto& old : {first, second, third}) CHECK(store.get(old).value().value().id == all);
    CHECK(store.count().value() == 1);
    CHECK(integrity_faults(file.folder / "g.db").value().empty());
}

TEST_CASE("skills that fit a profile are counted in two spans of time") {
    const File file;
    Store store = file.open();
    const auto matcher = Matcher::compile({{.name = "me"}});
    const auto seen = [&](const std::string& id, Timestamp at, std::vector<std::string> skills) {
        Posting p = listing("board", id, "회사" + id, "추천 머신러닝 엔지니어 " + id);
        p.skills = std::move(skills);
        REQUIRE(store.absorb(
            {.source = "board", .now = at, .today = date_in(at, "Asia/Seoul"), .listings = {p}},
            *matcher));
    };
    seen("1", kStart - 20 * 24h, {"PyTorch"}); // too long ago
    seen("2", kStart - 10 * 24h, {"PyTorch", "Kafka"});
    seen("3", kStart - 2 * 24h, {"PyTorch"});
    seen("4", kStart - 1 * 24h, {"PyTorch", "MLflow"});
    seen("5", kStart, {"PyTorch"}); // after it
    const auto counted = [&](const std::string& profile) {
        std::map<std::string, std::pair<int, int>> out;
        for (const auto& skill :
             *store.skill_trends(profile, kStart - 14 * 24h, kStart - 7 * 24h, kStart))
            out[skill.skill] = {skill.before, skill.since};
        return out;
    };
    auto counts = counted("me");
    CHECK(counts["PyTorch"] == std::pair(1, 2));
    CHECK(counts["Kafka"] == std::pair(1, 0));
    CHECK(counts["MLflow"] == std::pair(0, 1));
    CHECK(counted("nobody").empty());
    const auto hidden = store.find({.query = "MLflow"}, date_in(kStart, "Asia/Seoul"));
    REQUIRE(hidden->size() == 1);
    REQUIRE(store.mark_status(hidden->front().id, "hidden", "", kStart));
    counts = counted("me");
    CHECK(counts["PyTorch"] == std::pair(1, 1));
    CHECK(counts.count("MLflow") == 0);
}

TEST_CASE("absorbing the same page twice changes nothing") {
    const File file;
    Store store = file.open();
    const std::vector<Posting> page = {listing("wanted", "1", "한빛소프트웍스", "MLOps 엔지니어"),
                                       listing("wanted", "2", "새벽랩", "데이터 사이언티스트")};
    CHECK(absorb(store, "wanted", kStart, page).count(Outcome::fresh) == 2);
    CHECK(absorb(store, "wanted", kStart + 1h, page).count(Outcome::seen) == 2);
    CHECK(store.count().value() == 2);
}

TEST_CASE("one vacancy on two boards is one posting with two links") {
    const File file;
    Store store = file.open();
    const auto first = absorb(store, "wanted", kStart,
                              {listing("wanted", "1", "(주)한빛소프트웍스", "MLOps 엔지니어")});
    const auto second = absorb(store, "jumpit", kStart + 1h,
                               {listing("jumpit", "9", "한빛소프트웍스", "MLOps 엔지니어")});
    CHECK(second.count(Outcome::duplicate) == 1);
    CHECK(second.listings[0].id == first.listings[0].id);
    const auto posting = store.get("https://jumpit.example/9").value();
    REQUIRE(posting);
    CHECK(posting->links.size() == 2);
}

TEST_CASE("what a complete list drops twice closes and comes back as a repost") {
    const File file;
    Store store = file.open();
    const auto page = {listing("wanted", "1", "새벽랩", "머신러닝 엔지니어")};
    const std::string id = absorb(store, "wanted", kStart, page, true).listings[0].id;
    CHECK(absorb(store, "wanted", kStart + 1h, {}, true).closed == 0);
    CHECK(absorb(store, "wanted", kStart + 2h, {}, true).closed == 1);
    CHECK(store.get(id).value()->closed);
    CHECK(absorb(store, "wanted", kStart + 3h, page, true).count(Outcome::reposted) == 1);
    const auto back = store.get(id).value();
    CHECK_FALSE(back->closed);
    CHECK(back->reposts == 1);
}

TEST_CASE("what is missing from a list that stays the same closes too") {
    const File file;
    Store store = file.open();
    const auto matcher = Matcher::compile({});
    const Posting stays = listing("wanted", "1", "한빛소프트웍스", "MLOps 엔지니어");
    const Posting goes = listing("wanted", "2", "새벽랩", "데이터 사이언티스트");
    const auto first = absorb(store, "wanted", kStart, {stays, goes}, true);
    CHECK(store.still_missing("wanted", kStart + 1h, *matcher).value() == 0); // nothing is
    absorb(store, "wanted", kStart + 2h, {stays}, true);
    CHECK(store.still_missing("jumpit", kStart + 3h, *matcher).value() == 0);
    CHECK_FALSE(store.get(first.listings[1].id).value()->closed);
    CHECK(store.still_missing("wanted", kStart + 3h, *matcher).value() == 1);
    CHECK(store.get(first.listings[1].id).value()->closed == kStart + 3h);
    CHECK_FALSE(store.get(first.listings[0].id).value()->closed);
}

TEST_CASE("what a part of the list shows again was not missing") {
    const File file;
    Store store = file.open();
    const auto matcher = Matcher::compile({});
    const auto page = {listing("wanted", "1", "새벽랩", "머신러닝 엔지니어")};
    const std::string id = absorb(store, "wanted", kStart, page, true).listings[0].id;
    absorb(store, "wanted", kStart + 1h, {}, true);
    absorb(store, "wanted", kStart + 2h, page, false);
    CHECK(store.still_missing("wanted", kStart + 3h, *matcher).value() == 0);
    CHECK_FALSE(store.get(id).value()->closed);
}

TEST_CASE("what its page calls closed is closed, and stays so until the page says otherwise") {
    const File file;
    Store store = file.open();
    const auto open = listing("jobkorea", "1", "새벽랩", "머신러닝 엔지니어");
    auto over = open;
    over.links[0].closed = true;
    const std::string id = absorb(store, "jobkorea", kStart, {open}).listings[0].id;
    CHECK(absorb(store, "jobkorea", kStart + 1h, {over}).closed == 1);
    CHECK(absorb(store, "jobkorea", kStart + 2h, {over}).count(Outcome::seen) == 1);
    CHECK(store.get(id).value()->closed == kStart + 1h);
    CHECK(absorb(store, "jobkorea", kStart + 3h, {open}).count(Outcome::reposted) == 1);
    CHECK_FALSE(store.get(id).value()->closed);
    CHECK(store.get(id).value()->reposts == 1);
}

TEST_CASE("a posting closes when its last listing does, and that time stays") {
    const File file;
    Store store = file.open();
    const auto here = listing("wanted", "1", "새벽랩", "머신러닝 엔지니어");
    const auto there = listing("jumpit", "9", "새벽랩", "머신러닝 엔지니어");
    const std::string id = absorb(store, "wanted", kStart, {here}, true).listings[0].id;
    absorb(store, "jumpit", kStart, {there}, true);
    for (const auto at : {1h, 2h}) absorb(store, "wanted", kStart + at, {}, true);
    CHECK_FALSE(store.get(id).value()->closed); // it stands on one more board
    for (const auto at : {3h, 4h}) absorb(store, "jumpit", kStart + at, {}, true);
    REQUIRE(store.get(id).value()->closed == kStart + 4h);
    // One more listing that is over, a day later: the posting is made anew, its end is not.
    auto third = listing("rallit", "5", "새벽랩", "머신러닝 엔지니어");
    CHECK(absorb(store, "rallit", kStart + 24h, {third}).count(Outcome::reposted) == 1);
    third.links[0].closed = true;
    absorb(store, "rallit", kStart + 25h, {third});
    CHECK(store.get(id).value()->closed == kStart + 25h);
    const auto matcher = Matcher::compile({});
    REQUIRE(store.split(id, "rallit", *matcher, kStart + 48h));
    CHECK(store.get("https://wanted.example/1").value()->closed == kStart + 4h);
    CHECK(store.get("https://rallit.example/5").value()->closed == kStart + 25h);
}

TEST_CASE("two syllable words are found inside longer ones") {
    const File file;
    Store store = file.open();
    absorb(store, "wanted", kStart,
           {listing("wanted", "1", "새벽랩", "추천시스템 엔지니어"),
            listing("wanted", "2", "한빛", "Vision 연구원")});
    const Date today = date_in(kStart, "Asia/Seoul");
    CHECK(store.find({.query = "시스템"}, today)->size() == 1);
    CHECK(store.find({.query = "추천"}, today)->size() == 2);
    CHECK(store.find({.query = "vision"}, today)->size() == 1);
    CHECK(store.find({.query = "없는말"}, today)->empty());
}

TEST_CASE("an outbox key is queued once") {
    const File file;
    Store store = file.open();
    const OutboxEntry entry{.key = "digest:me:1", .channel = "mail", .payload = "x"};
    REQUIRE(store.enqueue(entry, kStart));
    REQUIRE(store.enqueue(entry, kStart));
    const auto due = store.outbox(true, kStart).value();
    REQUIRE(due.size() == 1);
    REQUIRE(store.outbox_result(due[0].id, "due", "no route", kStart + 1h));
    CHECK(store.outbox(true, kStart)->empty());
    CHECK(store.outbox(true, kStart + 1h)->at(0).attempts == 1);
}

TEST_CASE("work that fails half way leaves no trace") {
    const File file;
    Store store = file.open();
    const auto status = store.in_transaction([&]() -> Status {
        GONGGO_CHECK(store.set_meta("k", "v"));
        return invalid("stop");
    });
    CHECK_FALSE(status);
    CHECK(store.meta("k").empty());
}

TEST_CASE("a reader sees the old state while a writer works") {
    const File file;
    Store store = file.open();
    REQUIRE(store.set_meta("k", "old"));
    Store reader = file.open(Store::Mode::read_only);
    REQUIRE(store.in_transaction([&]() -> Status {
        GONGGO_CHECK(store.set_meta("k", "new"));
        CHECK(reader.meta("k") == "old");
        return {};
    }));
    CHECK(reader.meta("k") == "new");
}
