// Caring for the database: backup, integrity.
#include "postings/store/maintain.hpp"
#include "cli/commands.hpp"
#include "config/load.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <iostream>
#include <memory>

namespace gonggo::cli {

namespace json = boost::json;

void add_maintain(CLI::App& app, Context& context) {
    auto target = std::make_shared<std::filesystem::path>();
    auto* backup = app.add_subcommand("backup", "copy the database while it is in use");
    backup->add_option("FILE", *target, "the new file")->required();
    backup->callback([&context, target] {
        const auto config = config::load(context.config_file);
        if (!config) return fail(context, config.error());
        if (const auto done = postings::back_up(config->daemon.database, *target); !done)
            return fail(context, done.error());
        if (context.json)
            std::cout << json::serialize(json::object{{"backup", target->string()}}) << "\n";
        else
            std::cout << target->string() << "\n";
    });
    auto* integrity = app.add_subcommand("integrity", "check that the database is sound");
    integrity->callback([&context] {
        const auto config = config::load(context.config_file);
        if (!config) return fail(context, config.error());
        const auto faults = postings::integrity_faults(config->daemon.database);
        if (!faults) return fail(context, faults.error());
        if (context.json)
            std::cout << json::serialize(json::object{{"sound", faults->empty()},
                                                      {"faults", json::value_from(*faults)}})
                      << "\n";
        else if (faults->empty())
            std::cout << "이상 없음\n";
        if (faults->empty()) return;
        for (const auto& fault : *faults)
            if (!context.json) std::cout << fault << "\n";
        fail(context, Error{Errc::database, config->daemon.database.string() +
                                                ": not sound; mend: restore a copy that `gonggo "
                                                "backup` made"});
    });
}

} // namespace gonggo::cli
