#include "notifier/feeds.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "notifier/letter.hpp"
#include "notifier/phrases.hpp"
#include <algorithm>

namespace gonggo::notifier {
namespace {

std::string xml(std::string_view s) {
    return escape_html(text::printable(text::scrub_utf8(s)));
}

std::string element(std::string_view name, std::string_view words) {
    return "<" + std::string(name) + ">" + xml(words) + "</" + std::string(name) + ">\n";
}

std::string link_of(const postings::Posting& p) {
    if (auto url = safe_link(p.url); !url.empty()) return url;
    return p.links.empty() ? std::string() : safe_link(p.links.front().url);
}

std::string summary(const Phrases& say, const DigestEntry& e) {
    std::vector<std::string> parts{e.posting.company};
    for (auto part : {text::join(e.posting.locations, ", "), say.level(e.posting.level),
                      say.deadline(e.posting.deadline), text::join(e.reasons, ", ")})
        if (!part.empty()) parts.push_back(part);
    return text::join(parts, " · ");
}

/// RFC 5545 section 3.3.11.
std::string ics_text(std::string_view s) {
    std::string out;
    for (const char c : text::printable(text::scrub_utf8(s))) {
        if (c == '\\' || c == ';' || c == ',') out += '\\';
        out += c;
    }
    return out;
}

/// RFC 5545 section 3.1: at most 75 octets a line.
std::string fold(std::string_view line) {
    std::string out;
    std::size_t used = 0;
    for (std::size_t i = 0; i < line.size();) {
        const auto from = i;
        text::next_code_point(line, i);
        if (used + (i - from) > 75) {
            out += "\r\n ";
            used = 1;
        }
        out += line.substr(from, i - from);
        used += i - from;
    }
    return out + "\r\n";
}

std::string digits(std::string s) {
    std::erase_if(s, [](char c) { return c == '-' || c == ':'; });
    return s;
}

std::string event(const Phrases& say, const DigestEntry& e, const std::string& stamp) {
    const auto& p = e.posting;
    const Date day = *p.deadline.date;
    const Date next{std::chrono::sys_days{day} + std::chrono::days{1}};
    std::string out = "BEGIN:VEVENT\r\n";
    out += fold("UID:" + slug(p.id) + "@gonggo") + fold("DTSTAMP:" + stamp);
    out += fold("DTSTART;VALUE=DATE:" + digits(iso8601(day)));
    out += fold("DTEND;VALUE=DATE:" + digits(iso8601(next)));
    out += fold("SUMMARY:" + ics_text(say.say("[마감] ", "[closes] ") + p.company + " " + p.title));
    out += fold("DESCRIPTION:" + ics_text(summary(say, e)));
    if (const auto url = link_of(p); !url.empty()) out += fold("URL:" + url);
    return out + "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
}

} // namespace

std::string atom_feed(const std::string& profile, const std::vector<DigestEntry>& entries,
                      Timestamp now, std::string_view language) {
    const Phrases say(language);
    std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                      "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n";
    out += element("title", say.say("공고: ", "gonggo: ") + profile);
    out += element("id", "urn:gonggo:profile:" + slug(profile));
    auto updated = entries.empty() ? now : Timestamp{};
    for (const auto& e : entries) updated = std::max(updated, e.posting.first_seen);
    out += element("updated", iso8601(updated, "UTC"));
    out += "<author><name>gonggo</name></author>\n";
    for (const auto& e : entries) {
        const auto& p = e.posting;
        out += "<entry>\n" + element("title", p.title + " · " + p.company);
        out += element("id", "urn:gonggo:posting:" + slug(p.id));
        out += element("published", iso8601(p.first_seen, "UTC"));
        out += element("updated", iso8601(p.first_seen, "UTC"));
        if (const auto url = link_of(p); !url.empty())
            out += "<link rel=\"alternate\" href=\"" + xml(url) + "\"/>\n";
        out += element("summary", summary(say, e)) + "</entry>\n";
    }
    return out + "</feed>\n";
}

std::string deadline_calendar(const std::string& profile, const std::vector<DigestEntry>& entries,
                              Timestamp now, std::string_view language) {
    const Phrases say(language);
    auto stamp = digits(iso8601(now, "UTC"));
    stamp = stamp.substr(0, 15) + "Z";
    std::string out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//gonggo//deadlines//KO\r\n"
                      "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n";
    out += fold("X-WR-CALNAME:" + ics_text(say.say("공고 마감: ", "deadlines: ") + profile));
    for (const auto& e : entries)
        if (e.posting.deadline.date) out += event(say, e, stamp);
    return out + "END:VCALENDAR\r\n";
}

Status write_feeds(const std::filesystem::path& directory, const std::string& profile,
                   const std::vector<DigestEntry>& newest, const std::vector<DigestEntry>& closing,
                   Timestamp now, std::string_view language) {
    std::error_code failed;
    std::filesystem::create_directories(directory, failed);
    if (failed) return Error{Errc::io, directory.string() + ": " + failed.message()};
    const auto base = (directory / slug(profile)).string();
    GONGGO_CHECK(write_file_atomically(base + ".atom", atom_feed(profile, newest, now, language)));
    return write_file_atomically(base + ".ics", deadline_calendar(profile, closing, now, language));
}

} // namespace gonggo::notifier
