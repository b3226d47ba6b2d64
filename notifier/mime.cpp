#include "notifier/mime.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <cstdint>

namespace gonggo::notifier {
namespace {

bool plain(std::string_view s) {
    return std::all_of(s.begin(), s.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

bool atom(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
}

bool is_address(std::string_view a) {
    const auto at = a.rfind('@');
    if (at == a.npos || at == 0 || at + 1 == a.size() || a.size() > 254) return false;
    const auto host = a.substr(at + 1);
    return std::all_of(a.begin(), a.begin() + std::ptrdiff_t(at), atom) &&
           std::all_of(host.begin(), host.end(), [](char c) {
               return c != '_' && (c == '[' || c == ']' || c == ':' || c == '-' || c == '.' ||
                                   (atom(c) && std::string_view("!#$%&'*+/=?^`{|}~").find(c) ==
                                                   std::string_view::npos));
           });
}

/// An id we made or were given, down to what may stand between < and >.
std::string id_of(std::string_view s) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string out;
    for (const char c : s) {
        const auto u = static_cast<unsigned char>(c);
        if (atom(c) || c == '@')
            out += c;
        else if (u >= 0x80) // kept apart, not dropped: two Korean names are two ids
            (out += kDigits[u >> 4]) += kDigits[u & 15];
    }
    return out;
}

std::string crlf(std::string_view s) {
    std::string out;
    for (const char c : s) {
        if (c == '\r') continue;
        if (c == '\n') out += '\r';
        out += c;
    }
    return out;
}

std::string base64_lines(std::string_view bytes) {
    const auto all = base64(bytes);
    std::string out;
    for (std::size_t i = 0; i < all.size(); i += 76) out += all.substr(i, 76) + "\r\n";
    return out;
}

std::string phrase(std::string_view name, std::size_t used) {
    if (!plain(name) || name.find("=?") != name.npos || name.size() > 60)
        return encode_words(name, used);
    std::string out = "\"";
    for (const char c : name) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

Result<std::string> mailboxes(std::string_view header, const std::vector<Mailbox>& all) {
    std::string out{header};
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!is_address(all[i].address))
            return invalid("'" + text::printable(all[i].address) + "' is not a mail address");
        if (i) out += ",\r\n";
        out += ' ';
        const auto name = std::string(text::trim(text::printable(text::scrub_utf8(all[i].name))));
        if (name.empty())
            out += all[i].address;
        else
            out += phrase(name, header.size() + 1) + "\r\n <" + all[i].address + ">";
    }
    return out + "\r\n";
}

std::uint64_t fnv(std::string_view s) {
    std::uint64_t h = 14695981039346656037u;
    for (const char c : s) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return h;
}

/// "=_" stands in no base64 line, so no body can hold the boundary.
std::string boundary(const Mail& mail, std::string_view role) {
    return "=_gonggo_" + std::to_string(fnv(mail.message_id)) + "_" + std::string(role);
}

std::string part(std::string_view type, std::string_view body) {
    return "Content-Type: " + std::string(type) + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
           base64_lines(body);
}

std::string multipart(std::string_view kind, const std::string& mark,
                      const std::vector<std::string>& parts) {
    std::string out =
        "Content-Type: multipart/" + std::string(kind) + ";\r\n boundary=\"" + mark + "\"\r\n\r\n";
    for (const auto& p : parts) out += "--" + mark + "\r\n" + p;
    return out + "--" + mark + "--\r\n";
}

/// RFC 2231 sections 3 and 4: percent-encoded UTF-8 in numbered pieces.
std::string filename_parameter(std::string_view name) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string out, piece = "UTF-8''";
    int number = 0;
    const auto flush = [&] {
        out += ";\r\n filename*" + std::to_string(number++) + "*=" + piece;
        piece.clear();
    };
    for (const char c : name) {
        const auto u = static_cast<unsigned char>(c);
        // only before a whole character: some readers decode each piece alone
        if (piece.size() > 50 && (u & 0xc0) != 0x80) flush();
        if (std::isalnum(u) || c == '.' || c == '-' || c == '_')
            piece += c;
        else
            piece += std::string("%") + kHex[u >> 4] + kHex[u & 15];
    }
    flush();
    return out;
}

std::string attached(const Attachment& a) {
    auto type = text::printable(a.content_type);
    if (!plain(type) || type.empty()) type = "application/octet-stream";
    return "Content-Type: " + type + "\r\nContent-Disposition: attachment" +
           filename_parameter(text::printable(a.filename)) +
           "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64_lines(a.content);
}

std::string headers(const Mail& mail) {
    const auto id = [](std::string_view s) { return "<" + id_of(s) + ">\r\n"; };
    std::string out =
        "Subject: " + encode_words(text::printable(text::scrub_utf8(mail.subject)), 9) + "\r\n";
    out += "Date: " + rfc5322(mail.date, mail.zone) + "\r\nMessage-ID: " + id(mail.message_id);
    if (!mail.thread.empty())
        out += "In-Reply-To: " + id(mail.thread) + "References: " + id(mail.thread);
    if (!mail.list_id.empty()) {
        const auto name = std::string(text::trim(text::printable(mail.list_name)));
        out += "List-Id: " + (name.empty() ? "" : phrase(name, 9) + "\r\n ") + id(mail.list_id);
    }
    if (is_address(mail.unsubscribe))
        out += "List-Unsubscribe: <mailto:" + mail.unsubscribe + "?subject=unsubscribe>\r\n";
    return out + "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
}

} // namespace

