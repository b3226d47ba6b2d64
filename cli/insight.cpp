// What the saved postings say together: keywords, trends, stats, report; and eval.
#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/chart.hpp"
#include "cli/opened.hpp"
#include "postings/evaluate.hpp"
#include "postings/report.hpp"
#include "postings/skills.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>

namespace gonggo::cli {
namespace {

namespace json = boost::json;
using postings::Posting;
using postings::Tally;

constexpr std::size_t kChartWidth = 78;

struct Asked {
    std::vector<std::string> roles, skills;
    std::string since = "90d", svg, html, cv, file;
    int limit = 20;
    bool everything = false;
};

Result<std::vector<Posting>> between(Opened& opened, const Asked& asked, Timestamp from,
                                     std::optional<Timestamp> to) {
    postings::Filter filter;
    filter.roles = asked.roles;
    filter.matching_only = !asked.everything && asked.roles.empty();
    filter.include_closed = true;
    filter.since = from;
    filter.until = to;
    filter.limit = 0;
    return opened.store.find(filter, opened.today);
}

std::string percent(int part, int whole) {
    return std::to_string(whole > 0 ? (100 * part + whole / 2) / whole : 0) + "%";
}

Status save(const std::string& path, const std::string& content) {
    GONGGO_CHECK(write_file_atomically(path, content));
    std::cerr << path << '\n';
    return {};
}

/// The period asked for and the one as long before it.
struct Periods {
    std::vector<Posting> now, before;
};
Result<Periods> periods(Opened& opened, const Asked& asked) {
    GONGGO_TRY(const Timestamp since, moment(asked.since, opened));
    const Timestamp earlier = since - (gonggo::now() - since);
    GONGGO_TRY(auto fresh, between(opened, asked, since, std::nullopt));
    GONGGO_TRY(auto before, between(opened, asked, earlier, since));
    return Periods{std::move(fresh), std::move(before)};
}

std::vector<Bar> keyword_bars(const Periods& p, std::size_t limit) {
    std::vector<Bar> out;
    const int now = static_cast<int>(p.now.size());
    const int before = static_cast<int>(p.before.size());
    for (const auto& tally : postings::skill_counts(p.now, p.before)) {
        if (out.size() >= limit) break;
        std::string trend;
        if (before > 0) {
            const int points = 100 * tally.count / now - 100 * tally.before / before;
            trend = points > 0   ? " ▲" + std::to_string(points)
                    : points < 0 ? " ▼" + std::to_string(-points)
                                 : " =";
        }
        out.push_back(
            {tally.name, static_cast<double>(tally.count), percent(tally.count, now) + trend});
    }
    return out;
}

/// The text of a CV: plain files as they are, PDF by pdftotext, DOCX by pandoc.
Result<std::string> cv_text(const std::string& path) {
    const std::string quoted = "'" + text::replace_all(path, "'", "'\\''") + "'";
    std::string command;
    if (path.ends_with(".pdf")) command = "pdftotext " + quoted + " -";
    if (path.ends_with(".docx")) command = "pandoc -t plain " + quoted;
    GONGGO_TRY(auto content, read_file(path));
    if (command.empty()) return content;
    FILE* pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
    std::string out;
    char buffer[4096];
    for (std::size_t n = 0; pipe && (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
        out.append(buffer, n);
    if (!pipe || ::pclose(pipe) != 0)
        return Error{Errc::unsupported, path + ": cannot be read; mend: install " +
                                            (path.ends_with(".pdf") ? "poppler-utils" : "pandoc") +
                                            " or give a text file"};
    return out;
}

void against_cv(const Periods& p, const Asked& asked, Context& context) {
    const auto content = cv_text(asked.cv);
    if (!content) return fail(context, content.error());
    Posting cv;
    cv.description = text::scrub_utf8(*content);
    const auto has = postings::skills_in(cv);
    std::vector<std::string> have, lack;
    const int all = static_cast<int>(p.now.size());
    for (const auto& tally : postings::skill_counts(p.now, p.before)) {
        if (have.size() + lack.size() >= static_cast<std::size_t>(asked.limit)) break;
        auto& list = std::ranges::find(has, tally.name) != has.end() ? have : lack;
        list.push_back(tally.name + " " + percent(tally.count, all));
    }
    if (context.json) {
        json::array fits;
        for (const auto& posting : p.now) {
            json::array missing;
            for (const auto& s : posting.skills)
                if (std::ranges::find(has, s) == has.end()) missing.emplace_back(s);
            fits.push_back(json::object{{"id", posting.id}, {"lacks", missing}});
        }
        std::cout << json::serialize(json::object{{"has", json::value_from(have)},
                                                  {"lacks", json::value_from(lack)},
                                                  {"postings", fits}})
                  << '\n';
        return;
    }
    std::cout << "이력서에 있는 것: " << text::join(have, ", ")
              << "\n이력서에 없는 것: " << text::join(lack, ", ") << "\n\n";
    for (const auto& posting : p.now) {
        std::vector<std::string> missing;
        for (const auto& s : posting.skills)
            if (std::ranges::find(has, s) == has.end()) missing.push_back(s);
        if (missing.size() < posting.skills.size())
            std::cout << posting.id << "  "
                      << text::truncate_to_width(text::printable(posting.title), 40)
                      << "  없는 것: " << (missing.empty() ? "없음" : text::join(missing, ", "))
                      << '\n';
    }
}

void keywords(const Asked& asked, Context& context) {
    auto opened = open(context, postings::Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    const auto p = periods(*opened, asked);
    if (!p) return fail(context, p.error(), 2);
    if (!asked.cv.empty()) return against_cv(*p, asked, context);
    if (context.json) {
        for (const auto& t : postings::skill_counts(p->now, p->before))
            std::cout << json::serialize(json::object{{"skill", t.name},
                                                      {"postings", t.count},
                                                      {"of", p->now.size()},
                                                      {"before", t.before},
                                                      {"of_before", p->before.size()}})
                      << '\n';
        return;
    }
    const auto bars = keyword_bars(*p, static_cast<std::size_t>(asked.limit));
    if (bars.empty()) std::cerr << "공고가 없습니다.\n";
    std::cout << bars_text(bars, kChartWidth);
    if (!asked.svg.empty())
        if (const auto saved = save(asked.svg, bars_svg("공고가 원하는 기술", bars)); !saved)
            fail(context, saved.error());
}

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
                return std::ranges::any_of(
                    p->skills, [&](const auto& s) { return text::fold(s) == text::fold(skill); });
            });
            line.values.push_back(static_cast<double>(with) / static_cast<double>(list.size()));
        }
        out.lines.push_back(std::move(line));
    }
    return out;
}

