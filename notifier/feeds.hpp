#pragma once
// Postings as an Atom feed (RFC 4287) and their deadlines as a calendar (RFC 5545).
#include "base/result.hpp"
#include "notifier/digest.hpp"
#include <filesystem>

namespace gonggo::notifier {

/// One entry a posting, in the order given; ids are stable ("urn:gonggo:posting:ID"). An entry is
/// updated when it was first seen, the feed when its newest was: a reader shows each once.
std::string atom_feed(const std::string& profile, const std::vector<DigestEntry>& entries,
                      Timestamp now, std::string_view language);
/// An all-day event on each closing day; UIDs are stable, lines folded at 75 octets between whole
/// characters, ended by CRLF.
std::string deadline_calendar(const std::string& profile, const std::vector<DigestEntry>& entries,
                              Timestamp now, std::string_view language);
/// Writes PROFILE.atom of the newest and PROFILE.ics of those that close; a reader sees the old or
/// the new, never half.
Status write_feeds(const std::filesystem::path& directory, const std::string& profile,
                   const std::vector<DigestEntry>& newest, const std::vector<DigestEntry>& closing,
                   Timestamp now, std::string_view language);

} // namespace gonggo::notifier
