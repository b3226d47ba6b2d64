// Clusters depend on the listings, not on how they came.
#include "postings/dedup.hpp"
#include "postings/normalise.hpp"
#include "postings/store/store.hpp"
#include "tests/postings/scattered.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <random>
#include <set>
#include <unistd.h>

using namespace gonggo;
using namespace gonggo::postings;
using namespace std::chrono_literals;

namespace {

const Timestamp kStart{1'790'000'000s};

struct File {
    std::filesystem::path path = std::filesystem::temp_directory_path() /
                                 ("gonggo-clusters-" + std::to_string(::getpid()) + ".db");
    File() { clear(); }
    ~File() { clear(); }
    void clear() const {
        for (const char* tail : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + tail);
    }
};

Posting listing(const std::string& source, int id, const std::string& company,
                const std::string& title, const std::string& place) {
    RawPosting raw;
    raw.id = std::to_string(id);
    raw.url = "https://" + source + ".example/" + raw.id;
    raw.title = title;
    raw.company = company;
    raw.locations = {place};
    return normalise(raw, {.today = date_in(kStart, "Asia/Seoul"), .source = source});
}

/// Near neighbours: the same few jobs written in many ways on three boards.
std::vector<Posting> neighbours() {
    std::vector<Posting> out;
    int id = 0;
    for (const char* source : {"jobkorea", "saramin", "wanted"})
        for (const auto& [company, title, place] :
             {std::tuple{"가람소프트", "AI 엔지니어", "서울 강남구"},
              {"(주)가람소프트", "[상장사] AI 엔지니어 채용", "서울"},
              {"가람소프트", "AI 엔지니어 (추천)", "서울 강남구"},
              {"가람소프트", "시니어 AI 엔지니어", "서울 강남구"},
              {"가람소프트(GARAM)", "AI engineer 및 백엔드 개발자", "경기 성남시"},
              {"가람소프트랩", "AI 엔지니어 (3년 이상)", "서울 송파구"}})
            out.push_back(listing(source, ++id, company, title, place));
    return out;
}

void absorb(Store& store, const Posting& p) {
    const auto matcher = Matcher::compile({});
    REQUIRE(store.absorb({.source = p.links[0].source,
                          .now = kStart,
                          .today = date_in(kStart, "Asia/Seoul"),
                          .listings = {p}},
                         *matcher));
}

using Partition = std::set<std::set<std::string>>;

Partition partition(Store& store) {
    Partition out;
    const auto found = store.find({.limit = 0}, date_in(kStart, "Asia/Seoul"));
    REQUIRE(found);
    for (const auto& p : *found) {
        std::set<std::string> urls;
        for (const auto& link : p.links) urls.insert(link.url);
        out.insert(urls);
    }
    return out;
}

} // namespace

TEST_CASE("the order in which listings arrive does not change the clusters") {
    const File file;
    std::mt19937 random(7); // a fixed seed: the same shuffles each run
    auto all = neighbours();
    Partition first;
    for (int round = 0; round < 30; ++round) {
        file.clear();
        Store store = std::move(Store::open(file.path, Store::Mode::read_write).value());
        for (const auto& p : all) absorb(store, p);
        const Partition now = partition(store);
        if (round == 0) first = now;
        INFO("shuffle " << round);
        CHECK(now == first);
        std::ranges::shuffle(all, random);
    }
    CHECK(first.size() > 1);
    CHECK(first.size() < all.size());
}

TEST_CASE("random listings make the same clusters in any order and in any batches") {
    const File file;
    const auto seed = GENERATE(range(1U, 7U)); // fixed: the same listings each run
    std::mt19937 random(seed);
    auto all = scattered(random, 60, kStart);
    const auto matcher = Matcher::compile({});
    Partition first;
    for (int round = 0; round < 6; ++round) {
        file.clear();
        Store store = std::move(Store::open(file.path, Store::Mode::read_write).value());
        for (std::size_t from = 0; from < all.size();) {
            const std::size_t to = std::min(all.size(), from + 1 + random() % 12);
            std::map<std::string, Batch> batches;
            for (std::size_t i = from; i < to; ++i)
                batches[all[i].links[0].source].listings.push_back(all[i]);
            for (auto& [source, batch] : batches) {
                batch.source = source;
                batch.now = kStart;
                batch.today = date_in(kStart, "Asia/Seoul");
                REQUIRE(store.absorb(batch, *matcher));
            }
            from = to;
        }
        const Partition now = partition(store);
        if (round == 0) first = now;
        INFO("seed " << seed << ", shuffle " << round);
        CHECK((now == first));
        std::ranges::shuffle(all, random);
    }
    CHECK(first.size() > 5);
    CHECK(first.size() < all.size());
    // Two listings stand together only where comparing calls them one vacancy, and of those that it
    // does the index overlooks none.
    std::map<std::string, std::size_t> cluster_of;
    std::size_t number = 0;
    for (const auto& cluster : first) {
        for (const auto& url : cluster) cluster_of[url] = number;
        ++number;
    }
    std::map<std::string, int> alike;
    for (const auto& a : all)
        for (const auto& b : all) {
            const Comparison ab = compare(a, b);
            CHECK((ab.score == compare(b, a).score));
            if (a.url == b.url) continue;
            if (cluster_of[a.url] == cluster_of[b.url]) CHECK(ab.duplicate);
            alike[a.url] += ab.duplicate ? 1 : 0;
        }
    for (const auto& [url, others] : alike) {
        const auto size = std::ranges::count(cluster_of, cluster_of[url],
                                             &std::pair<const std::string, std::size_t>::second);
        INFO(url);
        CHECK(others + 1 >= size);
    }
}

TEST_CASE("a head-hunter's copy is linked to the company's posting and never merged") {
    const File file;
    Store store = std::move(Store::open(file.path, Store::Mode::read_write).value());
    std::string text;
    for (int i = 0; i < 30; ++i)
        text += std::to_string(i) + "번째로 추천 랭킹 모델을 학습하고 서비스에 적용합니다.\n";
    const auto with_text = [&](const char* source, int id, const char* company, const char* title,
                               const std::string& description) {
        Posting p = listing(source, id, company, title, "서울");
        p.description = description;
        return p;
    };
    const auto own = with_text("wanted", 1, "가람소프트", "추천 머신러닝 엔지니어", text);
    const auto copy = with_text("saramin", 2, "한빛서치", "[고객사] 추천 머신러닝 엔지니어",
                                "저희 고객사에서 모십니다.\n" + text);
    const auto hidden = with_text("jobkorea", 3, "비공개", "추천 머신러닝 엔지니어 채용", text);
    const auto other = with_text("saramin", 4, "한빛서치", "영업 관리", "영업을 합니다. " + text);
    const auto copies_at = [&](const std::string& url) {
        return store.copies(store.get(url).value()->id).value();
    };
    std::vector<Posting> all{own, copy, hidden, other};
    std::ranges::sort(all, {}, &Posting::url);
    do {
        file.clear();
        store = std::move(Store::open(file.path, Store::Mode::read_write).value());
        for (const auto& p : all) absorb(store, p);
        CHECK(store.count().value() == 4);
        const auto copies = copies_at(own.url);
        std::set<std::pair<std::string, bool>> found;
        for (const auto& c : copies) found.emplace(c.company, c.agency);
        CHECK((found ==
               std::set<std::pair<std::string, bool>>{{"한빛서치", true}, {"비공개", false}}));
        const auto back = copies_at(copy.url);
        CHECK(std::ranges::count(back, std::string("가람소프트"), &Copy::company) == 1);
    } while (std::ranges::next_permutation(all, {}, &Posting::url).found);
    // An edit that makes it another text takes the link away.
    absorb(store,
           with_text("saramin", 2, "한빛서치", "[고객사] 추천 머신러닝 엔지니어", "짧은 글"));
    CHECK(copies_at(copy.url).empty());
}

TEST_CASE("the company's own page is the record people see") {
    const File file;
    Store store = std::move(Store::open(file.path, Store::Mode::read_write).value());
    const auto matcher = Matcher::compile({});
    auto board = listing("wanted", 1, "가람소프트", "머신러닝 엔지니어", "서울");
    board.skills = {"PyTorch", "SQL"};
    board.description = std::string(400, 'x');
    auto page = listing("garam", 2, "가람소프트", "머신러닝 엔지니어 채용", "서울");
    const bool own = GENERATE(false, true);
    if (own) REQUIRE(store.set_meta("own.garam", "1")); // as a poll of a company's recipe does
    absorb(store, board);
    REQUIRE(store.absorb({.source = "garam",
                          .now = kStart,
                          .today = date_in(kStart, "Asia/Seoul"),
                          .listings = {page}},
                         *matcher));
    const auto shown = store.get(page.url).value();
    REQUIRE(shown);
    CHECK(shown->links.size() == 2);
    CHECK(shown->url == (own ? page.url : board.url));
    CHECK(shown->description == board.description); // what the page lacks comes from the board
}

TEST_CASE("a posting that an edit splits off is not told again") {
    const File file;
    Store store = std::move(Store::open(file.path, Store::Mode::read_write).value());
    config::Profile everything;
    everything.name = "all";
    const auto matcher = Matcher::compile({everything});
    const auto take = [&](const Posting& p) {
        return store
            .absorb({.source = p.links[0].source,
                     .now = kStart,
                     .today = date_in(kStart, "Asia/Seoul"),
                     .listings = {p}},
                    *matcher)
            ->listings.at(0);
    };
    const auto a = take(listing("jobkorea", 1, "가람소프트", "머신러닝 엔지니어", "서울"));
    const auto b = take(listing("wanted", 2, "가람소프트", "머신러닝 엔지니어", "서울"));
    CHECK(b.id == a.id);
    CHECK((b.outcome == Outcome::duplicate));
    REQUIRE(store.mark_told("all", {a.id}, kStart));
    const auto edited = take(listing("wanted", 2, "가람소프트", "컴퓨터 비전 연구원", "서울"));
    CHECK(edited.id != a.id);
    CHECK((edited.outcome == Outcome::changed));
    CHECK(store.count().value() == 2);
    CHECK(store.untold("all", 9)->postings.empty());
}

TEST_CASE("a vacancy that shared a posting unseen is told once it is split off") {
    const File file;
    Store store = std::move(Store::open(file.path, Store::Mode::read_write).value());
    config::Profile everything;
    everything.name = "all";
    const auto matcher = Matcher::compile({everything});
    const auto take = [&](const Posting& p) {
        return store
            .absorb({.source = p.links[0].source,
                     .now = kStart,
                     .today = date_in(kStart, "Asia/Seoul"),
                     .listings = {p}},
                    *matcher)
            ->listings.at(0)
            .id;
    };
    // The listing that comes later has the key that sorts first, and claims the posting's id.
    const std::string late = GENERATE("incruit", "wanted");
    const auto seen = take(listing("jobkorea", 1, "가람소프트", "머신러닝 엔지니어", "서울"));
    REQUIRE(store.mark_told("all", {seen}, kStart));
    REQUIRE(store.tell(seen + "/hook:slack", kStart));
    REQUIRE(store.mark_status(seen, "applied", "이력서 2판", kStart));
    REQUIRE(take(listing(late, 2, "가람소프트", "머신러닝 엔지니어", "서울")) == seen);
    CHECK(
        store.untold("all", 9)->postings.empty()); // the same vacancy on one more board is no news
    const auto other = take(listing(late, 2, "가람소프트", "컴퓨터 비전 연구원", "서울"));
    REQUIRE(store.count().value() == 2);
    REQUIRE(store.untold("all", 9)->postings.size() == 1);
    CHECK(store.untold("all", 9)->postings.front().id == other);
    CHECK(store.untold("all", 9)->postings.front().title == "컴퓨터 비전 연구원");
    CHECK(store.untold("all", 9)->postings.front().status.empty()); // nobody applied for it
    REQUIRE(store.untold_to("hook:slack", {}, 0)->size() == 1);
    CHECK(store.untold_to("hook:slack", {}, 0)->front().id == other);
    const auto kept = store.get("https://jobkorea.example/1").value();
    REQUIRE(kept);
    CHECK(kept->status == "applied");
    CHECK(kept->notes == "이력서 2판");
}

TEST_CASE("two postings of several listings that the user calls one become one") {
    const File file;
    Store store = std::move(Store::open(file.path, Store::Mode::read_write).value());
    const auto matcher = Matcher::compile({});
    const std::string first = "머신러닝 엔지니어", second = "컴퓨터 비전 연구원";
    std::vector<Posting> shown;
    int id = 0;
    for (const char* board : {"saramin", "wanted"})
        shown.push_back(listing(board, ++id, "가람소프트", first, "서울"));
    for (const char* board : {"jobkorea", "saramin", "wanted"})
        shown.push_back(listing(board, ++id, "가람소프트", second, "서울"));
    const auto poll = [&] {
        for (const auto& p : shown) absorb(store, p);
    };
    poll();
    std::vector<std::string> ids;
    for (const auto& p : *store.find({.limit = 0}, date_in(kStart, "Asia/Seoul")))
        ids.push_back(p.id);
    REQUIRE(ids.size() == 2);
    const auto one = store.merge(ids[0], ids[1], *matcher, kStart + 1h);
    REQUIRE(one);
    CHECK(store.get(*one).value().value().links.size() == 5);
    CHECK(store.count().value() == 1);
    poll(); // which changes nothing
    shown[4] = listing("wanted", 5, "가람소프트", second + " (광고)", "서울");
    poll(); // nor an edit
    CHECK(partition(store).size() == 1);
    REQUIRE(store.split(*one, "https://wanted.example/5", *matcher, kStart + 2h));
    poll();
    CHECK(partition(store).contains({"https://wanted.example/5"}));
    CHECK(partition(store).size() == 2);
}
