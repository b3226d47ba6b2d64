// What the saved postings say together over time: trends, stats, report.
#include "cli/insight.hpp"
#include "base/text.hpp"
#include "cli/hints.hpp"
#include "cli/labels.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"
#include "cli/print.hpp"
#include "postings/names.hpp"
#include "postings/report.hpp"
#include "postings/skills.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>

namespace gonggo::cli {
namespace {

namespace json = boost::json;
using postings::Posting;
using postings::Tally;

struct Weekly {
    std::vector<std::string> weeks;
    std::vector<Line> lines;
};

Weekly weekly(const std::vector<Posting>& postings, const Asked& asked, const std::string& zone) {
    constexpr std::size_t kLines = 6;
    std::map<std::string, std::vector<const Posting*>> weeks;
    for (const auto& p : postings)
        weeks[iso8601(postings::week_of(p.first_seen, zone))].push_back(&p);
    std::vector<std::string> skills = asked.skills;
    if (skills.empty())
        for (const auto& t : postings::skill_counts(postings, {}))
            if (skills.size() < kLines) skills.push_back(t.name);
    Weekly out;
    for (const auto& [week, list] : weeks) out.weeks.push_back(week);
    for (const auto& skill : skills) {
        Line line{skill, {}};
        for (const auto& [week, list] : weeks) {
            const auto with = std::ranges::count_if(list, [&](const Posting* p) {
                return std::ranges::any_of(postings::skill_names(*p), [&](const auto& s) {
                    return text::fold(s) == text::fold(postings::skill_name(skill));
                });
            });
            line.values.push_back(static_cast<double>(with) / static_cast<double>(list.size()));
        }
        out.lines.push_back(std::move(line));
    }
    return out;
}

void trends(const Asked& asked, Context& context) {
    constexpr std::size_t kName = 24;
    auto opened = open(context, postings::Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    const auto since = moment(asked.since, *opened);
    if (!since) return fail(context, since.error(), 2);
    const auto found = between(*opened, asked, *since, std::nullopt);
    if (!found) return fail(context, found.error());
    const auto w = weekly(*found, asked, opened->config.daemon.time_zone);
    if (found->empty())
        tell_line(say(Msg::none_found));
    else if (w.lines.empty())
        tell_line(say(Msg::no_skills, {std::to_string(found->size())}));
    else if (!context.json)
        print_line(say(Msg::skills_weekly) + ", " + span(w.weeks.front(), w.weeks.back()));
    std::size_t name = 0;
    for (const auto& line : w.lines)
        name = std::max(name, std::min(kName, text::display_width(text::printable(line.name))));
    for (const auto& line : w.lines) {
        if (context.json) {
            json::object weeks;
            for (std::size_t i = 0; i < w.weeks.size(); ++i) weeks[w.weeks[i]] = line.values[i];
            std::cout << json::serialize(json::object{{"skill", line.name}, {"weeks", weeks}})
                      << '\n';
        } else
            std::cout << text::pad_to_width(
                             text::truncate_to_width(text::printable(line.name), name), name)
                      << ' ' << sparkline(line.values) << ' '
                      << std::lround(100 * (line.values.empty() ? 0 : line.values.back())) << "%\n";
    }
    for (const auto& line : w.lines)
        if (std::ranges::all_of(line.values, [](double share) { return share == 0; }))
            suggest_words(opened->store, line.name);
    if (!asked.svg.empty())
        if (const auto saved =
                save(asked.svg, lines_svg(say(Msg::skills_weekly), w.weeks, w.lines));
            !saved)
            fail(context, saved.error());
}

std::vector<Bar> tally_bars(const std::vector<Tally>& tallies, std::size_t limit) {
    std::vector<Bar> out;
    for (const auto& t : tallies)
        if (out.size() < limit)
            out.push_back({t.name, static_cast<double>(t.count), std::to_string(t.count)});
    return out;
}

std::vector<std::pair<std::string, std::vector<Tally>>> sections(const postings::Statistics& s) {
    auto weeks = s.weeks;
    if (weeks.size() > 12) weeks.erase(weeks.begin(), weeks.end() - 12);
    auto roles = s.roles;
    for (auto& t : roles)
        if (const auto role = postings::from_name<postings::Role>(t.name))
            t.name = role_label(*role);
    auto levels = s.levels;
    for (auto& t : levels) t.name = level_label(t.name);
    return {{say(Msg::by_source), s.sources},
            {say(Msg::by_role), roles},
            {say(Msg::by_level), levels},
            {say(Msg::by_place), s.places},
            {say(Msg::by_week), weeks}};
}

json::array tally_json(const std::vector<Tally>& tallies) {
    json::array out;
    for (const auto& t : tallies) out.push_back(json::object{{"name", t.name}, {"count", t.count}});
    return out;
}

void stats(const Asked& asked, Context& context) {
    auto opened = open(context, postings::Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    const auto since = moment(asked.since, *opened);
    if (!since) return fail(context, since.error(), 2);
    const auto found = between(*opened, asked, *since, std::nullopt);
    if (!found) return fail(context, found.error());
    const auto polls = opened->store.reliability();
    if (!polls) return fail(context, polls.error());
    const auto s = postings::statistics(*found, opened->today, opened->config.daemon.time_zone);
    if (context.json) {
        json::object reliable;
        for (const auto& t : *polls)
            reliable[t.source] = json::object{{"polls", t.polls}, {"ok", t.ok}};
        std::cout << json::serialize(json::object{
                         {"postings", s.postings},
                         {"open", s.open},
                         {"days_open", s.days_open ? json::value(*s.days_open) : json::value()},
                         {"sources", tally_json(s.sources)},
                         {"roles", tally_json(s.roles)},
                         {"levels", tally_json(s.levels)},
                         {"places", tally_json(s.places)},
                         {"weeks", tally_json(s.weeks)},
                         {"reliability", reliable}})
                  << '\n';
        return;
    }
    print_line(say(Msg::stats_head, {std::to_string(s.postings), std::to_string(s.open)}) +
               (s.days_open ? say(Msg::days_open, {std::to_string(*s.days_open)}) : ""));
    for (const auto& [title, tallies] : sections(s))
        if (!tallies.empty())
            std::cout << "\n── " << title << " ──\n"
                      << bars_text(tally_bars(tallies, 12), chart_width());
    if (polls->empty()) return;
    std::cout << "\n── " << say(Msg::reliability) << " ──\n";
    std::vector<Bar> bars;
    for (const auto& t : *polls)
        bars.push_back({t.source, static_cast<double>(t.ok) / t.polls, percent(t.ok, t.polls)});
    std::cout << bars_text(bars, chart_width());
}

void report(const Asked& asked, Context& context) {
    auto opened = open(context, postings::Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    const auto p = periods(*opened, asked);
    if (!p) return fail(context, p.error(), 2);
    const std::string& zone = opened->config.daemon.time_zone;
    const auto s = postings::statistics(p->now, opened->today, zone);
    const auto w = weekly(p->now, asked, zone);
    std::string body = "<h1>" + say(Msg::report) + "</h1><p>" +
                       say(Msg::report_head, {iso8601(opened->today), std::to_string(s.postings),
                                              std::to_string(s.open)}) +
                       "</p>";
    body += "<figure>" + bars_svg(say(Msg::skills_wanted), keyword_bars(*p, 20)) + "</figure>";
    body += "<figure>" + lines_svg(say(Msg::skills_weekly), w.weeks, w.lines) + "</figure>";
    for (const auto& [title, tallies] : sections(s))
        if (!tallies.empty())
            body += "<figure>" + bars_svg(title, tally_bars(tallies, 12)) + "</figure>";
    const std::string page =
        "<!doctype html><html lang=\"" + std::string(english() ? "en" : "ko") +
        "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width,initial-scale=1\"><title>" +
        say(Msg::report) +
        "</title><style>"
        ":root{color-scheme:light dark}body{font:15px/1.6 system-ui,'Apple SD Gothic Neo','Noto "
        "Sans "
        "KR',sans-serif;max-width:720px;margin:0 auto;padding:16px}figure{margin:24px 0}"
        "svg{width:100%;height:auto}</style></head><body>" +
        body + "</body></html>\n";
    if (const auto saved = save(asked.html, page); !saved) return fail(context, saved.error());
    if (context.json) std::cout << json::serialize(json::object{{"file", asked.html}}) << '\n';
}

} // namespace

void add_insight(CLI::App& app, Context& context) {
    auto asked = std::make_shared<Asked>();
    const auto command = [&](const char* name, auto run) {
        auto* c = app.add_subcommand(name);
        add_choice(*c, *asked);
        c->callback([asked, &context, run] { run(*asked, context); });
        return c;
    };
    auto* t = command("trends", trends);
    t->add_option("skills", asked->skills);
    t->add_option("--svg", asked->svg);
    command("stats", stats);
    command("report", report)->add_option("--html", asked->html)->required();
}

} // namespace gonggo::cli
