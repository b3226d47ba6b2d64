// Caring for the database: backup, integrity.
#include "postings/store/maintain.hpp"
#include "cli/messages.hpp"
#include "cli/opened.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <iostream>
#include <memory>

namespace gonggo::cli {

namespace json = boost::json;

void add_maintain(CLI::App& app, Context& context) {
    auto target = std::make_shared<std::filesystem::path>();
    auto* backup = app.add_subcommand("backup");
    backup->add_option("FILE", *target)->required();
    backup->callback([&context, target] {
        const auto config = settings(context);
        if (!config) return fail(context, config.error());
        if (const auto done = postings::back_up(config->daemon.database, *target); !done)
            return fail(context, done.error());
        if (context.json)
            std::cout << json::serialize(json::object{{"backup", target->string()}}) << "\n";
        else
            std::cout << target->string() << "\n";
    });
    auto* integrity = app.add_subcommand("integrity");
    integrity->callback([&context] {
        const auto config = settings(context);
        if (!config) return fail(context, config.error());
        const auto faults = postings::integrity_faults(config->daemon.database);
        if (!faults) return fail(context, faults.error());
        if (context.json)
            std::cout << json::serialize(json::object{{"sound", faults->empty()},
                                                      {"faults", json::value_from(*faults)}})
                      << "\n";
        else if (faults->empty())
            std::cout << say(Msg::sound) << "\n";
        if (faults->empty()) return;
        for (const auto& fault : *faults)
            if (!context.json) std::cout << fault << "\n";
        fail(context,
             Error{Errc::database, say(Msg::not_sound, {config->daemon.database.string()})});
    });
}

} // namespace gonggo::cli
