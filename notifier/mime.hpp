#pragma once
// A mail as bytes (RFC 5322, 2045–2047, 2231, 2369, 2919, 3834). libcurl's curl_mime is not used:
// the same bytes go to the .eml file and to the server, and must not change on a retry.
#include "base/result.hpp"
#include "base/time.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::notifier {

struct Mailbox {
    std::string name; ///< display name, may be Korean or empty
    std::string address;
};

struct Attachment {
    std::string filename;     ///< any Unicode
    std::string content_type; ///< "text/calendar; charset=utf-8; method=PUBLISH"
    std::string content;
};

struct Mail {
    Mailbox from;
    std::vector<Mailbox> to;
    std::string subject;
    Timestamp date{};
    std::string zone = "Asia/Seoul";
    std::string message_id;  ///< without < >: "3f2a.digest@gonggo"
    std::string thread;      ///< id of the thread's root, without < >; empty = none
    std::string list_name;   ///< for people; empty = none
    std::string list_id;     ///< "default.gonggo.localhost"
    std::string unsubscribe; ///< address for List-Unsubscribe: <mailto:…>; empty = none
    std::string text, html;  ///< UTF-8
    std::vector<Attachment> attachments;
};

/// The whole message with CRLF; every line has at most 78 bytes (the headers' ids excepted), all of
/// them ASCII. The same mail gives the same bytes. Control characters in names and subject are
/// removed, so nobody can add a header. An address that is none is an error.
Result<std::string> build_mime(const Mail& mail);

/// "이름 <a@b.kr>" or "a@b.kr".
Result<Mailbox> parse_mailbox(std::string_view text);
/// RFC 2047 "B" words of at most 75 bytes, folded, no character split; plain ASCII stays as it is
/// when it fits. `used` = columns already taken on the first line.
std::string encode_words(std::string_view text, std::size_t used);
std::string base64(std::string_view bytes);

} // namespace gonggo::notifier
