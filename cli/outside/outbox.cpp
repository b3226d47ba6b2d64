// outbox: the messages on their way; notify test: a sample everywhere.
#include "base/text.hpp"
#include "cli/errors.hpp"
#include "cli/labels.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"
#include "cli/opened.hpp"
#include "daemon/deliver.hpp"
#include "daemon/sample.hpp"
#include "postings/store/store.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <iostream>
#include <memory>

namespace gonggo::cli {

namespace json = boost::json;
using postings::Store;

namespace {

void list(Context& context, bool all) {
    const auto config = settings(context);
    if (!config) return fail(context, config.error());
    auto store = Store::open(config->daemon.database, Store::Mode::read_only);
    if (!store) return fail(context, store.error());
    const auto entries = store->outbox(false, now());
    if (!entries) return fail(context, entries.error());
    const std::string& zone = config->daemon.time_zone;
    constexpr std::size_t kHang = 5;
    bool any = false;
    for (const auto& e : *entries) {
        if (!all && e.state == "sent") continue;
        any = true;
        if (context.json) {
            std::cout << json::serialize(json::object{{"id", e.id},
                                                      {"channel", e.channel},
                                                      {"target", e.target},
                                                      {"state", e.state},
                                                      {"attempts", e.attempts},
                                                      {"created", iso8601(e.created, zone)},
                                                      {"next_try", iso8601(e.next_try, zone)},
                                                      {"error", e.last_error}})
                      << "\n";
            continue;
        }
        print_line(std::to_string(e.id) + "  " + text::pad_to_width(message_label(e.state), 4) +
                       "  " + message_label(e.channel) + " " + text::printable(e.target) + "  " +
                       minute_in(e.created, zone) + "  " + std::to_string(e.attempts) + "×" +
                       (e.state == "due" ? "  → " + minute_in(e.next_try, zone) : ""),
                   kHang);
        if (!e.last_error.empty())
            print_line(std::string(kHang, ' ') + text::printable(told(e.last_error)), kHang);
    }
    if (!any && !context.json) tell_line(say(Msg::nothing_waits));
}

/// Applies `change` to the messages named, or to all dead ones.
template <class Change>
void change(Context& context, std::vector<std::int64_t> ids, bool all_dead, Change&& change_one) {
    const auto config = settings(context);
    if (!config) return fail(context, config.error());
    if (ids.empty() && !all_dead) return fail(context, invalid(say(Msg::which_messages)), 2);
    auto store = Store::open(config->daemon.database, Store::Mode::read_write);
    if (!store) return fail(context, store.error());
    if (all_dead) {
        const auto entries = store->outbox(false, now());
        if (!entries) return fail(context, entries.error());
        for (const auto& e : *entries)
            if (e.state == "dead") ids.push_back(e.id);
    }
    for (const auto id : ids) {
        const Result<bool> done = change_one(*store, id);
        if (!done) return fail(context, done.error());
        if (!*done)
            fail(context, invalid(say(Msg::no_message, {std::to_string(id)})));
        else if (context.json)
            std::cout << json::serialize(json::object{{"id", id}}) << "\n";
        else
            std::cout << id << "\n";
    }
}

void notify_test(Context& context) {
    const auto config = settings(context);
    if (!config) return fail(context, config.error());
    const auto outcomes = daemon::send_samples(*config, now());
    if (outcomes.empty())
        return fail(context, invalid(say(Msg::nobody_to_tell, {config->file.string()})));
    std::size_t failed = 0;
    for (const auto& o : outcomes) {
        failed += !o.error.empty();
        if (context.json)
            std::cout << json::serialize(json::object{{"channel", o.channel},
                                                      {"target", o.target},
                                                      {"sent", o.error.empty()},
                                                      {"error", o.error}})
                      << "\n";
        else
            print_line((o.error.empty() ? "✓ " : "✗ ") + message_label(o.channel) + " " + o.target +
                           (o.error.empty() ? "" : ": " + text::printable(told(o.error))),
                       2);
    }
    if (failed > 0) context.exit_code = failed == outcomes.size() ? 1 : 3;
}

} // namespace

void add_outbox(CLI::App& app, Context& context) {
    auto* outbox = app.add_subcommand("outbox");
    outbox->require_subcommand(1);
    auto all = std::make_shared<bool>(false);
    auto ids = std::make_shared<std::vector<std::int64_t>>();
    auto dead = std::make_shared<bool>(false);
    auto* listing = outbox->add_subcommand("list");
    listing->add_flag("--all", *all);
    listing->callback([&context, all] { list(context, *all); });
    auto* retry = outbox->add_subcommand("retry");
    auto* drop = outbox->add_subcommand("drop");
    for (auto* command : {retry, drop}) {
        command->add_option("ID", *ids);
        command->add_flag("--dead", *dead);
    }
    retry->callback([&context, ids, dead] {
        change(context, *ids, *dead,
               [](Store& store, std::int64_t id) { return store.outbox_again(id, now()); });
        const auto config = settings(context);
        if (!config || context.exit_code != 0) return;
        auto store = Store::open(config->daemon.database, Store::Mode::read_write);
        if (!store) return fail(context, store.error());
        if (const auto sent = daemon::deliver_unless_served(*config, *store); !sent)
            fail(context, sent.error(), 3);
    });
    drop->callback([&context, ids, dead] {
        change(context, *ids, *dead,
               [](Store& store, std::int64_t id) { return store.outbox_drop(id); });
    });
    auto* notify = app.add_subcommand("notify");
    notify->require_subcommand(1);
    notify->add_subcommand("test")->callback([&context] { notify_test(context); });
}

} // namespace gonggo::cli
