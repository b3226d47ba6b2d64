#pragma once
// From a rendered digest to the mail and the files a person keeps.
#include "config/config.hpp"
#include "notifier/digest.hpp"
#include "notifier/mime.hpp"
#include <filesystem>

namespace gonggo::notifier {

/// Who the mails are from: [smtp] from, else its user when that is an address, else
/// gonggo@localhost.
Result<Mailbox> sender_of(const config::Smtp& smtp);

/// The mail of one digest to all of the profile's addresses. `key` is the outbox row's own ("17"):
/// a retry has the same Message-ID.
Result<Mail> digest_mail(const RenderedDigest& digest, const config::Profile& profile,
                         const config::Smtp& smtp, std::string_view key, Timestamp when,
                         std::string_view zone);

/// A name for files and ids: ASCII letters and digits stay, the rest becomes hexadecimal.
std::string slug(std::string_view name);

/// Writes PROFILE-DATE.eml (when there is one), .html and .txt, a day's second digest as
/// PROFILE-DATE-2; the .html's path.
Result<std::filesystem::path> save_digest(const std::filesystem::path& directory,
                                          std::string_view profile, Date date,
                                          const RenderedDigest& digest, std::string_view eml);

} // namespace gonggo::notifier
