// companies: which companies' own pages can be watched by naming them in gonggo.toml.
#include "config/companies.hpp"
#include "cli/commands.hpp"
#include "cli/table.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <iostream>

namespace gonggo::cli {
namespace {

void list(Context& context) {
    const auto companies = config::load_companies();
    if (!companies) return fail(context, companies.error(), 2);
    Table table({{"ID", 16}, {"이름", 20}, {"recipe", 16}, {"근거", 8}, {"params", 40}});
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
                       company.evidence == "reported" ? "보고" : "추측", written});
    }
    if (!context.json)
        std::cout
            << table.text()
            << "gonggo.toml의 맨 위에 적으면 지켜봅니다: companies = [\"daangn\", \"moloco\"]\n";
}

} // namespace

void add_companies(CLI::App& app, Context& context) {
    app.add_subcommand("companies", "companies whose own pages can be watched by naming them")
        ->callback([&context] { list(context); });
}

} // namespace gonggo::cli
