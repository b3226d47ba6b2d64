#include "base/text.hpp"
#include "tests/support/catch.hpp"

using namespace gonggo;

TEST_CASE("Hangul takes two columns and truncation never splits a character") {
    CHECK(text::display_width("공고 abc") == 8);
    CHECK(text::truncate_to_width("머신러닝 엔지니어", 9) == "머신러닝…");
    CHECK(text::pad_to_width("서울", 6) == "서울  ");
}

TEST_CASE("fold brings full width and case together") {
    CHECK(text::fold("ＡＩ 엔지니어 MLOps") == "ai 엔지니어 mlops");
    CHECK(text::fold("\u1100\u1161\u11A8 AB\n가나\u11A8 \u0301") ==
          "각 ab\n가낙 \u0301"); // jamo compose within a word
    CHECK(text::fold("漢字 ㈜가나 Ⅳ…\xED\xA0") == text::fold("漢字 (주)가나 iv...\uFFFD\uFFFD"));
    CHECK(text::collapse_space("  데이터\u00a0\n 분석 ") == "데이터 분석");
}

TEST_CASE("printable removes what could steer a terminal") {
    CHECK(text::printable("a\x1b[31mb\nc\u202e") == "a[31mb c");
}

TEST_CASE("nearest suggests only what is near") {
    CHECK(text::nearest("intervall", {"interval", "jitter"}) == "interval");
    CHECK(text::nearest("xyz", {"interval", "jitter"}).empty());
    CHECK(text::nearest("새내기", {"mid", "any"}).empty()); // no letter of it
    CHECK(text::nearest("x", {"md"}).empty());
    CHECK(text::nearest("pdf", {"md", "csv"}).empty()); // half of the letters are others
    CHECK(text::nearest("mien", {"mine"}) == "mine");
    CHECK(text::nearest("검섹", {"목록", "검색"}) == "검색");
}
