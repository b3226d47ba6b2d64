// poll and digest.
#include "base/text.hpp"
#include "cli/errors.hpp"
#include "cli/labels.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"
#include "cli/opened.hpp"
#include "cli/outside/progress.hpp"
#include "daemon/deliver.hpp"
#include "daemon/polls.hpp"
#include "daemon/rounds.hpp"
#include "daemon/wishes.hpp"
#include "postings/vocabulary.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>

namespace gonggo::cli {
namespace {

namespace json = boost::json;

std::string outcome_of(const daemon::PollResult& r) {
    if (r.state != "ok") return state_label(r.state) + ": " + text::printable(told(r.reason));
    if (r.unchanged) return say(Msg::poll_unchanged);
    return say(Msg::poll_items, {std::to_string(r.items), std::to_string(r.fresh)});
}

void poll(const std::vector<std::string>& only, Context& context) {
    auto config = settings(context);
    if (!config) return fail(context, config.error());
    if (const auto words = postings::use_vocabulary(config->file.parent_path() / "vocabulary");
        !words)
        return fail(context, words.error());
    for (const auto& id : only)
        if (std::none_of(config->sources.begin(), config->sources.end(),
                         [&](const auto& s) { return s.id == id; }))
            return fail(context,
                        invalid(say(Msg::no_source, {config->file.string(), text::printable(id)})),
                        2);
    if (!only.empty())
        std::erase_if(config->sources, [&](const auto& s) {
            return std::find(only.begin(), only.end(), s.id) == only.end();
        });
    auto store = postings::Store::open(config->daemon.database, postings::Store::Mode::read_write);
    if (!store) return fail(context, store.error());
    int fresh = 0;
    int failed = 0;
    Progress progress;
    progress.bar(0, config->sources.size(), 0);
    const auto results = daemon::poll_all(
        *config, *store, [&](const daemon::PollResult& r, std::size_t done, std::size_t all) {
            fresh += r.fresh;
            failed += r.state != "ok";
            if (context.json)
                std::cout << json::serialize(json::object{{"source", r.source},
                                                          {"state", r.state},
                                                          {"reason", r.reason},
                                                          {"items", r.items},
                                                          {"new", r.fresh},
                                                          {"unchanged", r.unchanged}})
                          << std::endl;
            progress.line("[" + std::to_string(done) + "/" + std::to_string(all) + "] " + r.source +
                          ": " + outcome_of(r));
            progress.bar(done, all, fresh);
        });
    progress.end();
    if (!context.json)
        print_line(fresh == 0 ? say(Msg::no_new) : say(Msg::new_postings, {std::to_string(fresh)}));
    if (!config->webhooks.empty() && !daemon::quiet_until(*config, now()))
        if (const auto sent = daemon::deliver_unless_served(*config, *store); !sent)
            return fail(context, sent.error(), 3);
    if (failed > 0) context.exit_code = failed == static_cast<int>(results.size()) ? 1 : 3;
}

/// A profile written a moment ago is told what is there.
Status heed(const config::Config& config) {
    auto store = postings::Store::open(config.daemon.database, postings::Store::Mode::read_write);
    if (!store) return store.error();
    GONGGO_TRY(const auto matcher, postings::Matcher::compile(config.profiles));
    GONGGO_TRY(const int matched, daemon::heed_wishes(config, *store, matcher, now()));
    static_cast<void>(matched);
    return {};
}

void print_digest(const std::vector<std::filesystem::path>& files, int sent,
                  const Context& context) {
    if (context.json) {
        json::array paths;
        for (const auto& file : files) paths.emplace_back(file.string());
        std::cout << json::serialize(json::object{{"files", paths}, {"sent", sent}}) << '\n';
        return;
    }
    for (const auto& file : files) std::cout << file.string() << '\n';
    if (files.empty()) tell_line(say(Msg::nothing_to_tell));
    if (sent > 0) std::cout << say(Msg::sent, {std::to_string(sent)}) << '\n';
}

void digest(bool preview, Context& context) {
    auto config = settings(context);
    if (!config) return fail(context, config.error());
    if (const auto words = postings::use_vocabulary(config->file.parent_path() / "vocabulary");
        !words)
        return fail(context, words.error());
    if (const auto heeded = heed(*config); !heeded) return fail(context, heeded.error());
    const auto partly = [&](const Error& fault) { fail(context, fault, 3); };
    if (preview) { // into a folder of its own, and nothing is marked as told
        config->digest.directory /= "preview";
        std::error_code none;
        std::filesystem::remove_all(config->digest.directory, none); // the last preview's
        auto store =
            postings::Store::open(config->daemon.database, postings::Store::Mode::read_write);
        if (!store) return fail(context, store.error());
        const auto status = store->in_transaction([&]() -> Status {
            GONGGO_TRY(const auto files, daemon::write_digests(*config, *store, now(), partly));
            print_digest(files, 0, context);
            return Error{Errc::refused, "preview"};
        });
        if (!status && status.error().message != "preview") fail(context, status.error());
        return;
    }
    auto store = postings::Store::open(config->daemon.database, postings::Store::Mode::read_write);
    if (!store) return fail(context, store.error());
    const auto files = daemon::write_digests(*config, *store, now(), partly);
    if (!files) return fail(context, files.error());
    const auto sent = daemon::deliver_unless_served(*config, *store);
    print_digest(*files, sent ? *sent : 0, context);
    if (!sent) return fail(context, sent.error());
    const auto left = store->outbox(false, now());
    if (left)
        for (const auto& entry : *left)
            if (entry.state != "sent" && !entry.last_error.empty())
                fail(context,
                     {Errc::network,
                      say(Msg::kept_in_outbox, {message_label(entry.channel), entry.target,
                                                text::printable(told(entry.last_error))})},
                     3);
}

} // namespace

void add_polling(CLI::App& app, Context& context) {
    auto only = std::make_shared<std::vector<std::string>>();
    auto* p = app.add_subcommand("poll");
    p->add_option("source", *only);
    p->callback([only, &context] { poll(*only, context); });

    auto preview = std::make_shared<bool>(false);
    auto* d = app.add_subcommand("digest");
    d->add_flag("--preview", *preview);
    d->callback([preview, &context] { digest(*preview, context); });
}

} // namespace gonggo::cli