std::string base64(std::string_view bytes) {
    static constexpr char kAlphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto at = [&](std::size_t n) {
            return n < bytes.size() ? std::uint32_t(static_cast<unsigned char>(bytes[n])) : 0u;
        };
        const auto three = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
        out += kAlphabet[three >> 18 & 63];
        out += kAlphabet[three >> 12 & 63];
        out += i + 1 < bytes.size() ? kAlphabet[three >> 6 & 63] : '=';
        out += i + 2 < bytes.size() ? kAlphabet[three & 63] : '=';
    }
    return out;
}

std::string encode_words(std::string_view source, std::size_t used) {
    const bool blanks = source.starts_with(' ') || source.ends_with(' ');
    if (plain(source) && !blanks && source.find("=?") == source.npos && used + source.size() <= 76)
        return std::string(source);
    std::string out, word;
    // RFC 2047 section 2: 75 bytes a word, 76 a line
    const auto room = [&] {
        const std::size_t columns = out.empty() ? 76 - std::min<std::size_t>(used, 40) : 75;
        return (std::min<std::size_t>(columns, 75) - 12) / 4 * 3;
    };
    const auto flush = [&] {
        if (!out.empty()) out += "\r\n ";
        out += "=?UTF-8?B?" + base64(word) + "?=";
        word.clear();
    };
    for (std::size_t i = 0; i < source.size();) {
        const auto from = i;
        text::next_code_point(source, i);
        if (word.size() + (i - from) > room()) flush();
        word += source.substr(from, i - from);
    }
    if (!word.empty()) flush();
    return out;
}

Result<Mailbox> parse_mailbox(std::string_view source) {
    source = text::trim(source);
    Mailbox box;
    if (const auto open = source.rfind('<'); open != source.npos && source.ends_with('>')) {
        box.address = text::trim(source.substr(open + 1, source.size() - open - 2));
        auto name = text::trim(source.substr(0, open));
        if (name.size() >= 2 && name.starts_with('"') && name.ends_with('"'))
            name = name.substr(1, name.size() - 2);
        box.name = name;
    } else {
        box.address = source;
    }
    if (!is_address(box.address))
        return invalid("'" + text::printable(source) + "' is not a mail address");
    return box;
}

Result<std::string> build_mime(const Mail& mail) {
    if (mail.to.empty()) return invalid("a mail needs at least one recipient");
    GONGGO_TRY(auto out, mailboxes("From:", {mail.from}));
    GONGGO_TRY(auto to, mailboxes("To:", mail.to));
    out += to + headers(mail);
    auto body = multipart("alternative", boundary(mail, "alt"),
                          {part("text/plain; charset=utf-8", crlf(text::scrub_utf8(mail.text))),
                           part("text/html; charset=utf-8", crlf(text::scrub_utf8(mail.html)))});
    if (!mail.attachments.empty()) {
        std::vector<std::string> parts{std::move(body)};
        for (const auto& a : mail.attachments) parts.push_back(attached(a));
        body = multipart("mixed", boundary(mail, "mix"), parts);
    }
    return out + body;
}

} // namespace gonggo::notifier
