// keywords: the skills that postings want, and what a CV has of them.
#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/insight.hpp"
#include "cli/labels.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"
#include "postings/report.hpp"
#include "postings/skills.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>

namespace gonggo::cli {

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

namespace {

namespace json = boost::json;
using postings::Posting;

/// The text of a CV: plain files as they are, PDF by pdftotext, DOCX and ODT by pandoc.
Result<std::string> cv_text(const std::string& path) {
    const std::string quoted = "'" + text::replace_all(path, "'", "'\\''") + "'";
    std::string command;
    const std::string lower = text::ascii_lower(path);
    const bool pdf = lower.ends_with(".pdf");
    if (pdf) command = "pdftotext -enc UTF-8 -- " + quoted + " -";
    if (lower.ends_with(".docx")) command = "pandoc -f docx -t plain -- " + quoted;
    if (lower.ends_with(".odt")) command = "pandoc -f odt -t plain -- " + quoted;
    GONGGO_TRY(auto content, read_file(path));
    if (command.empty()) return content;
    FILE* pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
    std::string out;
    char buffer[4096];
    for (std::size_t n = 0; pipe && (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
        out.append(buffer, n);
    if (!pipe || ::pclose(pipe) != 0)
        return Error{Errc::unsupported,
                     say(Msg::cannot_read_with, {path, pdf ? "poppler-utils" : "pandoc"})};
    return out;
}

/// One posting's skills, those of the CV and the others.
struct Fit {
    const Posting* posting;
    std::vector<std::string> has, lacks;
    [[nodiscard]] double share() const {
        return static_cast<double>(has.size()) / static_cast<double>(has.size() + lacks.size());
    }
};

/// The postings that name a skill, those the CV fits best first.
std::vector<Fit> fits_of(const std::vector<Posting>& postings, const std::vector<std::string>& cv) {
    std::vector<Fit> out;
    for (const auto& posting : postings) {
        if (posting.skills.empty()) continue;
        Fit fit{&posting, {}, {}};
        for (const auto& s : postings::skill_names(posting))
            (std::ranges::find(cv, s) != cv.end() ? fit.has : fit.lacks).push_back(s);
        out.push_back(std::move(fit));
    }
    std::ranges::stable_sort(out, std::ranges::greater{}, &Fit::share);
    return out;
}

void against_cv(const Periods& p, const Asked& asked, Context& context) {
    const auto content = cv_text(asked.cv);
    if (!content) return fail(context, content.error());
    Posting cv;
    cv.description = text::scrub_utf8(*content);
    const auto known = postings::skills_in(cv);
    std::vector<std::string> has, lacks;
    const int all = static_cast<int>(p.now.size());
    const auto limit = static_cast<std::size_t>(asked.limit);
    for (const auto& tally : postings::skill_counts(p.now, p.before)) {
        if (has.size() + lacks.size() >= limit) break;
        auto& list = std::ranges::find(known, tally.name) != known.end() ? has : lacks;
        list.push_back(tally.name + " " + percent(tally.count, all));
    }
    const auto fits = fits_of(p.now, known);
    if (context.json) {
        json::array each;
        for (const auto& fit : fits)
            each.push_back(json::object{{"id", fit.posting->id},
                                        {"title", fit.posting->title},
                                        {"has", json::value_from(fit.has)},
                                        {"lacks", json::value_from(fit.lacks)}});
        std::cout << json::serialize(json::object{{"has", json::value_from(has)},
                                                  {"lacks", json::value_from(lacks)},
                                                  {"postings", each}})
                  << '\n';
        return;
    }
    const auto told = [](const std::vector<std::string>& skills) {
        return skills.empty() ? say(Msg::nothing_lacks) : text::join(skills, ", ");
    };
    print_line(say(Msg::cv_has, {told(has)}), 2);
    print_line(say(Msg::cv_lacks, {told(lacks)}) + "\n", 2);
    constexpr std::size_t kId = 9, kLeast = 12;
    const std::size_t shown = std::min(limit, fits.size());
    std::size_t wide = 0;
    for (std::size_t i = 0; i < shown; ++i)
        wide = std::max(wide, text::display_width(named(*fits[i].posting)));
    wide = std::min(wide, std::max(kLeast, terminal_width() / 2 - kId));
    for (std::size_t i = 0; i < shown; ++i) {
        const auto& [posting, had, lacking] = fits[i];
        print_line(posting->id + "  " +
                       text::pad_to_width(text::truncate_to_width(named(*posting), wide), wide) +
                       "  " + std::to_string(had.size()) + "/" +
                       std::to_string(had.size() + lacking.size()) +
                       say(Msg::cv_posting_lacks, {told(lacking)}),
                   kId);
    }
    if (fits.size() > limit) print_line(say(Msg::cv_more, {std::to_string(fits.size() - limit)}));
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
    if (bars.empty())
        tell_line(say(Msg::none_found));
    else
        print_line(
            say(Msg::skills_head, {std::to_string(p->now.size())}) +
            (p->before.empty() ? "" : say(Msg::skills_before, {std::to_string(p->before.size())})));
    std::cout << bars_text(bars, chart_width());
    if (!asked.svg.empty())
        if (const auto saved = save(asked.svg, bars_svg(say(Msg::skills_wanted), bars)); !saved)
            fail(context, saved.error());
}

} // namespace

void add_keywords(CLI::App& app, Context& context) {
    auto asked = std::make_shared<Asked>();
    auto* k = app.add_subcommand("keywords");
    add_choice(*k, *asked);
    k->add_option("--limit", asked->limit)->check(CLI::PositiveNumber);
    k->add_option("--svg", asked->svg);
    k->add_option("--cv", asked->cv);
    k->callback([asked, &context] { keywords(*asked, context); });
}

} // namespace gonggo::cli
