// Content-Encoding undone, with what the libraries' own packers made.
#include "net/encoding.hpp"
#include "tests/support/catch.hpp"

#include <libdeflate.h>
#include <memory>
#include <zstd.h>

using namespace gonggo;
using namespace gonggo::net;

namespace {

constexpr std::size_t kMost = 1u << 20;
const std::string kText = "공고: ML 공고: ML 공고: ML";

std::string packed(const std::string& text, decltype(&libdeflate_gzip_compress) way) {
    const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> c(
        libdeflate_alloc_compressor(6), &libdeflate_free_compressor);
    std::string out(text.size() + 1000, '\0');
    out.resize(way(c.get(), text.data(), text.size(), out.data(), out.size()));
    return out;
}

std::string gzipped(const std::string& text) {
    return packed(text, &libdeflate_gzip_compress);
}

std::string zstd(const std::string& text) {
    std::string out(ZSTD_compressBound(text.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
    return out;
}

/// kText by the reference encoder.
const std::string kBrotli(
    "\x1b\x1f\x00\xf8\x1d\x87\xb1\x1b\x67\xf8\x4d\x4d\x47\x5c\x2a\x1d\xf5\x9c\x6d\x62\x4a\x10\xd0"
    "\xda\x18\x2a\x02\xe8\x2e\x0e",
    30);

} // namespace

TEST_CASE("every encoding that is offered is undone") {
    CHECK(decoded(gzipped(kText), "gzip", kMost).value() == kText);
    CHECK(decoded(gzipped(kText), " X-GZIP ", kMost).value() == kText);
    CHECK(decoded(packed(kText, &libdeflate_zlib_compress), "deflate", kMost).value() == kText);
    CHECK(decoded(packed(kText, &libdeflate_deflate_compress), "deflate", kMost).value() == kText);
    CHECK(decoded(kBrotli, "br", kMost).value() == kText);
    CHECK(decoded(zstd(kText), "zstd", kMost).value() == kText);
    CHECK(decoded(zstd(gzipped(kText)), "gzip, zstd", kMost).value() == kText);
    CHECK(decoded("", "gzip", kMost).value().empty());
}

TEST_CASE("a name that is no encoding is passed over") {
    CHECK(decoded(kText, "", kMost).value() == kText);
    CHECK(decoded(kText, "identity", kMost).value() == kText);
    CHECK(decoded(gzipped(kText), "utf-8, gzip", kMost).value() == kText);
}

TEST_CASE("all members of a gzip file are read and what follows is passed over") {
    const auto twice = gzipped(kText) + gzipped("둘째");
    CHECK(decoded(twice, "gzip", kMost).value() == kText + "둘째");
    CHECK(decoded(twice + std::string(100, '\0'), "gzip", kMost).value() == kText + "둘째");
}

TEST_CASE("damaged and cut data are an error that says so") {
    const std::string big(300'000, 'x');
    for (const auto& [bytes, name] : {std::pair(gzipped(big), "gzip"),
                                      std::pair(packed(big, &libdeflate_zlib_compress), "deflate"),
                                      std::pair(kBrotli, "br"), std::pair(zstd(big), "zstd")}) {
        INFO(name);
        CHECK(decoded(bytes.substr(0, bytes.size() - 5), name, kMost).has_error());
        CHECK(decoded("no " + bytes, name, kMost).has_error());
        CHECK(decoded(bytes.substr(0, 1), name, kMost).has_error());
    }
}

TEST_CASE("no bomb grows beyond the limit") {
    const std::string big(kMost + 1, 'a');
    for (const auto& [bytes, name] :
         {std::pair(gzipped(big), "gzip"),
          std::pair(packed(big, &libdeflate_zlib_compress), "deflate"),
          std::pair(zstd(big), "zstd"), std::pair(gzipped(big.substr(1)) + gzipped("b"), "gzip")}) {
        INFO(name);
        const auto got = decoded(bytes, name, kMost);
        REQUIRE(got.has_error());
        CHECK(got.error().code == Errc::refused);
    }
    CHECK(decoded(gzipped(big.substr(1)), "gzip", kMost).value().size() == kMost);
    std::string liar = gzipped(big.substr(0, 300'000)); // ISIZE says less than comes
    liar[liar.size() - 1] = liar[liar.size() - 2] = liar[liar.size() - 3] = '\0';
    CHECK(decoded(liar, "gzip", kMost).has_error());
}
