// Reading what was saved: list, search, sources.
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/errors.hpp"
#include "cli/filters.hpp"
#include "cli/hints.hpp"
#include "cli/labels.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"
#include "cli/table.hpp"
#include "cli/undelivered.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>

namespace gonggo::cli {
namespace {

using postings::Store;

void list(const Wishes& wishes, Context& context) {
    auto opened = open(context, Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    auto filter = filter_of(wishes, *opened);
    if (!filter) return fail(context, filter.error(), 2);
    const int most = filter->limit;
    if (most > 0) ++filter->limit; // one more tells that there are more
    const auto begin = std::chrono::steady_clock::now();
    auto found = opened->store.find(*filter, opened->today);
    const auto took = std::chrono::steady_clock::now() - begin;
    if (!found) return fail(context, found.error(), found.error().code == Errc::invalid ? 2 : 1);
    const bool more = most > 0 && std::ssize(*found) > most;
    if (more) found->pop_back();
    ListStyle style = wishes.style;
    if (context.json) style.format = "jsonl";
    if (found->empty()) suggest(opened->store, *filter, opened->today, took);
    if (!found->empty() || style.format == "json" || style.format == "csv")
        print_paged(list_text(*found, style, *opened), style);
    if (more && most == postings::Filter{}.limit && style.format == "table" &&
        ::isatty(STDOUT_FILENO))
        tell_line(say(Msg::list_goes_on, {std::to_string(most)}));
}

boost::json::object filled_of(const postings::SourceRecord& r) {
    boost::json::object out;
    for (const auto& [field, items] : r.filled) out[field] = items;
    return out;
}

boost::json::value last_ok(const postings::SourceRecord& r, const std::string& zone) {
    return r.last_ok ? boost::json::value(iso8601(*r.last_ok, zone)) : boost::json::value(nullptr);
}

/// Since when a source is ill, and the reason; a fine one may have had nothing new to say.
std::string why(const postings::SourceRecord& r, const config::Config& config) {
    const std::string& zone = config.daemon.time_zone;
    if (std::ranges::count(config.sources, r.source, &config::Source::id) == 0)
        return say(Msg::not_configured);
    if (r.state == "ok") return r.unchanged ? say(Msg::nothing_new) : "";
    return (r.last_ok ? say(Msg::last_well, {minute_in(*r.last_ok, zone)}) : say(Msg::never_well)) +
           ": " + told(r.reason);
}

void sources(Context& context) {
    auto opened = open(context, Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    const auto records = opened->store.sources();
    if (!records) return fail(context, records.error());
    Table table({{say(Msg::column_sources), 24, 10},
                 {say(Msg::column_status), 9, 4},
                 {say(Msg::last_poll), 16, 16, 2},
                 {say(Msg::items), 5, 4, 3},
                 {say(Msg::fresh), 4, 3, 4},
                 {say(Msg::reason), 160, 10}});
    if (records->empty() && !context.json) {
        tell_line(say(Msg::no_sources));
        return;
    }
    for (const auto& r : *records) {
        const std::string& zone = opened->config.daemon.time_zone;
        const std::string at = iso8601(r.at, zone);
        if (context.json)
            std::cout << boost::json::serialize(boost::json::object{
                             {"source", r.source},
                             {"state", r.state},
                             {"reason", r.reason},
                             {"at", at},
                             {"items", r.items},
                             {"new", r.fresh},
                             {"layout", r.layout},
                             {"unchanged", r.unchanged},
                             {"filled", filled_of(r)},
                             {"last_ok", last_ok(r, opened->config.daemon.time_zone)}})
                      << '\n';
        else
            table.row({r.source, state_label(r.state), minute_in(r.at, zone),
                       std::to_string(r.items), std::to_string(r.fresh), why(r, opened->config)});
    }
    const auto failed = undelivered(opened->store);
    if (!failed) return fail(context, failed.error());
    if (!context.json) std::cout << table.text();
    if (failed->messages == 0) return;
    if (context.json)
        std::cout << boost::json::serialize(boost::json::object{{"source", "outbox"},
                                                                {"state", "undelivered"},
                                                                {"reason", failed->last},
                                                                {"items", failed->messages}})
                  << '\n';
    else
        print_line("\n! " + say(Msg::undelivered_see,
                                {std::to_string(failed->messages), told(failed->last)}),
                   2);
}

} // namespace

void add_queries(CLI::App& app, Context& context) {
    auto w = std::make_shared<Wishes>();
    w->filter.sort.clear();
    auto words = std::make_shared<std::vector<std::string>>();

    auto* ls = app.add_subcommand("list");
    add_filters(*ls, *w);
    ls->add_flag("--all", w->everything);
    ls->callback([w, &context] {
        w->filter.matching_only = fitting_only(*w);
        if (w->filter.sort.empty()) w->filter.sort = w->everything ? "recent" : "score";
        list(*w, context);
    });

    auto* search = app.add_subcommand("search");
    search->add_option("query", *words)->required();
    add_filters(*search, *w);
    search->callback([w, words, &context] {
        w->filter.query = text::join(*words, " ");
        if (w->filter.sort.empty()) w->filter.sort = "recent";
        list(*w, context);
    });

    app.add_subcommand("sources")->callback([&context] { sources(context); });
}

} // namespace gonggo::cli
