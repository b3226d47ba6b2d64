// The digest as plain text: what a terminal, a screen reader or a frugal mail client shows.
#include "base/text.hpp"
#include "notifier/digest_plan.hpp"
#include "notifier/phrases.hpp"
#include <algorithm>
#include <set>

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

std::string card(const DigestContent& c, const Phrases& say, const DigestEntry& e,
                 std::size_t number) {
    const auto& p = e.posting;
    const auto head = std::to_string(number) + ". ";
    const std::string in(head.size(), ' ');
    std::string out = wrap(in, text::printable(p.title));
    if (out.size() >= head.size()) out.replace(0, head.size(), head);
    std::vector<std::string> facts;
    if (!p.company.empty()) facts.push_back(p.company);
    const auto places = text::join(p.locations, ", ");
    for (auto part :
         {text::truncate_to_width(places, 48), say.level(p.level), say.employment(p), say.remote(p),
          text::truncate_to_width(std::string(text::trim(p.salary.text)), 48)})
        if (!part.empty()) facts.push_back(part);
    out += wrap(in, text::printable(text::join(facts, " · ")));
    const auto until = say.deadline(p.deadline), d_day = say.d_day(p.deadline, c.date);
    if (!until.empty()) out += wrap(in, until + (d_day.empty() ? "" : " · " + d_day));
    if (!e.note.empty()) out += wrap(in, "* " + text::printable(e.note));
    if (!e.reasons.empty())
        out += wrap(in, (e.score > 0 ? say.say("적합도 ", "fit ") + std::to_string(e.score)
                                     : say.say("추천 이유", "why")) +
                            ": " + text::printable(text::join(e.reasons, " · ")));
    std::set<std::string> linked;
    for (const auto& link : p.links)
        if (const auto url = safe_link(link.url); !url.empty() && linked.insert(url).second)
            out += in + board_name(c, link.source) + " " + url + "\n";
    if (const auto url = safe_link(p.url); linked.empty() && !url.empty()) out += in + url + "\n";
    return out + "\n";
}

std::string heading(const std::string& title) {
    return title + "\n" + std::string(std::min(text::display_width(title), kColumns), '-') + "\n";
}

} // namespace

std::string digest_text(const DigestContent& c) {
    const Phrases say(c.language);
    std::string out = wrap("", digest_subject(c)) + say.long_day(c.date) + "\n\n";
    if (is_empty(c))
        out += say.say("오늘은 새로 맞는 공고가 없습니다.", "Nothing new fits today.") + "\n\n";
    if (const auto words = intro(c); !words.empty()) out += wrap("", words) + "\n";
    for (const auto& s : sections_of(c)) {
        out += heading(s.title + " " + say.count(s.count));
        std::size_t number = 0;
        for (const auto& e : *s.entries) out += card(c, say, e, ++number);
    }
    if (c.more)
        out +=
            wrap("", say.say("그 밖에 " + say.count(c.more) + ": ", say.count(c.more) + " more: ") +
                         text::printable(c.command)) +
            "\n";
    if (!c.trend.empty()) out += heading(say.say("요즘 많이 찾는 기술", "Skills in demand"));
    int most = 1;
    for (const auto& t : c.trend) most = std::max(most, t.count);
    for (const auto& t : c.trend) {
        const auto bar = std::string(std::size_t(std::clamp(t.count * 30 / most, 1, 30)), '#');
        out += text::pad_to_width(text::truncate_to_width(text::printable(t.word), 20), 20) + " " +
               bar + " " + std::to_string(t.count) + "\n";
    }
    if (!c.trend.empty()) out += "\n";
    if (!c.health.empty()) out += heading(say.say("수집 상태", "Sources"));
    for (const auto& h : c.health)
        out += wrap("  ", (h.healthy ? "o " : "! ") + source_name(c, h.source) + ": " +
                              text::printable(h.text));
    if (const auto hint = health_hint(c); !hint.empty()) out += wrap("  ", hint);
    if (!c.health.empty()) out += "\n";
    // RFC 3676 section 4.3: the signature's separator
    return out + "-- \ngonggo\n";
}

} // namespace gonggo::notifier
