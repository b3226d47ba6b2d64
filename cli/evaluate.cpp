// eval: how well roles are told on a labelled file.
#include "postings/evaluate.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>

namespace gonggo::cli {
namespace {

namespace json = boost::json;

void evaluate(const std::string& path, Context& context) {
    std::ifstream file(path);
    if (!file) return fail(context, {Errc::io, say(Msg::cannot_be_read, {text::printable(path)})});
    const auto e = postings::evaluate(file, date_in(gonggo::now(), "Asia/Seoul"));
    if (context.json) {
        json::array mistakes;
        for (const auto& m : e.mistakes)
            mistakes.push_back(json::object{{"line", m.line},
                                            {"id", m.id},
                                            {"title", m.title},
                                            {"want", m.want},
                                            {"got", m.got}});
        const auto counts = [](const postings::Counts& c) {
            return json::object{
                {"precision", c.precision()}, {"recall", c.recall()}, {"f1", c.f1()}};
        };
        std::cout << json::serialize(json::object{{"match", counts(e.all)},
                                                  {"match_clear", counts(e.clear)},
                                                  {"roles", e.roles},
                                                  {"roles_right", e.roles_right},
                                                  {"unreadable", e.unreadable},
                                                  {"mistakes", mistakes}})
                  << '\n';
        return;
    }
    for (const auto& m : e.mistakes)
        print_line(say(Msg::eval_mistake,
                       {std::to_string(m.line), text::printable(m.title), m.want, m.got}),
                   2);
    for (const auto& [name, c] :
         {std::pair{Msg::eval_clear, &e.clear}, std::pair{Msg::eval_all, &e.all}}) {
        std::array<char, 64> figures{};
        std::snprintf(figures.data(), figures.size(), "P %.3f R %.3f F1 %.3f", c->precision(),
                      c->recall(), c->f1());
        print_line(say(name, {figures.data()}), 2);
    }
    if (e.roles > 0)
        print_line(say(Msg::eval_roles, {std::to_string(e.roles_right), std::to_string(e.roles)}));
    if (e.unreadable > 0) context.exit_code = 3;
}

} // namespace

void add_evaluate(CLI::App& app, Context& context) {
    auto path = std::make_shared<std::string>();
    auto* c = app.add_subcommand("eval");
    c->add_option("file", *path)->required();
    c->callback([path, &context] { evaluate(*path, context); });
}

} // namespace gonggo::cli
