// gonggo: the command line.
#include "cli/commands.hpp"
#include "cli/try/try.hpp"

#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>

namespace gonggo::cli {

void fail(Context& context, const Error& error, int code) {
    std::fflush(stdout);
    std::fprintf(stderr, "gonggo: %s\n", error.message.c_str());
    context.exit_code = code;
}

} // namespace gonggo::cli

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_DFL);
    gonggo::cli::Context context;
    CLI::App app("공고: watches job boards for ML, AI and MLOps work", "gonggo");
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--config", context.config_file,
                   "the configuration to use instead of the usual one");
    app.add_flag("--json", context.json, "JSON instead of tables, one object a line");
    app.set_version_flag("--version", "gonggo 0.1.0");
    gonggo::cli::add_polling(app, context);
    gonggo::cli::add_queries(app, context);
    gonggo::cli::add_show(app, context);
    gonggo::cli::add_applications(app, context);
    gonggo::cli::add_feedback(app, context);
    gonggo::cli::add_keywords(app, context);
    gonggo::cli::add_insight(app, context);
    gonggo::cli::add_evaluate(app, context);
    gonggo::cli::add_exchange(app, context);
    gonggo::cli::add_recipes(app, context);
    gonggo::cli::add_try(app, context);
    gonggo::cli::add_companies(app, context);
    gonggo::cli::add_maintain(app, context);
    gonggo::cli::add_init(app, context);
    gonggo::cli::add_outbox(app, context);
    gonggo::cli::add_doctor(app, context);
    gonggo::cli::add_inspect(app, context);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? 0 : 2;
    }
    return context.exit_code;
}
