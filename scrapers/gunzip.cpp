#include "scrapers/gunzip.hpp"

#include <zlib.h>

namespace gonggo::scrapers {

Result<std::string> gunzip(std::string_view bytes, std::size_t most) {
    if (!bytes.starts_with("\x1f\x8b")) return std::string(bytes);
    z_stream stream{};
    if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK)
        return Error{Errc::unsupported, "zlib cannot start"};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data())); // only read
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::string out;
    int state = Z_OK;
    while (state == Z_OK && out.size() <= most) {
        const std::size_t before = out.size();
        out.resize(before + (64u << 10));
        stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
        stream.avail_out = 64u << 10;
        state = inflate(&stream, Z_NO_FLUSH);
        out.resize(out.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    if (out.size() > most)
        return Error{Errc::refused,
                     "the gzip file unpacks to more than " + std::to_string(most >> 20) + " MiB"};
    if (state != Z_STREAM_END) return invalid("the gzip file is damaged or cut short");
    return out;
}

} // namespace gonggo::scrapers
