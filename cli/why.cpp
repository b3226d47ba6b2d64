// why: every rule of every profile against one posting.
#include "base/text.hpp"
#include "cli/explained.hpp"
#include "cli/labels.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"
#include "postings/facts.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>

namespace gonggo::cli {
namespace {

namespace json = boost::json;
using postings::Store;

json::object json_of(const postings::Explanation& e) {
    json::array rules;
    for (const auto& v : e.verdicts)
        rules.push_back(json::object{
            {"rule", v.rule}, {"passed", v.passed}, {"points", v.points}, {"text", v.text}});
    return {
        {"profile", e.match.profile}, {"fits", e.fits}, {"score", e.match.score}, {"rules", rules}};
}

/// The rule's name before what it says, unless that begins with it.
std::string verdict_told(const postings::Verdict& verdict) {
    const std::string label = part_label(verdict.rule);
    return verdict.text.starts_with(label) ? verdict.text : label + ": " + verdict.text;
}

/// "지역: 서울  +12": with its points, unless it says them or has none.
std::string line_told(const postings::Verdict& verdict) {
    const std::string told = verdict_told(verdict);
    const long whole = std::lround(verdict.points);
    const std::string points = (whole > 0 ? " +" : " ") + std::to_string(whole);
    return whole == 0 || told.ends_with(points) ? told : told + " " + points;
}

/// "  + 제목 'Data Scientist'".
std::string evidence_told(const postings::Evidence& e, const postings::Posting& posting) {
    const std::string what =
        e.where == "title" ? postings::as_written(posting.title, e.what) : e.what;
    return (e.weight > 0 ? "  + " : "  - ") +
           text::printable(part_label(e.where) + " '" + what + "'");
}

void why(const std::string& key, Context& context) {
    auto opened = open(context, Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    const auto p = find_one(opened->store, key);
    if (!p) return fail(context, p.error());
    const auto told = explained(*p, *opened);
    if (!told) return fail(context, told.error());
    if (!context.json) {
        const auto& c = told->classification;
        print_line(text::printable(p->title));
        print_line(say(Msg::row_role) + ": " + role_label(c.role) +
                   say(Msg::ml_share, {std::to_string(static_cast<int>(100 * c.score))}));
        std::vector<std::string> told_already;
        for (const auto& e : c.evidence) {
            const std::string line = evidence_told(e, *p);
            if (std::ranges::find(told_already, line) != told_already.end()) continue;
            print_line(line, 4);
            told_already.push_back(line);
        }
    }
    for (const auto& e : told->profiles) {
        if (context.json) {
            std::cout << json::serialize(json_of(e)) << '\n';
            continue;
        }
        print_line(
            "\n" + text::printable(e.match.profile) + ": " +
            (e.fits ? say(Msg::fits, {std::to_string(e.match.score)}) : say(Msg::does_not_fit)));
        std::vector<std::string> free; // what nothing was wished of, and that gives no points
        for (const auto& v : e.verdicts)
            if (!v.wished && v.points == 0)
                free.push_back(part_label(v.rule));
            else
                print_line((v.passed ? "  ○ " : "  × ") + text::printable(line_told(v)), 4);
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
