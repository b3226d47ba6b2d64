// poll and digest.
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "config/load.hpp"
#include "daemon/deliver.hpp"
#include "daemon/polls.hpp"
#include "daemon/rounds.hpp"
#include "daemon/wishes.hpp"
#include "postings/vocabulary.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>

namespace gonggo::cli {
namespace {

void poll(const std::vector<std::string>& only, Context& context) {
    auto config = config::load(context.config_file);
    if (!config) return fail(context, config.error());
    if (const auto words = postings::use_vocabulary(config->file.parent_path() / "vocabulary");
        !words)
        return fail(context, words.error());
    for (const auto& id : only)
        if (std::none_of(config->sources.begin(), config->sources.end(),
                         [&](const auto& s) { return s.id == id; }))
            return fail(context, invalid("no source '" + id + "' in " + config->file.string()), 2);
    if (!only.empty())
        std::erase_if(config->sources, [&](const auto& s) {
            return std::find(only.begin(), only.end(), s.id) == only.end();
        });
    auto store = postings::Store::open(config->daemon.database, postings::Store::Mode::read_write);
    if (!store) return fail(context, store.error());
    int fresh = 0;
    int failed = 0;
    const auto results = daemon::poll_all(
        *config, *store, [&](const daemon::PollResult& r, std::size_t done, std::size_t all) {
            fresh += r.fresh;
            failed += r.state != "ok";
            std::fprintf(stderr, "[%zu/%zu] %s: ", done, all, r.source.c_str());
            if (r.state == "ok")
                std::fprintf(stderr, "%s\n",
                             r.unchanged ? "unchanged"
                                         : (std::to_string(r.items) + " items, " +
                                            std::to_string(r.fresh) + " new")
                                               .c_str());
            else
                std::fprintf(stderr, "%s: %s\n", r.state.c_str(), r.reason.c_str());
        });
    if (fresh == 0)
        std::cout << "no new postings\n";
    else
        std::cout << fresh << " new postings\n";
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

void digest(bool preview, Context& context) {
    auto config = config::load(context.config_file);
    if (!config) return fail(context, config.error());
    if (const auto words = postings::use_vocabulary(config->file.parent_path() / "vocabulary");
        !words)
        return fail(context, words.error());
    if (const auto heeded = heed(*config); !heeded) return fail(context, heeded.error());
    if (preview) { // into a folder of its own, and nothing is marked as told
        config->digest.directory /= "preview";
        std::error_code none;
        std::filesystem::remove_all(config->digest.directory, none); // the last preview's
        auto store =
            postings::Store::open(config->daemon.database, postings::Store::Mode::read_write);
        if (!store) return fail(context, store.error());
        const auto status = store->in_transaction([&]() -> Status {
            GONGGO_TRY(const auto files, daemon::write_digests(*config, *store, now()));
            for (const auto& file : files) std::cout << file.string() << '\n';
            if (files.empty()) std::cout << "nothing to tell\n";
            return Error{Errc::refused, "preview"};
        });
        if (!status && status.error().message != "preview") fail(context, status.error());
        return;
    }
    auto store = postings::Store::open(config->daemon.database, postings::Store::Mode::read_write);
    if (!store) return fail(context, store.error());
    const auto files = daemon::write_digests(*config, *store, now());
    if (!files) return fail(context, files.error());
    for (const auto& file : *files) std::cout << file.string() << '\n';
    const auto sent = daemon::deliver_unless_served(*config, *store);
    if (!sent) return fail(context, sent.error());
    if (*sent > 0) std::cout << *sent << " sent\n";
    const auto left = store->outbox(false, now());
    if (left)
        for (const auto& entry : *left)
            if (entry.state != "sent" && !entry.last_error.empty())
                fail(context,
                     {Errc::network, entry.channel + " to " + entry.target + ": " +
                                         entry.last_error + " (kept in the outbox)"},
                     3);
}

} // namespace

void add_polling(CLI::App& app, Context& context) {
    auto only = std::make_shared<std::vector<std::string>>();
    auto* p = app.add_subcommand("poll", "read every source once (gonggo poll wanted-ml)");
    p->add_option("source", *only, "only these sources");
    p->callback([only, &context] { poll(*only, context); });

    auto preview = std::make_shared<bool>(false);
    auto* d = app.add_subcommand("digest", "write and send what was not told yet");
    d->add_flag("--preview", *preview, "only write the file; nothing is sent or marked as told");
    d->callback([preview, &context] { digest(*preview, context); });
}

} // namespace gonggo::cli