void trends(const Asked& asked, Context& context) {
    auto opened = open(context, postings::Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    const auto since = moment(asked.since, *opened);
    if (!since) return fail(context, since.error(), 2);
    const auto found = between(*opened, asked, *since, std::nullopt);
    if (!found) return fail(context, found.error());
    const auto w = weekly(*found, asked, opened->config.daemon.time_zone);
    for (const auto& line : w.lines) {
        if (context.json) {
            json::object weeks;
            for (std::size_t i = 0; i < w.weeks.size(); ++i) weeks[w.weeks[i]] = line.values[i];
            std::cout << json::serialize(json::object{{"skill", line.name}, {"weeks", weeks}})
                      << '\n';
        } else
            std::cout << text::pad_to_width(text::printable(line.name), 24) << ' '
                      << sparkline(line.values) << ' '
                      << std::lround(100 * (line.values.empty() ? 0 : line.values.back())) << "%\n";
    }
    if (!asked.svg.empty())
        if (const auto saved = save(asked.svg, lines_svg("기술별 주간 비율", w.weeks, w.lines));
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
    return {{"출처", s.sources},
            {"직무", s.roles},
            {"경력", s.levels},
            {"지역", s.places},
            {"주", weeks}};
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
    std::cout << "공고 " << s.postings << "건, 진행 중 " << s.open << "건";
    if (s.days_open) std::cout << ", 마감까지 보통 " << *s.days_open << "일";
    std::cout << '\n';
    for (const auto& [title, tallies] : sections(s))
        if (!tallies.empty())
            std::cout << "\n── " << title << " ──\n"
                      << bars_text(tally_bars(tallies, 12), kChartWidth);
    std::cout << "\n── 출처의 믿음직함 ──\n";
    std::vector<Bar> bars;
    for (const auto& t : *polls)
        bars.push_back({t.source, static_cast<double>(t.ok) / t.polls, percent(t.ok, t.polls)});
    std::cout << bars_text(bars, kChartWidth);
}

void report(const Asked& asked, Context& context) {
    auto opened = open(context, postings::Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    const auto p = periods(*opened, asked);
    if (!p) return fail(context, p.error(), 2);
    const std::string& zone = opened->config.daemon.time_zone;
    const auto s = postings::statistics(p->now, opened->today, zone);
    const auto w = weekly(p->now, asked, zone);
    std::string body = "<h1>공고 보고서</h1><p>" + iso8601(opened->today) + ", 공고 " +
                       std::to_string(s.postings) + "건, 진행 중 " + std::to_string(s.open) +
                       "건</p>";
    body += "<figure>" + bars_svg("공고가 원하는 기술", keyword_bars(*p, 20)) + "</figure>";
    body += "<figure>" + lines_svg("기술별 주간 비율", w.weeks, w.lines) + "</figure>";
    for (const auto& [title, tallies] : sections(s))
        if (!tallies.empty())
            body += "<figure>" + bars_svg(title, tally_bars(tallies, 12)) + "</figure>";
    const std::string page =
        "<!doctype html><html lang=\"ko\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width,initial-scale=1\"><title>공고 보고서</title><style>"
        ":root{color-scheme:light dark}body{font:15px/1.6 system-ui,'Apple SD Gothic Neo','Noto "
        "Sans "
        "KR',sans-serif;max-width:720px;margin:0 auto;padding:16px}figure{margin:24px 0}"
        "svg{width:100%;height:auto}</style></head><body>" +
        body + "</body></html>\n";
    if (const auto saved = save(asked.html, page); !saved) fail(context, saved.error());
}

void evaluate(const Asked& asked, Context& context) {
    std::ifstream file(asked.file);
    if (!file) return fail(context, {Errc::io, asked.file + ": cannot be read"});
    const auto e = postings::evaluate(file, date_in(gonggo::now(), "Asia/Seoul"));
    if (context.json) {
        json::array mistakes;
        for (const auto& m : e.mistakes)
            mistakes.push_back(json::object{{"line", m.line},
                                            {"id", m.id},
                                            {"title", m.title},
                                            {"want", m.want},
                                            {"got", m.got}});
        const auto counts = [](const postings::Counts& c) {
            return json::object{
                {"precision", c.precision()}, {"recall", c.recall()}, {"f1", c.f1()}};
        };
        std::cout << json::serialize(json::object{{"match", counts(e.all)},
                                                  {"match_clear", counts(e.clear)},
                                                  {"roles", e.roles},
                                                  {"roles_right", e.roles_right},
                                                  {"unreadable", e.unreadable},
                                                  {"mistakes", mistakes}})
                  << '\n';
        return;
    }
    for (const auto& m : e.mistakes)
        std::printf("%zu: %s (%s, not %s)\n", m.line, text::printable(m.title).c_str(),
                    m.want.c_str(), m.got.c_str());
    for (const auto& [name, c] :
         {std::pair{"without borderline", &e.clear}, std::pair{"all", &e.all}})
        std::printf("match, %s: P %.3f R %.3f F1 %.3f\n", name, c->precision(), c->recall(),
                    c->f1());
    if (e.roles > 0) std::printf("roles: %d of %d right\n", e.roles_right, e.roles);
    if (e.unreadable > 0) context.exit_code = 3;
}

} // namespace

void add_insight(CLI::App& app, Context& context) {
    auto asked = std::make_shared<Asked>();
    const auto command = [&](const char* name, const char* help, auto run) {
        auto* c = app.add_subcommand(name, help);
        c->callback([asked, &context, run] { run(*asked, context); });
        return c;
    };
    const auto choice = [&](CLI::App* c) {
        c->add_option("--role", asked->roles, "ml_engineer, mlops_engineer, …")->delimiter(',');
        c->add_option("--since", asked->since, "7d, 2w, 3m or a date (90d)");
        c->add_flag("--all", asked->everything, "also postings that fit no profile");
        return c;
    };
    auto* k = choice(command(
        "keywords", "the skills that postings want (gonggo keywords --cv cv.md)", keywords));
    k->add_option("--limit", asked->limit)->check(CLI::PositiveNumber);
    k->add_option("--svg", asked->svg, "the chart, to a file");
    k->add_option("--cv", asked->cv, "what a CV (txt, md, pdf, docx) has of them, and lacks");
    auto* t =
        choice(command("trends", "skills over the weeks (gonggo trends PyTorch LLM)", trends));
    t->add_option("skills", asked->skills);
    t->add_option("--svg", asked->svg, "the chart, to a file");
    choice(command("stats", "postings by board, role, level, place and week", stats));
    choice(command("report", "all charts as one page (gonggo report --html report.html)", report))
        ->add_option("--html", asked->html)
        ->required();
    command("eval", "how well roles are told on a labelled file (JSON lines)", evaluate)
        ->add_option("file", asked->file)
        ->required();
}

} // namespace gonggo::cli
