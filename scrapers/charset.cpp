#include "scrapers/charset.hpp"

#include "base/text.hpp"

#include <iconv.h>

#include <cerrno>
#include <optional>
#include <simdjson.h>

namespace gonggo::scrapers {
namespace {

class Converter {
public:
    explicit Converter(const char* from) : handle_(iconv_open("UTF-8", from)) {}
    ~Converter() {
        if (valid()) iconv_close(handle_);
    }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;
    [[nodiscard]] bool valid() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

    /// The text and how many bytes could not be read.
    std::pair<std::string, std::size_t> convert(std::string_view in) {
        std::string out;
        std::size_t bad = 0;
        char* from = const_cast<char*>(in.data());
        std::size_t left = in.size();
        char buffer[16384];
        while (left > 0) {
            char* to = buffer;
            std::size_t room = sizeof buffer;
            const auto n = iconv(handle_, &from, &left, &to, &room);
            out.append(buffer, static_cast<std::size_t>(to - buffer));
            if (n != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
            out += "\uFFFD";
            ++bad;
            ++from;
            --left;
        }
        return {out, bad};
    }

private:
    iconv_t handle_;
};

std::string charset_in(std::string_view text) {
    const std::string lower = text::ascii_lower(text);
    for (std::size_t at = lower.find("charset"); at != std::string::npos;
         at = lower.find("charset", at + 7)) {
        std::size_t i = lower.find_first_not_of(" \t", at + 7);
        if (i == std::string::npos || lower[i] != '=') continue;
        i = lower.find_first_not_of(" \t\"'", i + 1);
        if (i == std::string::npos) return {};
        return lower.substr(i, lower.find_first_of(" \t\"';/>", i) - i);
    }
    return {};
}

std::string declared_in(std::string_view body) {
    const std::string_view head = body.substr(0, 2048);
    if (const auto xml = head.find("<?xml"); xml != std::string_view::npos && xml < 16) {
        const std::string lower = text::ascii_lower(head.substr(xml, head.find("?>", xml) - xml));
        if (const auto at = lower.find("encoding=");
            at != std::string::npos && at + 10 < lower.size())
            return lower.substr(at + 10, lower.find_first_of("\"'", at + 10) - at - 10);
    }
    for (std::size_t i = head.find("<meta"); i != std::string_view::npos;
         i = head.find("<meta", i + 5))
        if (auto found = charset_in(head.substr(i, head.find('>', i) - i)); !found.empty())
            return found;
    for (std::size_t i = head.find("<META"); i != std::string_view::npos;
         i = head.find("<META", i + 5))
        if (auto found = charset_in(head.substr(i, head.find('>', i) - i)); !found.empty())
            return found;
    return {};
}

/// The name iconv knows for a label of the web.
std::string canonical(const std::string& label) {
    for (const std::string_view korean :
         {"euc-kr", "euckr", "ks_c_5601-1987", "ks_c_5601-1989", "ksc5601", "ksc_5601", "cp949",
          "ms949", "windows-949", "uhc", "korean", "x-windows-949"})
        if (label == korean) return "CP949";
    for (const std::string_view latin :
         {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252", "cp1252"})
        if (label == latin) return "WINDOWS-1252";
    if (label == "utf-8" || label == "utf8" || label == "unicode-1-1-utf-8") return "UTF-8";
    return label;
}

bool has_high_bytes(std::string_view s) {
    for (const char c : s)
        if (static_cast<unsigned char>(c) >= 0x80) return true;
    return false;
}

/// CP949 when nearly every high byte pairs up into Hangul.
std::optional<std::string> as_cp949(std::string_view body) {
    Converter converter("CP949");
    if (!converter.valid()) return std::nullopt;
    auto [out, bad] = converter.convert(body);
    if (bad * 50 > body.size() && bad > 2) return std::nullopt;
    std::size_t hangul = 0;
    std::size_t other = 0;
    for (std::size_t i = 0; i < out.size();) {
        const char32_t c = text::next_code_point(out, i);
        if (c >= 0x80)
            ++(text::is_cjk(c) || (c >= 0x3000 && c < 0x3040) || (c >= 0xFF00 && c <= 0xFFEF)
                   ? hangul
                   : other);
    }
    if (hangul <= other) return std::nullopt;
    return out;
}

/// ISO-2022's escapes are valid UTF-8 too.
bool is_plainly_utf8(std::string_view body) {
    return valid_utf8(body) &&
           (body.find('\x1B') == std::string_view::npos || has_high_bytes(body));
}

/// What is not UTF-8 without NULs.
std::string converted(std::string_view body, std::string_view content_type) {
    if (body.starts_with("\xEF\xBB\xBF")) return text::scrub_utf8(body.substr(3));
    if (body.starts_with("\xFF\xFE") || body.starts_with("\xFE\xFF")) {
        Converter converter(body[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE");
        if (converter.valid()) return text::scrub_utf8(converter.convert(body.substr(2)).first);
    }
    if (is_plainly_utf8(body)) return text::scrub_utf8(body); // there is a NUL
    std::string label = charset_in(content_type);
    if (label.empty()) label = declared_in(body);
    const std::string charset = canonical(label);
    if (!charset.empty() && charset != "UTF-8" && charset != "CP949" && charset != "WINDOWS-1252") {
        Converter converter(charset.c_str());
        if (converter.valid()) return text::scrub_utf8(converter.convert(body).first);
    }
    if (charset == "UTF-8") { // a broken byte or two do not make it another encoding
        std::size_t bad = 0;
        std::size_t good = 0;
        for (std::size_t i = 0; i < body.size();) {
            const auto lead = static_cast<unsigned char>(body[i]);
            const char32_t c = text::next_code_point(body, i);
            if (lead >= 0x80) ++(c == U'\uFFFD' ? bad : good);
        }
        if (good >= bad) return text::scrub_utf8(body);
    }
    if (charset != "WINDOWS-1252" || has_high_bytes(body))
        if (auto korean = as_cp949(body)) return text::scrub_utf8(*korean);
    if (charset == "CP949") return text::scrub_utf8(Converter("CP949").convert(body).first);
    if (charset == "UTF-8") return text::scrub_utf8(body);
    return text::scrub_utf8(Converter("WINDOWS-1252").convert(body).first);
}

} // namespace

std::string_view as_utf8(std::string_view body, std::string_view content_type, std::string& room) {
    if (body.find('\0') == std::string_view::npos && !body.starts_with("\xEF\xBB\xBF") &&
        is_plainly_utf8(body))
        return body;
    return room = converted(body, content_type);
}

std::string to_utf8(std::string_view body, std::string_view content_type) {
    std::string room;
    if (const auto same = as_utf8(body, content_type, room); same.data() != room.data())
        return std::string(same);
    return room;
}

bool valid_utf8(std::string_view bytes) {
    return simdjson::validate_utf8(bytes.data(), bytes.size());
}

} // namespace gonggo::scrapers
