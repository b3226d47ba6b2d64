#include "net/encoding.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <brotli/decode.h>
#include <libdeflate.h>
#include <memory>
#include <zstd.h>

namespace gonggo::net {

namespace {

constexpr std::size_t kPiece = 128u << 10;

Error too_large(std::size_t most) {
    return {Errc::refused, "unpacked, it is larger than " + std::to_string(most >> 20) + " MiB"};
}

Error damaged(std::string_view kind) {
    return invalid("its " + std::string(kind) + " data are damaged or cut short");
}

using Decompressor =
    std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)>;

/// Appends what `way` (one of libdeflate's) makes of `in`; how many bytes of it were used. `room`
/// is how much is expected.
template <class Way>
Result<std::size_t> inflate(std::string_view in, std::size_t room, std::size_t most, Way way,
                            std::string& out) {
    const Decompressor tables(libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
    const std::size_t before = out.size();
    for (room = std::clamp<std::size_t>(room, 1, most - before + 1);;) {
        out.resize(before + room);
        std::size_t used = 0, made = 0;
        const auto end =
            way(tables.get(), in.data(), in.size(), out.data() + before, room, &used, &made);
        out.resize(before + (end == LIBDEFLATE_SUCCESS ? made : 0));
        if (out.size() > most) return too_large(most);
        if (end == LIBDEFLATE_SUCCESS) return used;
        if (end != LIBDEFLATE_INSUFFICIENT_SPACE) return damaged("gzip");
        if (room > most - before) return too_large(most);
        room = std::min(room * 2 + kPiece, most - before + 1);
    }
}

/// Every member of a gzip file (RFC 1952, 2.2); what follows the last one is passed over.
Result<std::string> gunzip(std::string_view in, std::size_t most) {
    std::string out;
    do {
        // ISIZE: the size modulo 2^32, when this is the only member
        std::size_t size = 0;
        for (std::size_t i = 0; i < 4 && in.size() >= 18; ++i)
            size |= std::size_t{static_cast<unsigned char>(in[in.size() - 4 + i])} << (8 * i);
        GONGGO_TRY(const std::size_t used,
                   inflate(in, size, most, &libdeflate_gzip_decompress_ex, out));
        in.remove_prefix(used);
    } while (in.starts_with("\x1f\x8b"));
    return out;
}

/// zlib's format (RFC 1950), or without its frame, as some servers misread the name.
Result<std::string> inflate_any(std::string_view in, std::size_t most) {
    std::string out;
    if (inflate(in, in.size() * 4, most, &libdeflate_zlib_decompress_ex, out)) return out;
    GONGGO_CHECK(inflate(in, in.size() * 4, most, &libdeflate_deflate_decompress_ex, out));
    return out;
}

/// RFC 7932.
Result<std::string> unbrotli(std::string_view in, std::size_t most) {
    const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
        BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
    std::string out;
    std::size_t left = in.size();
    auto next = reinterpret_cast<const std::uint8_t*>(in.data());
    for (;;) {
        const std::size_t before = out.size();
        std::size_t room = kPiece;
        out.resize(before + room);
        auto to = reinterpret_cast<std::uint8_t*>(out.data() + before);
        const auto end =
            BrotliDecoderDecompressStream(state.get(), &left, &next, &room, &to, nullptr);
        out.resize(out.size() - room);
        if (out.size() > most) return too_large(most);
        if (end == BROTLI_DECODER_RESULT_SUCCESS) return out;
        if (end != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return damaged("brotli");
    }
}

/// RFC 8878; its window is at most 128 MiB.
Result<std::string> unzstd(std::string_view in, std::size_t most) {
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> state(ZSTD_createDCtx(),
                                                                     &ZSTD_freeDCtx);
    std::string out;
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    for (;;) {
        const std::size_t before = out.size();
        out.resize(before + kPiece);
        ZSTD_outBuffer to{out.data() + before, kPiece, 0};
        const std::size_t wanted = ZSTD_decompressStream(state.get(), &to, &from);
        out.resize(before + to.pos);
        if (out.size() > most) return too_large(most);
        if (ZSTD_isError(wanted)) return damaged("zstd");
        if (from.pos == from.size && to.pos < to.size)
            return wanted == 0 ? Result<std::string>(std::move(out)) : damaged("zstd");
    }
}

Result<std::string> undone(std::string_view body, std::string_view name, std::size_t most) {
    if (name == "gzip" || name == "x-gzip") return gunzip(body, most);
    if (name == "deflate") return inflate_any(body, most);
    if (name == "br") return unbrotli(body, most);
    if (name == "zstd") return unzstd(body, most);
    return std::string(body);
}

} // namespace

Result<std::string> decoded(std::string_view body, std::string_view encoding, std::size_t most) {
    std::string out;
    bool any = false;
    while (!encoding.empty() && !body.empty()) {
        const auto comma = encoding.rfind(',');
        const auto last = comma == std::string_view::npos ? encoding : encoding.substr(comma + 1);
        GONGGO_TRY(auto next, undone(any ? std::string_view(out) : body,
                                     text::ascii_lower(text::trim(last)), most));
        out = std::move(next);
        any = true;
        encoding = comma == std::string_view::npos ? std::string_view() : encoding.substr(0, comma);
    }
    return any ? std::move(out) : std::string(body);
}

} // namespace gonggo::net
