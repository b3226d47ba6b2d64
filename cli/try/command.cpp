// gonggo try RECIPE [FILE|URL], gonggo try URL|FILE.
#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/messages.hpp"
#include "cli/try/try.hpp"
#include "daemon/job.hpp"
#include "scrapers/template.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace gonggo::cli {
namespace {

struct Options {
    std::vector<std::string> words;
    std::string url, stage = "list";
    std::vector<std::string> params;
    bool save = false;
};

bool is_url(const std::string& word) {
    return word.starts_with("http://") || word.starts_with("https://");
}

/// A recipe that need not lie where recipes are looked for.
bool is_recipe_file(const std::string& word) {
    std::error_code ec;
    return word.ends_with(".toml") && std::filesystem::is_regular_file(word, ec);
}

Result<scrapers::Recipe> recipe_in(const std::string& file) {
    GONGGO_TRY(const std::string text, read_file(file));
    return scrapers::parse_recipe(text, file);
}

/// A [[source]] of the configuration by that id, else the recipe by that id.
Result<config::Source> source_of(const std::string& id, const Options& options,
                                 const config::Config& config) {
    config::Source source{.id = id, .recipe = id};
    for (const auto& known : config.sources)
        if (known.id == id) source = known;
    for (const auto& given : options.params) {
        const auto equals = given.find('=');
        if (equals == std::string::npos)
            return invalid(say(Msg::try_bad_param, {text::printable(given)}));
        source.params[given.substr(0, equals)] = given.substr(equals + 1);
    }
    return source;
}

/// The parameters a saved page was asked with: the address's and the user's; what is missing is
/// left out, for the page is here already.
scrapers::Values values_of(const scrapers::Recipe& recipe, const config::Source& source,
                           const std::string& url) {
    auto values = scrapers::params_of_url(recipe, url).value_or(scrapers::Values{});
    for (const auto& [name, value] : source.params) values[name] = value;
    if (const auto filled = scrapers::fill_params(recipe, values)) values = *filled;
    return values;
}

Result<net::Request> list_request(const scrapers::Recipe& recipe, const config::Source& source,
                                  scrapers::Values& values) {
    GONGGO_TRY(values, daemon::values_for(recipe, source));
    scrapers::set_page(recipe.list, 0, "", values);
    return daemon::request_for(source, recipe.list, values);
}

void try_recipe(const Options& o, Context& context) {
    const auto config = config_or_default(context);
    const auto source = source_of(o.words[0], o, config);
    if (!source) return fail(context, source.error(), 2);
    const auto recipe = is_recipe_file(source->recipe) ? recipe_in(source->recipe)
                                                       : scrapers::load_recipe(source->recipe);
    if (!recipe) return fail(context, recipe.error(), 2);
    if (const auto fine = scrapers::check_recipe(*recipe); !fine)
        return fail(context, fine.error(), 2);
    const auto stage = o.stage == "detail" ? scrapers::Stage::detail : scrapers::Stage::list;
    if (stage == scrapers::Stage::detail && !recipe->detail)
        return fail(context, invalid(say(Msg::try_no_detail, {recipe->id})), 2);
    scrapers::Values values;
    Result<Got> got = Got{};
    if (o.words.size() == 2 && !is_url(o.words[1])) {
        values = values_of(*recipe, *source, o.url);
        got = read_page(o.words[1], o.url);
    } else if (o.words.size() == 2) {
        values = values_of(*recipe, *source, o.words[1]);
        got = fetch_page({.url = o.words[1], .allow_private = true}, config);
    } else {
        if (stage == scrapers::Stage::detail)
            return fail(context, invalid(say(Msg::try_which_page, {recipe->id})), 2);
        auto request = list_request(*recipe, *source, values);
        if (!request) return fail(context, request.error(), 2);
        got = fetch_page(*request, config);
    }
    if (!got) return fail(context, got.error());
    show_caught(*recipe, stage, got->page(values), context);
}

void run(const Options& o, Context& context) {
    const std::string& word = o.words[0];
    if (o.words.size() == 2) return try_recipe(o, context);
    if (is_url(word)) {
        const auto got =
            fetch_page({.url = word, .allow_private = true}, config_or_default(context));
        if (!got) return fail(context, got.error());
        return show_offers(*got, {.fetch = true, .save = o.save}, context);
    }
    std::error_code ec;
    if (word == "-" || (std::filesystem::is_regular_file(word, ec) && !is_recipe_file(word))) {
        const auto got = read_page(word, o.url);
        if (!got) return fail(context, got.error());
        return show_offers(*got, {.fetch = false, .save = o.save}, context);
    }
    try_recipe(o, context);
}

} // namespace

void add_try(CLI::App& app, Context& context) {
    auto o = std::make_shared<Options>();
    auto* tr = app.add_subcommand("try");
    tr->add_option("words", o->words)->required()->expected(1, 2);
    tr->add_option("--url", o->url);
    tr->add_option("--stage", o->stage)->check(CLI::IsMember({"list", "detail"}));
    tr->add_option("--param", o->params);
    tr->add_flag("--save", o->save);
    tr->callback([o, &context] { run(*o, context); });
}

} // namespace gonggo::cli
