#include "notifier/letter.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace gonggo::notifier {

std::string slug(std::string_view name) {
    static constexpr char kHex[] = "0123456789abcdef";
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

Result<Mail> digest_mail(const RenderedDigest& digest, const config::Profile& profile,
                         const config::Smtp& smtp, std::string_view key, Timestamp when,
                         std::string_view zone) {
    Mail mail;
    const bool is_user = smtp.user.find('@') != std::string::npos;
    const auto sender = !smtp.from.empty() ? smtp.from : is_user ? smtp.user : "gonggo@localhost";
    GONGGO_TRY(mail.from, parse_mailbox(sender));
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
    mail.message_id = slug(key) + "." + who + ".digest@" + host;
    mail.thread = who + ".digests@" + host;
    mail.list_name = "gonggo " + profile.name;
    mail.list_id = who + ".gonggo." + host;
    mail.unsubscribe = mail.from.address;
    mail.html = digest.html;
    mail.text = digest.text;
    return mail;
}

Result<std::filesystem::path> save_digest(const std::filesystem::path& directory,
                                          std::string_view profile, Date date,
                                          const RenderedDigest& digest, std::string_view eml) {
    std::error_code failed;
    std::filesystem::create_directories(directory, failed);
    if (failed) return Error{Errc::io, directory.string() + ": " + failed.message()};
    const auto base = (directory / (slug(profile) + "-" + iso8601(date))).string();
    if (!eml.empty()) GONGGO_CHECK(write_file_atomically(base + ".eml", eml, 0600));
    GONGGO_CHECK(write_file_atomically(base + ".txt", digest.text, 0600));
    GONGGO_CHECK(write_file_atomically(base + ".html", digest.html, 0600));
    return std::filesystem::path{base + ".html"};
}

} // namespace gonggo::notifier
