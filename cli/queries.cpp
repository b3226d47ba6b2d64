// Reading what was saved: list, search, show, sources; and mark.
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/table.hpp"
#include "config/load.hpp"
#include "postings/json.hpp"
#include "postings/names.hpp"
#include "postings/store/store.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <iostream>
#include <memory>

namespace gonggo::cli {
namespace {

using postings::Filter;
using postings::Posting;
using postings::Store;

struct Opened {
    config::Config config;
    Store store;
    Date today;
};

Result<Opened> open(const Context& context, Store::Mode mode) {
    GONGGO_TRY(auto config, config::load(context.config_file));
    GONGGO_TRY(auto store, Store::open(config.daemon.database, mode));
    const Date today = date_in(now(), config.daemon.time_zone);
    return Opened{std::move(config), std::move(store), today};
}

std::string d_day(const Posting& p, Date today) {
    if (p.closed) return "마감";
    if (p.deadline.kind == postings::DeadlineKind::rolling) return "상시";
    if (p.deadline.kind == postings::DeadlineKind::until_filled) return "채용시";
    if (!p.deadline.date) return "";
    const int days = days_between(today, *p.deadline.date);
    return days < 0 ? "마감" : days == 0 ? "D-Day" : "D-" + std::to_string(days);
}

void print_list(const std::vector<Posting>& postings, Date today) {
    Table table({{"ID", 7},
                 {"점수", 4},
                 {"제목", 44},
                 {"회사", 20},
                 {"지역", 14},
                 {"마감", 6},
                 {"출처", 20}});
    for (const auto& p : postings) {
        std::string sources;
        for (const auto& l : p.links)
            if (sources.find(l.source) == std::string::npos)
                sources += (sources.empty() ? "" : ",") + l.source;
        table.row({p.id, p.matches.empty() ? "" : std::to_string(p.matches[0].score), p.title,
                   p.company, p.locations.empty() ? "" : p.locations[0], d_day(p, today), sources});
    }
    std::cout << table.text();
}

void list(const Filter& filter, Context& context) {
    auto opened = open(context, Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    const auto found = opened->store.find(filter, opened->today);
    if (!found) return fail(context, found.error(), found.error().code == Errc::invalid ? 2 : 1);
    if (context.json) {
        for (const auto& p : *found)
            std::cout << postings::to_json(p, opened->config.daemon.time_zone) << '\n';
    } else if (found->empty())
        std::cerr << "맞는 공고가 없습니다.\n";
    else
        print_list(*found, opened->today);
}

void show(const std::string& key, Context& context) {
    auto opened = open(context, Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    const auto found = opened->store.get(key);
    if (!found) return fail(context, found.error());
    if (!*found)
        return fail(context, {Errc::not_found, "no posting '" + text::printable(key) +
                                                   "'; gonggo list shows the ids"});
    const Posting& p = **found;
    if (context.json) {
        std::cout << postings::to_json(p, opened->config.daemon.time_zone) << '\n';
        return;
    }
    const auto line = [](const char* name, const std::string& value) {
        if (!value.empty())
            std::cout << text::pad_to_width(name, 10) << text::printable(value) << '\n';
    };
    std::cout << text::printable(p.title) << "\n" << text::printable(p.company) << "\n\n";
    line("직무", std::string(postings::label_of(p.role)));
    line("지역", text::join(p.locations, ", "));
    line("마감",
         p.deadline.text + (d_day(p, opened->today).empty() ? "" : "  " + d_day(p, opened->today)));
    line("급여", p.salary.text);
    line("기술", text::join(p.skills, ", "));
    for (const auto& m : p.matches)
        line("맞는 이유",
             m.profile + " " + std::to_string(m.score) + ": " + text::join(m.reasons, ", "));
    for (const auto& l : p.links) line("링크", l.source + "  " + l.url);
    line("상태", p.status + (p.notes.empty() ? "" : "  " + p.notes));
    std::cout << '\n';
    for (const auto part : text::split(p.description, '\n'))
        std::cout << text::printable(part) << '\n';
}

void sources(Context& context) {
    auto opened = open(context, Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    const auto records = opened->store.sources();
    if (!records) return fail(context, records.error());
    Table table(
        {{"출처", 24}, {"상태", 9}, {"마지막 확인", 16}, {"공고", 5}, {"새", 4}, {"까닭", 60}});
    for (const auto& r : *records) {
        const std::string at = iso8601(r.at, opened->config.daemon.time_zone);
        if (context.json)
            std::cout << boost::json::serialize(boost::json::object{{"source", r.source},
                                                                    {"state", r.state},
                                                                    {"reason", r.reason},
                                                                    {"at", at},
                                                                    {"items", r.items},
                                                                    {"new", r.fresh},
                                                                    {"layout", r.layout}})
                      << '\n';
        else
            table.row({r.source, r.state, at.substr(0, 16), std::to_string(r.items),
                       std::to_string(r.fresh), r.reason});
    }
    if (!context.json) std::cout << table.text();
}

void mark(const std::vector<std::string>& words, const std::string& note, Context& context) {
    auto opened = open(context, Store::Mode::read_write);
    if (!opened) return fail(context, opened.error());
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const auto found = opened->store.get(words[i]);
        if (!found || !*found) {
            fail(context, {Errc::not_found, "no posting '" + text::printable(words[i]) + "'"}, 3);
            continue;
        }
        const auto status = opened->store.mark_status((*found)->id, words.back(), note, now());
        if (!status) return fail(context, status.error());
    }
}

void add_filters(CLI::App& command, Filter& f) {
    const auto several = [&](const char* name, std::vector<std::string>& values, const char* help) {
        command.add_option(name, values, help)->delimiter(',')->allow_extra_args(false);
    };
    several("--profile", f.profiles, "only postings that fit this profile");
    several("--role", f.roles, "ml_engineer, data_scientist, ai_researcher, mlops_engineer, …");
    several("--company", f.companies, "");
    several("--place", f.places, "서울, 판교, …");
    several("--source", f.sources, "");
    several("--status", f.statuses, "interested, applied, interview, offer, rejected, hidden");
    command.add_option("--min-score", f.min_score)->check(CLI::Range(0, 100));
    command.add_flag("--all-closed", f.include_closed, "closed postings too");
    command.add_option("--closing", f.closing_within, "closing within so many days");
    command.add_option("--sort", f.sort)
        ->check(CLI::IsMember({"recent", "score", "deadline", "relevance"}));
    command.add_option("--limit", f.limit, "0 = all")->check(CLI::NonNegativeNumber);
}

} // namespace

void add_queries(CLI::App& app, Context& context) {
    auto f = std::make_shared<Filter>();
    f->sort = "score";
    auto words = std::make_shared<std::vector<std::string>>();
    auto note = std::make_shared<std::string>();
    auto everything = std::make_shared<bool>(false);

    auto* ls = app.add_subcommand("list", "fitting postings, best first (gonggo list --closing 7)");
    add_filters(*ls, *f);
    ls->add_flag("--all", *everything, "also those that fit no profile");
    ls->callback([f, everything, &context] {
        f->matching_only = !*everything;
        list(*f, context);
    });

    auto* search = app.add_subcommand(
        "search", "words in saved postings (gonggo search '\"추천 시스템\" OR title:MLOps')");
    search->add_option("query", *words)->required();
    add_filters(*search, *f);
    search->callback([f, words, &context] {
        f->query = text::join(*words, " ");
        if (f->sort == "score") f->sort = "recent";
        list(*f, context);
    });

    auto* sh = app.add_subcommand("show", "one posting by id, its beginning, or URL");
    sh->add_option("id", *words)->required()->expected(1);
    sh->callback([words, &context] { show(words->front(), context); });

    app.add_subcommand("sources", "the boards and how they are")->callback([&context] {
        sources(context);
    });

    auto* mk = app.add_subcommand("mark", "ID… interested|applied|interview|offer|rejected|hidden");
    mk->add_option("words", *words, "ids, then the status")->required()->expected(2, 1000);
    mk->add_option("--note", *note);
    mk->callback([words, note, &context] {
        static const std::vector<std::string_view> kStates = {"interested", "applied",  "interview",
                                                              "offer",      "rejected", "hidden"};
        if (std::find(kStates.begin(), kStates.end(), words->back()) == kStates.end())
            return fail(context,
                        invalid("the last word must be a status: interested, applied, interview, "
                                "offer, rejected or hidden"),
                        2);
        mark(*words, *note, context);
    });
}

} // namespace gonggo::cli
