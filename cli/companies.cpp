// companies: which companies' own pages can be watched by naming them in gonggo.toml.
#include "config/companies.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"
#include "cli/opened.hpp"
#include "cli/table.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <iostream>

namespace gonggo::cli {
namespace {

void list(Context& context) {
    const auto companies = config::load_companies();
    if (!companies) return fail(context, companies.error(), 2);
    Table table({{"ID", 16, 10},
                 {say(Msg::name), 20, 10},
                 {say(Msg::column_recipe), 16, 8, 2},
                 {say(Msg::evidence), 8, 8, 2},
                 {say(Msg::column_params), 40, 8, 3}});
    for (const auto& company : *companies) {
        boost::json::object params;
        std::string written;
        for (const auto& [name, value] : company.params) {
            params[name] = value;
            written += (written.empty() ? "" : ", ") + name + "=" + value;
        }
        if (context.json)
            std::cout << boost::json::serialize(boost::json::object{{"id", company.id},
                                                                    {"name", company.name},
                                                                    {"recipe", company.recipe},
                                                                    {"params", params},
                                                                    {"evidence", company.evidence}})
                      << '\n';
        else
            table.row({company.id, company.name, company.recipe,
                       say(company.evidence == "reported" ? Msg::reported : Msg::guessed),
                       written});
    }
    if (context.json) return;
    std::cout << table.text();
    print_line(say(Msg::watch_companies));
}

} // namespace

void add_companies(CLI::App& app, Context& context) {
    app.add_subcommand("companies")->callback([&context] {
        speak_as_configured(context);
        list(context);
    });
}

} // namespace gonggo::cli
