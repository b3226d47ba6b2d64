#include "notifier/letter.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "notifier/sign.hpp"

namespace gonggo::notifier {
namespace {

constexpr char kHex[] = "0123456789abcdef";

/// 24 digits that stand for the words: a Message-ID of any key fits a line.
std::string short_id(std::string_view words) {
    std::string out;
    for (const char c : hmac_sha256("gonggo", words).substr(0, 12)) {
        const auto u = static_cast<unsigned char>(c);
        (out += kHex[u >> 4]) += kHex[u & 15];
    }
    return out;
}

} // namespace

std::string slug(std::string_view name) {
    std::string out;
    for (const char c : name) {
        const auto u = static_cast<unsigned char>(c);
        const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '_';
        if (kept)
            out += c;
        else
            (out += kHex[u >> 4]) += kHex[u & 15];
    }
    return out.empty() ? "default" : out;
}

Result<Mailbox> sender_of(const config::Smtp& smtp) {
    const bool is_user = smtp.user.find('@') != std::string::npos;
    return parse_mailbox(!smtp.from.empty() ? smtp.from : is_user ? smtp.user : "gonggo@localhost");
}

Result<Mail> digest_mail(const RenderedDigest& digest, const config::Profile& profile,
                         const config::Smtp& smtp, std::string_view key, Timestamp when,
                         std::string_view zone) {
    Mail mail;
    GONGGO_TRY(mail.from, sender_of(smtp));
    if (mail.from.name.empty()) mail.from.name = "공고 gonggo";
    for (const auto& address : profile.to) {
        GONGGO_TRY(auto box, parse_mailbox(address));
        mail.to.push_back(std::move(box));
    }
    const auto host = mail.from.address.substr(mail.from.address.rfind('@') + 1);
    const auto who = slug(profile.name);
    mail.subject = digest.subject;
    mail.date = when;
    mail.zone = zone;
    mail.message_id = short_id(std::string(key) + "\n" + profile.name) + ".digest@" + host;
    mail.thread = who + ".digests@" + host;
    mail.list_name = "gonggo " + profile.name;
    mail.list_id = who + ".gonggo." + host;
    mail.unsubscribe = mail.from.address;
    mail.html = digest.html;
    mail.text = digest.text;
    return mail;
}

namespace {

/// A file's name as a person reads it: letters and digits of any script stay.
std::string file_name(std::string_view name) {
    const std::string composed = text::nfc(name);
    std::string out;
    for (std::size_t i = 0; i < composed.size();) {
        const std::size_t start = i;
        const bool letter = text::is_word(text::next_code_point(composed, i));
        const std::string written = composed.substr(start, i - start);
        out += letter ? written : slug(written);
    }
    return out.empty() ? "default" : out;
}

} // namespace

Result<std::filesystem::path> save_digest(const std::filesystem::path& directory,
                                          std::string_view profile, Date date,
                                          const RenderedDigest& digest, std::string_view eml) {
    std::error_code failed;
    std::filesystem::create_directories(directory, failed);
    if (failed) return Error{Errc::io, directory.string() + ": " + failed.message()};
    const auto day = (directory / (file_name(profile) + "-" + iso8601(date))).string();
    std::string base = day;
    for (int n = 2; std::filesystem::exists(base + ".html"); ++n)
        base = day + "-" + std::to_string(n);
    if (!eml.empty()) GONGGO_CHECK(write_file_atomically(base + ".eml", eml, 0600));
    GONGGO_CHECK(write_file_atomically(base + ".txt", digest.text, 0600));
    GONGGO_CHECK(write_file_atomically(base + ".html", digest.html, 0600));
    return std::filesystem::path{base + ".html"};
}

} // namespace gonggo::notifier
