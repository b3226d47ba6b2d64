#include "postings/dedup/sketch.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <xxhash.h>

using namespace gonggo::postings;

TEST_CASE("a sketch is the same bytes for ever: they are kept") {
    const std::string mixed =
        "<머신러닝> Engineer (신입·경력 3~5년)\n— ＭＬＯｐｓ 플랫폼: Kubernetes 1.29, PyTorch… "
        "café "
        "naïve Ünïcode \xED\xA0\x80 \xFF\xFE 日本語テキスト, e\xCC\x81! ½ Ⅷ ☎ 02-123-4567 / "
        "hr@example.org\tend";
    std::string text;
    for (int i = 0; i < 40; ++i) text += mixed + std::to_string(i * 7919) + " ";
    for (const auto& [of, bytes] :
         {std::pair{std::string(), 0xda3383e7b4ff3ccdU}, std::pair{mixed, 0x9987d2ddd1b8cd94U},
          std::pair{text, 0x2617d863ad3bdbbfU},
          std::pair{text.substr(1, 777), 0xf410cce42a055811U}}) {
        const Sketch sketch = sketch_of(of);
        CHECK(XXH3_64bits(sketch.data(), sizeof sketch) == bytes);
    }
}

TEST_CASE("blanks and punctuation make no other sketch, another letter does") {
    const std::string said =
        "추천 시스템을 개발하고 운영할 머신러닝 엔지니어를 모십니다, with 5+ years of PyTorch";
    CHECK(sketch_of(said) == sketch_of("  추천시스템을 개발하고 운영할 (머신러닝) 엔지니어를 "
                                       "모십니다: with 5 years-of PyTorch!"));
    CHECK(sketch_of(said) != sketch_of(said + "x"));
}
