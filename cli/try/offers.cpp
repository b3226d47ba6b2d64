#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/errors.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"
#include "cli/try/try.hpp"
#include "net/url.hpp"
#include "scrapers/charset.hpp"
#include "scrapers/discover/discover.hpp"
#include "scrapers/missed.hpp"
#include "scrapers/request.hpp"
#include "scrapers/shell.hpp"
#include "scrapers/template.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <unistd.h>

namespace gonggo::cli {
namespace {

namespace json = boost::json;
using scrapers::Finding;
using scrapers::Way;
using Recipes = std::map<std::string, scrapers::Recipe>;

constexpr int kMostAsked = 4; ///< addresses that are asked to see whether a way works

/// A finding and what asking its own address gave.
struct Offer {
    Finding finding;
    int items = 0;
    std::string fault;
};

std::string label_of(Way way) {
    switch (way) {
    case Way::address:
        return say(Msg::way_address);
    case Way::content:
        return say(Msg::way_content);
    case Way::markup:
        return say(Msg::way_markup);
    case Way::jsonld:
        return say(Msg::way_jsonld);
    case Way::feed:
        return say(Msg::way_feed);
    case Way::linked:
        return say(Msg::way_linked);
    case Way::sitemap:
        return say(Msg::way_sitemap);
    case Way::embedded:
        return say(Msg::way_embedded);
    case Way::json:
        return say(Msg::way_json);
    case Way::cards:
        return say(Msg::way_cards);
    }
    return "";
}

/// Asks the source's own address; items and fault tell what came of it.
void ask(Offer& offer, const Recipes& recipes, const std::string& typed, Context& context) {
    const auto& recipe = recipes.at(offer.finding.recipe);
    auto values = scrapers::fill_params(recipe, offer.finding.params);
    if (!values) {
        offer.fault = values.error().message;
        return;
    }
    scrapers::set_page(recipe.list, 0, "", *values);
    auto request = scrapers::request_of(recipe.list, *values);
    if (!request) {
        offer.fault = request.error().message;
        return;
    }
    // what the user typed is the user's word, other hosts are not
    const auto there = net::origin_of(request->url);
    const auto here = net::origin_of(typed);
    request->allow_private = there && here && there->text() == here->text();
    const auto got = fetch_page(*request, config_or_default(context));
    if (!got) {
        offer.fault = got.error().message;
        return;
    }
    const auto found = scrapers::extract(recipe, scrapers::Stage::list, got->page(*values));
    if (!found)
        offer.fault = found.error().message;
    else if (found->postings.empty() && found->more.empty())
        offer.fault = say(Msg::offer_nothing);
    else
        offer.items = static_cast<int>(found->postings.size());
}

json::object in_json(const Offer& offer, const Recipes& recipes) {
    const Finding& f = offer.finding;
    json::object params;
    for (const auto& [name, value] : f.params) params[name] = value;
    json::object out{{"way", scrapers::word_of(f.way)},
                     {"recipe", f.recipe},
                     {"at", f.at},
                     {"params", params},
                     {"missing", json::value_from(f.missing)},
                     {"items", offer.items},
                     {"source", scrapers::source_toml(f, recipes)}};
    if (!offer.fault.empty()) out["fault"] = offer.fault;
    if (!f.skeleton.empty()) out["skeleton"] = f.skeleton;
    return out;
}

std::string count(const Offer& offer) {
    if (!offer.fault.empty()) return say(Msg::offer_unproved, {text::printable(told(offer.fault))});
    return offer.items > 0 ? say(Msg::offer_proved, {std::to_string(offer.items)})
                           : say(Msg::offer_not_asked);
}

std::filesystem::path file_of(const Offer& offer) {
    return scrapers::user_recipes() / (offer.finding.recipe + ".toml");
}

/// A comment of TOML, so that all that is printed may be pasted; its further lines are ones too.
void print_comment(const std::string& text) {
    const std::string lines =
        ::isatty(STDOUT_FILENO) ? wrapped(text, 0, terminal_width() - 2) : text;
    std::cout << "# " << text::replace_all(lines, "\n", "\n# ") << '\n';
}

Status save(const Offer& offer, Context& context) {
    const auto file = file_of(offer);
    std::error_code ec;
    std::filesystem::create_directories(file.parent_path(), ec);
    if (std::filesystem::exists(file))
        return invalid(say(Msg::offer_there_already, {file.string()}));
    GONGGO_CHECK(write_file_atomically(file, offer.finding.skeleton));
    if (!context.json) print_comment(say(Msg::offer_saved, {file.string()}));
    return {};
}

void print_first(const Offer& offer, const Recipes& recipes) {
    const Finding& f = offer.finding;
    print_comment(label_of(f.way) + ": " + text::printable(f.at) + " (" + count(offer) + ")");
    if (!f.skeleton.empty()) {
        print_comment(say(Msg::offer_new_recipe, {file_of(offer).string()}));
        if (f.skeleton.find(scrapers::kNoAddress) != std::string::npos)
            print_comment(say(Msg::offer_no_address));
        std::cout << "\n" << f.skeleton << "\n# gonggo.toml:\n";
    }
    std::string source = scrapers::source_toml(f, recipes);
    if (!f.skeleton.empty())
        source = "# " + text::replace_all(source.substr(0, source.size() - 1), "\n", "\n# ") + "\n";
    std::cout << source;
}

/// Why nothing was found, with what the page is or says instead.
Error nothing_offered(const Got& got) {
    const auto utf8 = scrapers::to_utf8(got.body, got.content_type);
    if (const auto shell = scrapers::shell_page(utf8))
        return Error{Errc::refused, got.url + ": " + *shell};
    std::string out = say(Msg::offer_none);
    if (utf8.find("<script") != std::string::npos) out += say(Msg::offer_script);
    if (utf8.find("javascript:") != std::string::npos || utf8.find("onclick=") != std::string::npos)
        out += say(Msg::offer_clicks);
    const auto says = scrapers::said_by(utf8);
    if (!says.empty()) out += "; " + say(Msg::try_page_says, {says});
    return Error{Errc::not_found, out};
}

} // namespace

void show_offers(const Got& got, const Offers& how, Context& context) {
    std::vector<Error> faults;
    const auto recipes = scrapers::load_recipes(scrapers::recipe_path(), faults);
    std::vector<Offer> offers;
    int asked = 0;
    for (auto& finding : scrapers::discover(got.page(), recipes)) {
        Offer offer{.items = finding.items};
        offer.finding = std::move(finding);
        const bool ready = offer.finding.missing.empty() && offer.finding.skeleton.empty();
        if (how.fetch && offer.items == 0 && ready && asked++ < kMostAsked)
            ask(offer, recipes, got.url, context);
        offers.push_back(std::move(offer));
    }
    std::ranges::stable_partition(offers, [](const Offer& o) { return o.fault.empty(); });
    if (context.json)
        for (const auto& offer : offers)
            std::cout << json::serialize(in_json(offer, recipes)) << '\n';
    if (offers.empty()) {
        return fail(context, nothing_offered(got));
    }
    if (how.save && !offers.front().finding.skeleton.empty())
        if (const auto saved = save(offers.front(), context); !saved)
            return fail(context, saved.error());
    if (context.json) return;
    print_first(offers.front(), recipes);
    if (offers.size() > 1) std::cout << '\n', print_comment(say(Msg::offer_others));
    for (std::size_t i = 1; i < offers.size(); ++i)
        print_comment("  " + offers[i].finding.recipe + " (" + label_of(offers[i].finding.way) +
                      ": " + text::truncate_to_width(text::printable(offers[i].finding.at), 70) +
                      ", " + count(offers[i]) + ")");
}

} // namespace gonggo::cli
