// What comparing looks at, kept beside the listings: the index by which candidates are found.
#include "postings/dedup.hpp"
#include "postings/dedup/traits.hpp"
#include "postings/normalise.hpp"
#include "tests/postings/scattered.hpp"
#include "tests/support/catch.hpp"

using namespace gonggo;
using namespace gonggo::postings;

namespace gonggo::postings {

std::vector<Posting> scattered(std::mt19937& random, int count, Timestamp now) {
    const auto one_of = [&](std::initializer_list<const char*> list) {
        return *(list.begin() + static_cast<std::ptrdiff_t>(random() % list.size()));
    };
    std::vector<Posting> out;
    for (int id = 1; id <= count; ++id) {
        RawPosting raw;
        const std::string source = one_of({"jobkorea", "saramin", "wanted", "jumpit"});
        raw.id = std::to_string(id);
        raw.url = "https://" + source + ".example/" + raw.id;
        raw.title = std::string(one_of({"", "[상장사] ", "[AI센터] ", "시니어 ", "2차 "})) +
                    one_of({"AI 엔지니어", "머신러닝 엔지니어", "MLOps 엔지니어", "백엔드 개발자",
                            "데이터 분석가", "AI 연구원"}) +
                    one_of({"", " 채용", " (3년 이상)", " (신입)", " - 추천", "/데이터 엔지니어"});
        raw.company = one_of({"가람소프트", "(주)가람소프트", "가람소프트(GARAM)", "가람소프트랩",
                              "가람", "GS가람", "외국계 기업"});
        raw.locations = {one_of({"서울", "서울 강남구", "경기 성남시", "부산"})};
        raw.career = one_of({"", "신입", "경력 3~7년", "경력무관"});
        raw.deadline = one_of({"", "2026-10-10", "2026-10-12", "2027-02-01"});
        if (random() % 2 == 0) {
            raw.description = one_of({"추천 모델을 ", "서버를 ", "데이터를 "});
            for (int line = 0; line < 12; ++line)
                raw.description += std::to_string(line) +
                                   one_of({"번째 일을 맡아 ", "번 과제에서 "}) + raw.title +
                                   "와 함께 제품을 만듭니다. ";
        }
        out.push_back(normalise(raw, {.today = date_in(now, "Asia/Seoul"), .source = source}));
    }
    return out;
}

} // namespace gonggo::postings

namespace {

const Timestamp kStart{std::chrono::seconds{1'790'000'000}};

} // namespace

TEST_CASE("the index of employers and titles passes what comparing calls one vacancy") {
    std::mt19937 random(11);
    const auto all = scattered(random, 160, kStart);
    int alike = 0;
    int overlooked = 0; // two vacancies rather, "AI 엔지니어 - 추천" and "AI 연구원 - 추천"
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) {
            const Traits a = traits_of(all[i]);
            const Traits b = traits_of(all[k]);
            const Comparison c = compare_traits(a, b);
            if (!c.duplicate || a.anonymous != b.anonymous) continue;
            ++alike;
            const Glance x = glance_of(a);
            const Glance y = glance_of(b);
            if (!functions_near(x.functions, y.functions)) continue; // kept apart on purpose
            if (a.title.whole == b.title.whole) {
                INFO(all[i].title << " | " << all[k].title);
                CHECK((glances_near(x, y) || days_apart(*a.deadline, *b.deadline) > kNextRound));
            }
            overlooked += glances_near(x, y) ? 0 : 1;
        }
    INFO(overlooked << " of " << alike);
    CHECK(alike > 100);
    CHECK(overlooked * 20 < alike);
}

TEST_CASE("another city is looked at only for the same title, another round never") {
    const auto glance = [](const char* title, const char* place, const char* deadline) {
        RawPosting raw{.title = title, .company = "가람소프트", .locations = {place}};
        raw.deadline = deadline;
        return glance_of(traits_of(normalise(raw, {.today = date_in(kStart, "Asia/Seoul")})));
    };
    const auto first = glance("추천 검색 백엔드 개발자", "서울 강남구", "2026-10-10");
    CHECK(glances_near(first, glance("광고 검색 백엔드 개발자", "경기 성남시", "2026-11-30")));
    CHECK(glances_near(first, glance("광고 검색 백엔드 개발자", "", "")));
    CHECK(glances_near(first, glance("추천 검색 백엔드 개발자", "부산", "2026-10-10")));
    CHECK_FALSE(glances_near(first, glance("광고 검색 백엔드 개발자", "부산", "2026-10-10")));
    CHECK_FALSE(glances_near(first, glance("추천 검색 백엔드 개발자", "서울", "2027-02-01")));
}

TEST_CASE("what comparing looks at is the same after it was stored") {
    std::mt19937 random(12);
    for (const auto& p : scattered(random, 100, kStart)) {
        const Traits traits = traits_of(p);
        const std::string bytes = packed(traits);
        INFO(p.title);
        const auto back = unpacked(bytes);
        REQUIRE(back);
        CHECK((*back == traits));
        CHECK(packed_text(bytes) == traits.text);
        for (std::size_t cut = 0; cut < bytes.size(); ++cut)
            CHECK_FALSE(unpacked(std::string_view(bytes).substr(0, cut)));
    }
    CHECK_FALSE(unpacked("\x7f nonsense"));
}
