// One posting: show, open.
#include "base/text.hpp"
#include "cli/explained.hpp"
#include "cli/labels.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"
#include "cli/print.hpp"
#include "postings/changes.hpp"
#include "postings/dedup/company_forms.hpp"
#include "postings/json.hpp"
#include "postings/names.hpp"
#include "postings/rules_told.hpp"
#include "postings/skills.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>
#include <spawn.h>
#include <sys/wait.h>

extern char** environ;

namespace gonggo::cli {
namespace {

namespace json = boost::json;
using postings::Posting;
using postings::Store;

/// What is said behind a head-hunter's name.
std::string headhunter(bool is) {
    return is ? " (" + say(Msg::headhunter) + ")" : "";
}

/// "신입, 3~5년": what stands behind "경력".
std::string levels_told(const postings::Level& level) {
    std::vector<std::string> out;
    const bool beginner = level.max_years == 0 && !level.labels.empty(); // "신입" says it
    const bool years = !beginner && (level.min_years || level.max_years);
    for (const auto label : level.labels)
        if (label != postings::LevelLabel::mid || !years)
            out.push_back(level_label(postings::name_of(label)));
    if (years) {
        const std::string said = postings::Say{english()}.years(level.min_years, level.max_years);
        const std::string head = say(Msg::row_levels) + " ";
        out.push_back(said.starts_with(head) ? said.substr(head.size()) : said);
    }
    return text::join(out, ", ");
}

/// "정규직, 전면 재택".
std::string employment_told(const Posting& p) {
    const postings::Say said{english()};
    std::vector<std::string> out;
    if (p.employment) out.push_back(text::replace_all(said.employment(*p.employment), "_", " "));
    if (p.remote && *p.remote != postings::Remote::none) out.emplace_back(said.remote(*p.remote));
    return text::join(out, ", ");
}

/// The board's words and, where these do not say it, how long it stays: "~12/25(금)  D-3".
std::string closing_told(const Posting& p, Date today) {
    const auto kind = p.deadline.kind;
    const bool said =
        !p.closed && !english() && !p.deadline.text.empty() &&
        (kind == postings::DeadlineKind::rolling || kind == postings::DeadlineKind::until_filled);
    const std::string left = said ? "" : d_day(p, today);
    const bool dated = p.deadline.date && (p.deadline.text.empty() || left == p.deadline.text);
    const std::string text = dated ? iso8601(*p.deadline.date) : p.deadline.text;
    if (left.empty() || left == text) return text;
    return text.empty() ? left : text + "  " + left;
}

void print_posting(const Posting& p, const std::vector<postings::Copy>& copies,
                   const std::vector<postings::Mark>& marks, const Explained& told,
                   const Opened& opened) {
    const Date today = opened.today;
    print_line(text::printable(p.title));
    print_line(text::printable(p.company) + headhunter(postings::is_agency(p.company)) + "\n");
    print_row(Msg::row_role, role_label(told.classification.role));
    print_row(Msg::row_levels, levels_told(p.level));
    print_row(Msg::row_employment, employment_told(p));
    print_row(Msg::row_place, text::join(p.locations, ", "));
    print_row(Msg::row_closing, closing_told(p, today));
    print_row(Msg::row_salary, p.salary.text);
    print_row(Msg::row_skills, text::join(postings::skill_names(p), ", "));
    if (p.reposts > 0) print_row(Msg::row_reposts, say(Msg::times, {std::to_string(p.reposts)}));
    for (const auto& [fits, m, verdicts] : told.profiles)
        if (fits)
            print_row(Msg::row_why, say(Msg::points, {m.profile, std::to_string(m.score)}) + ": " +
                                        text::join(m.reasons, ", "));
    print_row(Msg::row_more, "gonggo why " + p.id);
    for (const auto& l : p.links) print_row(Msg::row_link, l.source + "  " + l.url);
    for (const auto& c : copies)
        print_row(Msg::row_copy, c.id + "  " + c.company + headhunter(c.agency) + "  " + c.title);
    for (const auto& m : marks)
        print_row(Msg::row_status,
                  iso8601(date_in(m.at, opened.config.daemon.time_zone)) + "  " +
                      (m.status.empty() ? say(Msg::unmarked) : status_label(m.status)));
    for (const auto& note : text::split_trimmed(p.notes, "\n")) print_row(Msg::row_note, note);
    std::cout << '\n';
    for (const auto part : text::split(p.description, '\n')) print_line(text::printable(part));
}

/// The posting's JSON with its possible copies as one more member.
std::string with_copies(std::string posting, const std::vector<postings::Copy>& copies) {
    json::array list;
    for (const auto& c : copies)
        list.push_back(json::object{{"id", c.id},
                                    {"title", text::printable(c.title)},
                                    {"company", text::printable(c.company)},
                                    {"agency", c.agency}});
    posting.pop_back();
    return posting + ",\"copies\":" + json::serialize(list) + "}";
}

/// What `field` of the record was, as other lines say it; `value`: as programs are told it.
std::string value_told(const std::string& field, const std::string& value, const Posting& record) {
    const auto& deadline = record.deadline;
    if (field == "level") return levels_told(record.level);
    if (field == "employment" && record.employment)
        return text::replace_all(postings::Say{english()}.employment(*record.employment), "_", " ");
    if (field == "deadline" && !deadline.date)
        return deadline.kind == postings::DeadlineKind::rolling        ? say(Msg::rolling)
               : deadline.kind == postings::DeadlineKind::until_filled ? say(Msg::until_filled)
                                                                       : std::string();
    if (field == "state" && !value.empty()) return say(Msg::over);
    return value;
}

/// Each change of each listing, the oldest first.
void print_history(const std::vector<postings::Version>& versions, const Opened& opened,
                   bool as_json) {
    bool any = false;
    for (std::size_t i = 0; i + 1 < versions.size(); ++i) {
        const auto& before = versions[i];
        const auto& after = versions[i + 1];
        if (!before.until) continue; // the next one is another listing's
        const std::string& zone = opened.config.daemon.time_zone;
        for (const auto& change : postings::difference(before.record, after.record)) {
            any = true;
            if (as_json) {
                std::cout << json::serialize(json::object{{"source", before.source},
                                                          {"at", iso8601(*before.until, zone)},
                                                          {"field", change.field},
                                                          {"before", change.before},
                                                          {"after", change.after}})
                          << '\n';
                continue;
            }
            print_line(minute_in(*before.until, zone) + "  " + before.source + "  " +
                           part_label(change.field),
                       2);
            for (const auto& [mark, value] :
                 {std::pair{"- ", value_told(change.field, change.before, before.record)},
                  std::pair{"+ ", value_told(change.field, change.after, after.record)}})
                for (const auto& part : text::split_trimmed(value, "\n"))
                    print_line(std::string("    ") + mark + text::printable(part), 6);
        }
    }
    if (!any && !as_json) tell_line(say(Msg::unchanged));
}

void show(const std::string& key, bool history, Context& context) {
    auto opened = open(context, Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    const auto p = find_one(opened->store, key);
    if (!p) return fail(context, p.error());
    if (history) {
        const auto versions = opened->store.history(p->id);
        if (!versions) return fail(context, versions.error());
        return print_history(*versions, *opened, context.json);
    }
    const auto copies = opened->store.copies(p->id);
    if (!copies) return fail(context, copies.error());
    if (context.json) {
        std::cout << with_copies(postings::to_json(*p, opened->config.daemon.time_zone), *copies)
                  << '\n';
        return;
    }
    const auto marks = opened->store.marks(p->id);
    if (!marks) return fail(context, marks.error());
    const auto told = explained(*p, *opened);
    if (!told) return fail(context, told.error());
    print_posting(*p, *copies, *marks, *told, *opened);
}

void open_in_browser(const std::string& key, Context& context) {
    auto opened = open(context, Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    const auto p = find_one(opened->store, key);
    if (!p) return fail(context, p.error());
    if (!p->url.starts_with("https://") && !p->url.starts_with("http://"))
        return fail(context, invalid(say(Msg::no_web_address)));
#ifdef __APPLE__
    std::string program = "open";
#else
    std::string program = "xdg-open";
#endif
    if (const char* browser = std::getenv("BROWSER"); browser != nullptr && *browser != '\0')
        program = browser;
    std::string url = p->url;
    char* arguments[] = {program.data(), url.data(), nullptr};
    pid_t child = 0;
    int status = 0;
    if (::posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments, environ) != 0 ||
        ::waitpid(child, &status, 0) != child || status != 0)
        return fail(context, {Errc::not_found, say(Msg::no_browser, {program, url})});
    if (context.json)
        std::cout << json::serialize(json::object{{"id", p->id}, {"url", p->url}}) << '\n';
}

} // namespace

void add_show(CLI::App& app, Context& context) {
    auto key = std::make_shared<std::string>();
    auto history = std::make_shared<bool>(false);
    const auto command = [&](const char* name, auto run) {
        auto* c = app.add_subcommand(name);
        c->add_option("id", *key)->required();
        c->callback([key, run] { run(*key); });
        return c;
    };
    command("show", [history, &context](const std::string& k) {
        show(k, *history, context);
    })->add_flag("--history", *history);
    command("open", [&context](const std::string& k) { open_in_browser(k, context); });
}

} // namespace gonggo::cli
