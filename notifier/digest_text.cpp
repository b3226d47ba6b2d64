// The digest as plain text: what a terminal, a screen reader or a frugal mail client shows.
#include "base/text.hpp"
#include "notifier/digest.hpp"
#include "notifier/phrases.hpp"
#include <algorithm>

namespace gonggo::notifier {
namespace {

constexpr std::size_t kColumns = 72;

/// Breaks at blanks, and inside words longer than a line; continued lines start with `indent`.
std::string wrap(const std::string& indent, std::string_view words) {
    std::string out, line = indent;
    const auto flush = [&] {
        out += line + "\n";
        line = indent;
    };
    for (auto word : text::split_trimmed(words, " ")) {
        const bool fresh = line.size() == indent.size();
        if (!fresh && text::display_width(line) + 1 + text::display_width(word) > kColumns) flush();
        if (line.size() != indent.size()) line += ' ';
        for (std::size_t i = 0; i < word.size();) {
            const auto from = i;
            text::next_code_point(word, i);
            const auto piece = word.substr(from, i - from);
            if (text::display_width(line) + text::display_width(piece) > kColumns) flush();
            line += piece;
        }
    }
    if (line.size() != indent.size()) flush();
    return out;
}

std::string card(const Phrases& say, const DigestEntry& e, Date today, std::size_t number) {
    const auto& p = e.posting;
    const auto head = std::to_string(number) + ". ";
    std::string out = wrap(std::string(head.size(), ' '), text::printable(p.title));
    if (out.size() >= head.size()) out.replace(0, head.size(), head);
    const std::string in = "   ";
    std::vector<std::string> facts{p.company};
    for (auto part : {text::join(p.locations, ", "), say.level(p.level), say.employment(p),
                      say.remote(p), p.salary.text})
        if (!part.empty()) facts.push_back(part);
    out += wrap(in, text::printable(text::join(facts, " · ")));
    const auto until = say.deadline(p.deadline), d_day = say.d_day(p.deadline, today);
    if (!until.empty())
        out += wrap(in, say.say("마감 ", "closes ") + until +
                            (d_day.empty() ? "" : " (" + d_day + ")"));
    if (!e.note.empty()) out += wrap(in, "* " + text::printable(e.note));
    if (!e.reasons.empty())
        out += wrap(in, say.say("이유: ", "why: ") + text::printable(text::join(e.reasons, " · ")));
    bool linked = false;
    for (const auto& link : p.links)
        if (const auto url = safe_link(link.url); !url.empty()) {
            out += in + url + "\n";
            linked = true;
        }
    if (const auto url = safe_link(p.url); !linked && !url.empty()) out += in + url + "\n";
    return out + "\n";
}

std::string heading(const std::string& title) {
    return title + "\n" + std::string(std::min(text::display_width(title), kColumns), '-') + "\n";
}

std::string section(const Phrases& say, const std::string& title,
                    const std::vector<DigestEntry>& entries, Date today) {
    if (entries.empty()) return {};
    std::string out = heading(title + " " + say.count(entries.size()));
    for (std::size_t i = 0; i < entries.size(); ++i) out += card(say, entries[i], today, i + 1);
    return out;
}

} // namespace

std::string digest_text(const DigestContent& c) {
    const Phrases say(c.language);
    std::string out = wrap("", digest_subject(c)) + say.long_day(c.date) + "\n\n";
    if (is_empty(c))
        out += say.say("오늘은 새로 맞는 공고가 없습니다.", "Nothing new fits today.") + "\n\n";
    out += section(say, say.say("마감 임박", "Closing soon"), c.closing, c.date);
    out += section(say, say.say("새 공고", "New matches"), c.fresh, c.date);
    if (c.more)
        out +=
            wrap("", say.say("그 밖에 " + say.count(c.more) + ": ", say.count(c.more) + " more: ") +
                         text::printable(c.command)) +
            "\n";
    out += section(say, say.say("바뀐 공고", "Changed"), c.changed, c.date);
    out += section(say, say.say("다시 올라온 공고", "Reposted"), c.reposted, c.date);
    out +=
        section(say, say.say("인턴 · 공모전 · 행사", "Internships and contests"), c.events, c.date);
    if (!c.trend.empty()) out += heading(say.say("요즘 많이 찾는 기술", "Skills in demand"));
    for (const auto& t : c.trend) {
        const auto bar = std::string(std::size_t(std::clamp(t.count, 0, 30)), '#');
        out += text::pad_to_width(text::truncate_to_width(text::printable(t.word), 20), 20) + " " +
               bar + " " + std::to_string(t.count) + "\n";
    }
    if (!c.trend.empty()) out += "\n";
    if (!c.health.empty()) out += heading(say.say("수집 상태", "Sources"));
    for (const auto& h : c.health)
        out += wrap("  ", (h.healthy ? "o " : "! ") + source_label(h.source, say.english()) + ": " +
                              text::printable(h.text));
    if (!c.health.empty()) out += "\n";
    // RFC 3676 section 4.3: the signature's separator
    return out + "-- \ngonggo\n";
}

} // namespace gonggo::notifier
