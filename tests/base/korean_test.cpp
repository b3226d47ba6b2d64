#include "base/korean.hpp"
#include "tests/support/catch.hpp"

#include <utility>

using namespace gonggo;

TEST_CASE("an error is told in Korean after its place, with its values in their places") {
    for (const auto& [english, korean] : {
             std::pair{"3 items where 40 are usual: the board may have changed",
                       "보통 40건인데 3건뿐입니다. 게시판이 바뀌었을 수 있습니다"},
             std::pair{"the title is empty in all 40 items: the page has changed",
                       "공고 40건 모두에 제목이 없습니다. 페이지가 바뀌었습니다"},
             std::pair{
                 "empty in all 9 items: company (was filled in 100 %), location (was filled in 80 "
                 "%); the page may have changed",
                 "공고 9건 모두에 없는 것: 회사 (전에는 100%에 있었음), 지역 (전에는 80%에 "
                 "있었음). 페이지가 바뀌었을 수 있습니다"},
             std::pair{"company is empty in 28 of 40 items, and the recipe expects it",
                       "공고 40건 가운데 28건에 없는 것: 회사 (레시피는 있다고 합니다)"},
             std::pair{"unknown key 'title' in [[source]] (known: url)",
                       "[[source]]에 'title' 항목은 없습니다 (있는 항목: url)"},
             std::pair{"page 2: https://a.kr/?p=2: HTTP 503 (asks to be left alone for 30 s)",
                       "2쪽: https://a.kr/?p=2: HTTP 503 (30초 동안 오지 말라고 합니다)"},
             std::pair{"https://a.kr/: too slow (more than 60 s in all, or no byte for 20 s)",
                       "https://a.kr/: 너무 느립니다 (모두 60초를 넘겼거나 20초 동안 아무것도 오지 "
                       "않았습니다)"},
             std::pair{"a login page, not a list; detail pages: HTTP 404",
                       "목록이 아니라 로그인 페이지입니다; 상세 페이지: HTTP 404"},
             std::pair{
                 "f.toml:2:1: '{query}' in \"/s?q={query}\" has no value; give it in params",
                 "f.toml:2:1: \"/s?q={query}\"의 '{query}'에 값이 없습니다. params에 적으세요"},
             std::pair{
                 "550 no such user; mend: correct the configuration, then `gonggo outbox retry --dead`",
                 "550 no such user. 설정을 고친 뒤 `gonggo outbox retry --dead`"},
         })
        CHECK(in_korean(english) == korean);
}

TEST_CASE("what is not known stays as it is, line by line") {
    CHECK(in_korean("") == "");
    CHECK(in_korean("모르는 말: something else\nno such posting") ==
          "모르는 말: something else\n그런 공고가 없습니다");
}
