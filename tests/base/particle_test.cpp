#include "base/particle.hpp"
#include "tests/support/catch.hpp"

#include <utility>

using namespace gonggo;

namespace {

std::string after(std::string_view value, std::string_view wording) {
    std::string out(value);
    append_wording(out, wording);
    return out;
}

} // namespace

TEST_CASE("a particle is chosen by the final consonant before it") {
    for (const auto& [value, said] :
         {std::pair{"공고", "공고는"}, std::pair{"회사명", "회사명은"}, std::pair{"서울", "서울은"},
          std::pair{"'제목'", "'제목'은"}, std::pair{"자연어(처리)", "자연어(처리)는"}})
        CHECK(after(value, "은(는)") == said);
    CHECK(after("회사", "이(가) 없고 프로필이(가)") == "회사가 없고 프로필이");
    CHECK(after("인턴", "와(과) 신입과(와) 경력을(를)") == "인턴과 신입과 경력을");
    CHECK(after("하나", "(이)라는 이름, 둘(이)라고") == "하나라는 이름, 둘이라고");
}

TEST_CASE("after ㄹ it is 로, as after a vowel") {
    for (const auto& [value, said] :
         {std::pair{"메일", "메일로"}, std::pair{"파이썬", "파이썬으로"},
          std::pair{"서버", "서버로"}, std::pair{"7", "7로"}, std::pair{"10", "10으로"},
          std::pair{"URL", "URL로"}, std::pair{"\"2026-11-24\"", "\"2026-11-24\"로"}})
        CHECK(after(value, "(으)로") == said);
}

TEST_CASE("Latin letters and digits end as Koreans read them") {
    for (const auto& [value, said] : {std::pair{"HTML", "HTML이"},
                                      std::pair{"LLM", "LLM이"},
                                      std::pair{"PDF", "PDF가"},
                                      std::pair{"CSV", "CSV가"},
                                      std::pair{"AWS", "AWS가"},
                                      std::pair{"poll", "poll이"},
                                      std::pair{"file", "file이"},
                                      std::pair{"time", "time이"},
                                      std::pair{"list", "list가"},
                                      std::pair{"map", "map이"},
                                      std::pair{"best", "best가"},
                                      std::pair{"week", "week가"},
                                      std::pair{"--closing", "--closing이"},
                                      std::pair{"gonggo.toml", "gonggo.toml이"},
                                      std::pair{"mlops", "mlops가"},
                                      std::pair{"me", "me가"},
                                      std::pair{"300", "300이"},
                                      std::pair{"1.5", "1.5가"},
                                      std::pair{"80%", "80%가"},
                                      std::pair{"v2", "v2가"}})
        CHECK(after(value, "이(가)") == said);
}

TEST_CASE("a wording takes its values in order, and its particles fit them") {
    CHECK(worded("'{}'은(는) {}(으)로", {"회사", "서울"}) == "'회사'는 서울로");
    CHECK(worded("{}이(가)", {"은(는) {}"}) == "은(는) {}이");
    CHECK(worded("{} of {}", {"1"}) == "1 of {}");
    CHECK(worded("{} of 2 (two)", {"1", "3"}) == "1 of 2 (two)");
}

TEST_CASE("where nothing can be read both forms stay, and values keep what they say") {
    CHECK(after("", "은(는)") == "은(는)");
    CHECK(after("''", "은(는)") == "''은(는)");
    CHECK(after("人", "이(가)") == "人이(가)");
    CHECK(after("\"을(를)\"", "은(는) 조사") == "\"을(를)\"은 조사");
    CHECK(after("말", "") == "말");
}
