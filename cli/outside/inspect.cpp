// gonggo inspect: the workshop of recipe writers. Each reads stdin and prints JSON.
#include "postings/inspect.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/messages.hpp"
#include "net/robots.hpp"
#include "scrapers/charset.hpp"
#include "scrapers/feed.hpp"
#include "scrapers/html/inspect.hpp"
#include "scrapers/inspect.hpp"
#include "scrapers/jsonld.hpp"
#include "scrapers/recipe.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <cstdio>
#include <iostream>
#include <memory>

namespace gonggo::cli {
namespace {

namespace json = boost::json;

void print(const std::string& line) {
    std::cout << line << '\n';
}

struct Options {
    std::string css, attribute, url, agent, today, text, recipe, stage = "list";
    bool as_text = false, as_html = false;
};

std::optional<Date> today_of(const Options& o, Context& context) {
    if (o.today.empty()) return date_in(now(), "Asia/Seoul");
    const auto day = parse_date(o.today);
    if (!day) fail(context, invalid(say(Msg::bad_date, {text::printable(o.today)})), 2);
    return day;
}

void select(const Options& o, Context& context) {
    const std::string page = scrapers::to_utf8(read_stdin(), "");
    const char* mode = !o.attribute.empty() ? "attr" : o.as_text ? "text" : "html";
    const auto found = scrapers::html::inspect_select(page, o.css, mode, o.attribute);
    if (!found) return fail(context, found.error(), 2);
    json::array out;
    for (const auto& s : *found) out.emplace_back(s);
    print(json::serialize(out));
}

void robots(const Options& o) {
    const auto verdict = net::check_robots(net::parse_robots(read_stdin()), o.agent, o.url);
    json::value delay = nullptr;
    if (verdict.crawl_delay) {
        const double d = *verdict.crawl_delay;
        delay = d == static_cast<double>(static_cast<std::int64_t>(d))
                    ? json::value(static_cast<std::int64_t>(d))
                    : json::value(d);
    }
    print(json::serialize(json::object{{"allowed", verdict.allowed}, {"crawl_delay", delay}}));
}

/// A line in, a line out; a bad line is told with its number and the rest goes on.
template <class Work>
void each_line(Context& context, Work work) {
    std::string line;
    for (int n = 1; std::getline(std::cin, line); ++n) {
        if (text::trim(line).empty()) continue;
        const auto out = work(line);
        if (out)
            print(*out);
        else
            fail(context, out.error().in("line " + std::to_string(n)), 3);
    }
}

void extract(const Options& o, Context& context) {
    const auto recipe = scrapers::load_recipe(o.recipe);
    if (!recipe) return fail(context, recipe.error(), 2);
    const auto out = scrapers::inspect_extract(*recipe, o.stage, o.url, read_stdin());
    if (!out) return fail(context, out.error());
    print(*out);
}

} // namespace

void add_inspect(CLI::App& app, Context& context) {
    auto* inspect = app.add_subcommand("inspect");
    inspect->require_subcommand(1);
    auto o = std::make_shared<Options>();

    auto* sel = inspect->add_subcommand("select");
    sel->add_option("css", o->css)->required();
    sel->add_option("--attr", o->attribute);
    sel->add_flag("--text", o->as_text);
    sel->add_flag("--html", o->as_html);
    sel->callback([o, &context] { select(*o, context); });

    auto* jsonld = inspect->add_subcommand("jsonld");
    jsonld->add_option("--url", o->url);
    jsonld->callback([o] {
        print(json::serialize(
            scrapers::job_postings_in(scrapers::to_utf8(read_stdin(), ""), o->url)));
    });

    auto* feed = inspect->add_subcommand("feed");
    feed->add_option("--url", o->url);
    feed->callback([o, &context] {
        const auto out = scrapers::inspect_feed(read_stdin(), o->url);
        if (out)
            print(*out);
        else
            fail(context, out.error());
    });

    auto* rob = inspect->add_subcommand("robots");
    rob->add_option("--agent", o->agent)->required();
    rob->add_option("--url", o->url)->required();
    rob->callback([o] { robots(*o); });

    auto* deadline = inspect->add_subcommand("deadline");
    deadline->add_option("--today", o->today);
    deadline->add_option("text", o->text)->required();
    deadline->callback([o, &context] {
        if (const auto today = today_of(*o, context))
            print(postings::inspect_deadline(o->text, *today));
    });
    auto* career = inspect->add_subcommand("career");
    career->add_option("text", o->text)->required();
    career->callback([o] { print(postings::inspect_career(o->text)); });
    auto* salary = inspect->add_subcommand("salary");
    salary->add_option("text", o->text)->required();
    salary->callback([o] { print(postings::inspect_salary(o->text)); });

    for (const auto& [name, judge] : {std::pair("classify", &postings::inspect_classify),
                                      std::pair("compare", &postings::inspect_compare)}) {
        auto* lines = inspect->add_subcommand(name);
        lines->add_option("--today", o->today);
        lines->callback([o, &context, judge = judge] {
            if (const auto today = today_of(*o, context))
                each_line(context, [&](const std::string& l) { return judge(l, *today); });
        });
    }

    auto* ext = inspect->add_subcommand("extract");
    ext->add_option("--recipe", o->recipe)->required();
    ext->add_option("--stage", o->stage)->check(CLI::IsMember({"list", "detail"}));
    ext->add_option("--url", o->url);
    ext->callback([o, &context] { extract(*o, context); });
}

} // namespace gonggo::cli
