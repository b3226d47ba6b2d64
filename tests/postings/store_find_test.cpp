#include "postings/store/store.hpp"
#include "tests/support/catch.hpp"

#include <functional>
#include <unistd.h>

using namespace gonggo;
using namespace gonggo::postings;
using namespace std::chrono_literals;

namespace {

const Timestamp kStart{1'790'000'000s};
const Date kToday = date_in(kStart, "Asia/Seoul");

/// A store of four postings, each an hour younger than the one before.
struct Shelf {
    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("gonggo-find-" + std::to_string(::getpid()));
    Store store = std::move(Store::open(folder / "g.db", Store::Mode::read_write).value());

    Shelf() {
        add("1", "새벽랩", "추천 모델 엔지니어", "서울 강남구", {"Python", "PyTorch"}, 0, 2);
        add("2", "한빛소프트웍스", "MLOps 엔지니어", "부산", {"Kubernetes", "Python"}, 3, 7);
        add("3", "가온데이터", "데이터 과학자", "서울 구로구", {"SQL"}, 5, std::nullopt);
        add("4", "새벽랩", "백엔드 개발자", "경기 성남시", {"Go"}, 1, 3);
    }
    ~Shelf() { std::filesystem::remove_all(folder); }

    void add(const char* id, const char* company, const char* title, const char* place,
             std::vector<std::string> skills, int min_years, std::optional<int> max_years) {
        Posting p;
        p.title = title;
        p.company = company;
        p.locations = {place};
        p.skills = std::move(skills);
        p.level = {.min_years = min_years, .max_years = max_years};
        p.url = std::string("https://board.example/") + id;
        p.links = {{.source = "board", .url = p.url, .external_id = id}};
        const auto matcher = Matcher::compile({});
        at += 1h;
        REQUIRE(store.absorb({.source = "board", .now = at, .today = kToday, .listings = {p}},
                             *matcher));
    }
    std::vector<std::string> titles(const std::function<void(Filter&)>& set) {
        Filter filter;
        set(filter);
        std::vector<std::string> out;
        for (const auto& p : store.find(filter, kToday).value()) out.push_back(p.title);
        return out;
    }

    Timestamp at = kStart;
};

using Titles = std::vector<std::string>;

} // namespace

TEST_CASE("a filter's list is fulfilled by one of its values, skills by all") {
    Shelf shelf;
    CHECK(shelf.titles([](Filter& f) {
        f.places = {"부산", "구로"};
    }) == Titles{"데이터 과학자", "MLOps 엔지니어"});
    CHECK(shelf.titles([](Filter& f) { f.companies = {"새벽"}; }).size() == 2);
    CHECK(shelf.titles([](Filter& f) { f.skills = {"python"}; }).size() == 2);
    CHECK(shelf.titles([](Filter& f) {
        f.skills = {"python", "kubernetes"};
    }) == Titles{"MLOps 엔지니어"});
    CHECK(shelf.titles([](Filter& f) { f.sources = {"elsewhere"}; }).empty());
}

TEST_CASE("years ask whether somebody with that experience may apply") {
    Shelf shelf;
    CHECK(shelf.titles([](Filter& f) { f.years = 0; }) == Titles{"추천 모델 엔지니어"});
    CHECK(shelf.titles([](Filter& f) { f.years = 6; }) ==
          Titles{"데이터 과학자", "MLOps 엔지니어"});
}

TEST_CASE("a page starts at its offset, newest first, and times bound it") {
    Shelf shelf;
    CHECK(shelf.titles([](Filter& f) {
        f.offset = 1;
        f.limit = 2;
    }) == Titles{"데이터 과학자", "MLOps 엔지니어"});
    CHECK(shelf.titles([](Filter& f) {
        f.since = kStart + 2h;
        f.until = kStart + 4h;
    }) == Titles{"데이터 과학자", "MLOps 엔지니어"});
}

TEST_CASE("by relevance a word in the title comes before one elsewhere") {
    Shelf shelf;
    shelf.add("5", "추천", "화면 개발자", "서울", {}, 0, 0);
    CHECK(shelf.titles([](Filter& f) {
        f.query = "추천";
        f.sort = "relevance";
    }) == Titles{"추천 모델 엔지니어", "화면 개발자"});
}

TEST_CASE("a mistyped word has a suggestion from what is stored") {
    Shelf shelf;
    CHECK(shelf.store.suggest("MLObs").value() == std::vector<std::string>{"mlops"});
    CHECK(shelf.store.suggest("zzzzzz").value().empty());
}

TEST_CASE("a word is found beside signs, other letters and in what compatibility takes apart") {
    Shelf shelf;
    shelf.add("5", "가", "C++C 개발", "서울", {}, 0, 0);
    shelf.add("6", "나", "Spring+Kafka 개발", "서울", {}, 0, 0);
    shelf.add("7", "다", "온도 5ppm/℃ 회로", "서울", {}, 0, 0);
    shelf.add("8", "라", "Café 담당", "서울", {}, 0, 0);
    const auto found = [&](const char* query) {
        return shelf.titles([&](Filter& f) { f.query = query; });
    };
    CHECK(found("C") == Titles{"온도 5ppm/℃ 회로", "C++C 개발"});
    CHECK(found("C++") == Titles{"C++C 개발"});
    CHECK(found("kafka") == Titles{"Spring+Kafka 개발"});
    CHECK(found("spring+") == Titles{"Spring+Kafka 개발"});
    CHECK(found("café") == Titles{"Café 담당"});
    CHECK(found("afé").empty());
}
