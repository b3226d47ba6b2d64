#include "scrapers/charset.hpp"
#include "tests/support/catch.hpp"

using gonggo::scrapers::to_utf8;

namespace {
// "채용 공고" and "데이터 엔지니어를 찾습니다" in CP949
const std::string kKorean = "\xC3\xA4\xBF\xEB \xB0\xF8\xB0\xED";
} // namespace

TEST_CASE("every label of Korean pages means CP949") {
    for (const char* label :
         {"euc-kr", "EUC-KR", "ks_c_5601-1987", "cp949", "windows-949", "uhc"}) {
        CAPTURE(label);
        CHECK(to_utf8(kKorean, std::string("text/html; charset=") + label) == "채용 공고");
        CHECK(to_utf8("<meta charset=\"" + std::string(label) + "\">" + kKorean, "text/html") ==
              "<meta charset=\"" + std::string(label) + "\">채용 공고");
    }
}

TEST_CASE("a wrong declaration gives way to what the bytes plainly are") {
    CHECK(to_utf8("채용 공고", "text/html; charset=euc-kr") == "채용 공고");
    CHECK(to_utf8(kKorean, "text/html; charset=utf-8") == "채용 공고");
    CHECK(to_utf8(kKorean, "") == "채용 공고");
}

TEST_CASE("byte order marks decide and are taken off") {
    CHECK(to_utf8("\xEF\xBB\xBFok", "text/html; charset=euc-kr") == "ok");
    CHECK(to_utf8(std::string("\xFF\xFE\x44\xC5", 4), "") == "아");
    CHECK(to_utf8(std::string("\xFE\xFF\xC5\x44", 4), "") == "아");
}

TEST_CASE("malformed bytes become replacement characters") {
    CHECK(to_utf8("공고 \xFF 채용 공고", "text/html; charset=utf-8") == "공고 \uFFFD 채용 공고");
    CHECK(to_utf8("", "") == "");
    CHECK(to_utf8("plain", "") == "plain");
}

TEST_CASE("an XML declaration names the charset and Latin pages stay Latin") {
    CHECK(to_utf8("<?xml version=\"1.0\" encoding=\"EUC-KR\"?>" + kKorean, "")
              .ends_with("채용 공고"));
    CHECK(to_utf8("caf\xE9 au lait", "text/html; charset=iso-8859-1") == "café au lait");
}
