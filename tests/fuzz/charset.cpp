// Whatever the bytes and the header, the answer is UTF-8.
#include "scrapers/charset.hpp"
#include "base/text.hpp"
#include "tests/fuzz/fuzz.hpp"

void fuzz(std::string_view bytes) {
    if (bytes.empty()) return;
    static constexpr const char* kTypes[] = {
        "", "text/html; charset=euc-kr", "text/html; charset=utf-8", "text/html; charset=utf-16le",
        "text/html; charset=cp949"};
    const std::string text = gonggo::scrapers::to_utf8(
        bytes.substr(1), kTypes[static_cast<unsigned char>(bytes[0]) % std::size(kTypes)]);
    holds(gonggo::scrapers::valid_utf8(text));
}
