// Titles word by word: what one says and the other does not.
#include "postings/dedup.hpp"
#include "postings/dedup/own_words.hpp"
#include "postings/dedup/spelling.hpp"
#include "postings/normalise.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace gonggo;
using namespace gonggo::postings;

namespace {

std::string words(const char* title, const char* company = "가나다소프트") {
    return comparable_title(title, {company_key(company)}).words;
}

Posting posting(const char* title, const char* company = "가나다소프트", const char* place = "") {
    RawPosting raw{.title = title, .company = company};
    if (*place) raw.locations = {place};
    return normalise(raw, {.today = std::chrono::year{2026} / 8 / 1, .source = "x"});
}

struct Own {
    std::string a, b;
    TitleWords words;
};

Own own(const Posting& a, const Posting& b) {
    const Traits x = traits_of(a), y = traits_of(b);
    Own out{.a = "", .b = "", .words = title_words_of(x, y)};
    for (const auto word : out.words.own_a) out.a += (out.a.empty() ? "" : " ") + std::string(word);
    for (const auto word : out.words.own_b) out.b += (out.b.empty() ? "" : " ") + std::string(word);
    return out;
}

Own own(const char* a, const char* b) {
    return own(posting(a), posting(b));
}

} // namespace

TEST_CASE("a title's words are those that may tell vacancies apart, in one spelling") {
    CHECK(words("[100억↑투자] 백엔드 개발자 채용 (3년 이상)") == "backend engineer");
    CHECK(words("데이터엔지니어") == words("Data Engineer"));
    CHECK(words("Deep Learning 연구원") == "딥러닝 researcher");
    CHECK(words("AI연구소 비전 개발") == "ai 연구소 vision engineer");
    CHECK(words("가나다소프트 물류 담당자 모집") == "물류");
    CHECK(words("개발자(Developer)") == "engineer");
    CHECK(words("2026년 하반기 신입사원 공채") == "");
    CHECK(words("") == "");
}

TEST_CASE("of a title of hundreds of words the first are looked at") {
    std::string title;
    for (int i = 0; i < 300; ++i) title += " word" + std::to_string(i);
    const std::string all = words(title.c_str());
    CHECK(all.starts_with("word 0 1 2"));
    CHECK(static_cast<std::size_t>(std::ranges::count(all, ' ')) + 1 == kMostWords);
    CHECK(own(posting(title.c_str()), posting("개발자")).words.own_a.size() == kMostWords);
}

TEST_CASE("two spellings of one word are near, two words are not") {
    for (const auto& [a, b] : {std::pair{"슈프리마에이아이", "슈프라미에이아이"},
                               {"백앤드", "백엔드"},
                               {"쿠버네티스", "kubernetes"},
                               {"프로덕트", "product"},
                               {"kubernetes", "kubernets"}}) {
        INFO(a << " | " << b);
        CHECK(near_spelling(a, b));
        CHECK(near_spelling(b, a));
    }
    for (const auto& [a, b] : {std::pair{"영업", "경영"},
                               {"java", "lava"},
                               {"결제", "추천"},
                               {"검색", "search"},
                               {"", "a"}}) {
        INFO(a << " | " << b);
        CHECK_FALSE(near_spelling(a, b));
        CHECK_FALSE(near_spelling(b, a));
    }
    const std::string long_word(500, 'a');
    CHECK_FALSE(near_spelling(long_word, long_word + "b"));
}

TEST_CASE("a word is a title's own when the other lacks it in every spelling") {
    const auto same = own("로봇 경로계획 개발자", "경로 계획 엔지니어 (Robot)");
    CHECK(same.a.empty());
    CHECK(same.b.empty());
    const auto two = own("결제 서버 개발자", "추천 서버 개발자");
    CHECK(two.a == "결제");
    CHECK(two.b == "추천");
    const auto rest = own("해양수치모델링 연구원", "수치모델링 연구원");
    CHECK(rest.a == "해양");
    CHECK(rest.b.empty());
    CHECK(own("오브젝트서비스 기획", "오브잭트서비스 기획").words.respelt);
}

TEST_CASE("two titles whose numbers differ are two vacancies, also when one number stands twice") {
    for (const auto& [a, b] : {std::pair{"MLOps 엔지니어 1팀", "MLOps 엔지니어 2팀"},
                               {"MLOps 엔지니어 b3-3", "MLOps 엔지니어 b4-3"},
                               {"MLOps 엔지니어 2팀 2파트", "MLOps 엔지니어 2팀 3파트"}}) {
        INFO(a << " | " << b);
        CHECK(own(a, b).words.other_numbers);
        CHECK(own(b, a).words.other_numbers);
        CHECK_FALSE(compare(posting(a), posting(b)).duplicate);
    }
    for (const auto& [a, b] : {std::pair{"MLOps 엔지니어 2팀", "2팀 MLOps 엔지니어"},
                               {"MLOps 엔지니어 2팀", "MLOps 엔지니어"},
                               {"MLOps 엔지니어 2팀 2파트", "MLOps 엔지니어 2팀"}}) {
        INFO(a << " | " << b);
        CHECK_FALSE(own(a, b).words.other_numbers);
    }
}

TEST_CASE("the employer's name, the place and military service are no words of a vacancy") {
    const auto employer =
        own(posting("[Kooky] 서버 개발자", "라이터스(쿠키키)"), posting("서버 개발자"));
    const auto brand =
        own(posting("UPS 물류 관리", "UPS KOREA"), posting("물류 관리", "UPS KOREA"));
    CHECK(brand.a.empty());
    const auto place = own(posting("Data Scientist - San Diego", "A Corp", "San Diego, CA, US"),
                           posting("Data Scientist", "A Corp", "San Diego, CA"));
    CHECK(place.a.empty());
    CHECK(place.words.place);
    const auto service = own("서버 개발자 (보충역)", "서버 개발자");
    CHECK(service.a.empty());
    CHECK(service.words.service);
    CHECK(employer.b.empty());
}

TEST_CASE("a rare word weighs more than a common one") {
    CHECK(rarity("engineer") < rarity("backend"));
    CHECK(rarity("backend") < rarity("이런말은없다"));
    CHECK(rarity("이런말은없다") == rarity("저런말도없다"));
}

TEST_CASE("why two titles are not one names the words") {
    const auto a = posting("결제 서버 개발자"), b = posting("추천 검색 서버 개발자");
    const auto reasons = compare(a, b).reasons;
    CHECK(std::ranges::count(reasons, "한쪽 제목에만 있는 말: 결제 / 추천, 검색") == 1);
    CHECK(reasons == compare(b, a).reasons);
    const auto same = compare(a, a).reasons;
    CHECK(std::ranges::none_of(same, [](const auto& r) { return r.starts_with("한쪽 제목에만"); }));
}
