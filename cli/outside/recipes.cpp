// recipes list|check|show.
#include "base/file.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"
#include "cli/opened.hpp"
#include "cli/table.hpp"
#include "scrapers/recipe.hpp"
#include "scrapers/samples.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

namespace gonggo::cli {
namespace {

/// "2026-08" when a real page proved it, else that none did and what it rests on.
std::string proof_of(const scrapers::RecipeRequest& stage) {
    if (!stage.verified.empty()) return stage.verified;
    const std::string_view basis = stage.basis;
    return say(basis == "documented" ? Msg::unproved_documented
               : basis == "reported" ? Msg::unproved_reported
               : basis == "guessed"  ? Msg::unproved_guessed
                                     : Msg::unproved);
}

boost::json::object proof_in_json(const scrapers::RecipeRequest& stage) {
    return {{"verified", stage.verified.empty() ? "unproved" : stage.verified},
            {"basis", stage.verified.empty() ? stage.basis : "saved page"}};
}

void list(Context& context) {
    std::vector<Error> faults;
    int proved = 0;
    int all = 0;
    Table table({{"ID", 20, 10},
                 {say(Msg::name), 24, 10},
                 {say(Msg::list_page), 14, 7, 2},
                 {say(Msg::detail_page), 14, 7, 2},
                 {say(Msg::column_params), 40, 8, 3}});
    for (const auto& [id, r] : scrapers::load_recipes(scrapers::recipe_path(), faults)) {
        std::string params;
        for (const auto& [name, p] : r.params)
            params += (params.empty() ? "" : ", ") + name + (p.required ? "" : "?");
        ++all;
        if (!r.list.verified.empty()) ++proved;
        if (context.json) {
            boost::json::object line{{"id", id}, {"name", r.name}, {"params", params}};
            for (auto& member : proof_in_json(r.list)) line[member.key()] = member.value();
            if (r.detail) line["detail"] = proof_in_json(*r.detail);
            std::cout << boost::json::serialize(line) << '\n';
        } else
            table.row({id, r.name, proof_of(r.list), r.detail ? proof_of(*r.detail) : "-", params});
    }
    if (!context.json) {
        std::cout << table.text();
        print_line(
            say(Msg::recipes_proved, {std::to_string(proved), std::to_string(all - proved)}));
    }
    for (const auto& fault : faults) fail(context, fault, 3);
}

/// Where the source tree keeps the recipe's samples; outside the tree there is no such folder.
std::filesystem::path samples_of(const scrapers::Recipe& recipe) {
    return recipe.file.parent_path().parent_path().parent_path() / "tests/recipes" / recipe.id;
}

void check(Context& context) {
    std::vector<Error> faults;
    const auto recipes = scrapers::load_recipes(scrapers::recipe_path(), faults);
    int sampled = 0;
    for (const auto& [id, recipe] : recipes) {
        auto status = scrapers::check_recipe(recipe);
        if (status && std::filesystem::exists(samples_of(recipe))) {
            ++sampled;
            status = scrapers::check_samples(recipe, samples_of(recipe));
        }
        if (!status) faults.push_back(status.error());
    }
    for (const auto& fault : faults) fail(context, fault);
    if (context.json)
        std::cout << boost::json::serialize(boost::json::object{{"recipes", recipes.size()},
                                                                {"sampled", sampled},
                                                                {"faults", faults.size()}})
                  << '\n';
    else
        print_line(
            say(Msg::recipes_checked, {std::to_string(recipes.size()), std::to_string(sampled),
                                       std::to_string(faults.size())}));
}

void show(const std::string& id, Context& context) {
    const auto recipe = scrapers::load_recipe(id);
    const auto text = recipe ? read_file(recipe->file) : Result<std::string>(recipe.error());
    if (!text) return fail(context, text.error());
    if (context.json)
        std::cout << boost::json::serialize(boost::json::object{
                         {"id", id}, {"file", recipe->file.string()}, {"text", *text}})
                  << '\n';
    else
        std::cout << *text;
}

} // namespace

void add_recipes(CLI::App& app, Context& context) {
    auto words = std::make_shared<std::vector<std::string>>();
    auto* recipes = app.add_subcommand("recipes");
    recipes->require_subcommand(1);
    recipes->add_subcommand("list")->callback([&context] {
        speak_as_configured(context);
        list(context);
    });
    recipes->add_subcommand("check")->callback([&context] {
        speak_as_configured(context);
        check(context);
    });
    auto* sh = recipes->add_subcommand("show");
    sh->add_option("id", *words)->required()->expected(1);
    sh->callback([words, &context] { show(words->front(), context); });
}

} // namespace gonggo::cli
