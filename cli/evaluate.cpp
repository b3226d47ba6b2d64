// eval: how well roles are told on a labelled file.
#include "postings/evaluate.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>

namespace gonggo::cli {
namespace {

namespace json = boost::json;

void evaluate(const std::string& path, Context& context) {
    std::ifstream file(path);
    if (!file) return fail(context, {Errc::io, path + ": cannot be read"});
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
        std::printf("%zu: %s (%s, not %s)\n", m.line, text::printable(m.title).c_str(),
                    m.want.c_str(), m.got.c_str());
    for (const auto& [name, c] :
         {std::pair{"without borderline", &e.clear}, std::pair{"all", &e.all}})
        std::printf("match, %s: P %.3f R %.3f F1 %.3f\n", name, c->precision(), c->recall(),
                    c->f1());
    if (e.roles > 0) std::printf("roles: %d of %d right\n", e.roles_right, e.roles);
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
