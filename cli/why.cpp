// why: every rule of every profile against one posting.
#include "base/text.hpp"
#include "cli/labels.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"
#include "cli/opened.hpp"
#include "postings/classify.hpp"
#include "postings/match.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <cmath>
#include <iostream>
#include <memory>

namespace gonggo::cli {
namespace {

namespace json = boost::json;
using postings::Store;

json::object explained(const std::string& profile, const postings::Explanation& e) {
    json::array rules;
    for (const auto& v : e.verdicts)
        rules.push_back(json::object{
            {"rule", v.rule}, {"passed", v.passed}, {"points", v.points}, {"text", v.text}});
    return {{"profile", profile}, {"fits", e.fits}, {"score", e.match.score}, {"rules", rules}};
}

/// The rule's name before what it says, unless that begins with it.
std::string verdict_told(const postings::Verdict& verdict) {
    const std::string label = part_label(verdict.rule);
    return verdict.text.starts_with(label) ? verdict.text : label + ": " + verdict.text;
}

/// "  +12" or nothing.
std::string points_told(double points) {
    const long whole = std::lround(points);
    return whole == 0 ? "" : (whole > 0 ? "  +" : "  ") + std::to_string(whole);
}

void why(const std::string& key, Context& context) {
    auto opened = open(context, Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    const auto p = find_one(opened->store, key);
    if (!p) return fail(context, p.error());
    const auto matcher = postings::Matcher::compile(opened->config.profiles);
    if (!matcher) return fail(context, matcher.error());
    const auto listed = opened->store.listed(p->id);
    if (!listed) return fail(context, listed.error());
    const auto lessons = opened->store.lessons();
    if (!lessons) return fail(context, lessons.error());
    const auto c = postings::classify(*listed ? **listed : *p);
    if (!context.json) {
        print_line(text::printable(p->title));
        print_line(say(Msg::row_role) + ": " + role_label(c.role) + " (" +
                   std::to_string(static_cast<int>(100 * c.score)) + "%)");
        for (const auto& e : c.evidence)
            print_line((e.weight > 0 ? "  + " : "  - ") +
                           text::printable(part_label(e.where) + " '" + e.what) + "'",
                       4);
    }
    for (const auto& profile : opened->config.profiles) {
        const auto e = matcher->explain(profile.name, *p, c, *lessons, english());
        if (!e) continue;
        if (context.json) {
            std::cout << json::serialize(explained(profile.name, *e)) << '\n';
            continue;
        }
        print_line(
            "\n" + text::printable(profile.name) + ": " +
            (e->fits ? say(Msg::fits, {std::to_string(e->match.score)}) : say(Msg::does_not_fit)));
        std::vector<std::string> free; // what nothing was wished of, and that gives no points
        for (const auto& v : e->verdicts)
            if (!v.wished && v.points == 0)
                free.push_back(part_label(v.rule));
            else
                print_line((v.passed ? "  ○ " : "  × ") +
                               text::printable(verdict_told(v) + points_told(v.points)),
                           4);
        if (!free.empty())
            print_line("  ○ " + say(Msg::nothing_wished, {text::join(free, ", ")}), 4);
    }
}

} // namespace

void add_why(CLI::App& app, Context& context) {
    auto key = std::make_shared<std::string>();
    auto* c = app.add_subcommand("why");
    c->add_option("id", *key)->required();
    c->callback([key, &context] { why(*key, context); });
}

} // namespace gonggo::cli
