// gonggo: the command line.
#include "cli/help.hpp"
#include "cli/messages.hpp"
#include "cli/opened.hpp"
#include "config/language.hpp"
#include "cli/try/try.hpp"

#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <iostream>

namespace gonggo::cli {
namespace {

int run(int argc, char** argv) {
    Context context;
    CLI::App app("", "gonggo");
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--config", context.config_file);
    app.add_flag("--json", context.json);
    app.set_version_flag("--version", "gonggo 0.1.0");
    for (const auto add :
         {add_polling, add_queries, add_show, add_company, add_applications, add_feedback,
          add_keywords, add_insight, add_evaluate, add_exchange, add_recipes, add_try, add_companies,
          add_maintain, add_init, add_outbox, add_doctor, add_inspect, add_completion, add_help})
        add(app, context);
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() > 2 && words[0] == "completion" && words[1] == "--at") {
        std::cout << completions(app, {words.begin() + 2, words.end()});
        return 0;
    }
    if (const auto unknown = unknown_command(app, words); !unknown.empty())
        return fail(context, invalid(unknown), 2), 2;
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        speak_as_configured(context);
        std::cout << help_page(chosen_command(app));
        return 0;
    } catch (const CLI::CallForVersion& e) {
        std::cout << e.what() << '\n';
        return 0;
    } catch (const CLI::ParseError& e) {
        if (words.empty())
            std::cerr << help_page(app);
        else
            fail(context, invalid(usage_error(app, e)), 2);
        return 2;
    }
    return context.exit_code;
}

} // namespace

void fail(Context& context, const Error& error, int code) {
    std::cout.flush();
    std::fflush(stdout);
    std::fprintf(stderr, "gonggo: %s\n", error.message.c_str());
    context.exit_code = code;
}

} // namespace gonggo::cli

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_DFL);
    gonggo::cli::use_language(gonggo::config::language_of_environment());
    try {
        const int code = gonggo::cli::run(argc, argv);
        std::cout.flush();
        if (!std::cout || std::fflush(stdout) != 0) {
            std::fprintf(stderr, "gonggo: stdout: %s\n", std::strerror(errno));
            return 1;
        }
        return code;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "gonggo: %s\n",
                     gonggo::cli::say(gonggo::cli::Msg::broken, {e.what()}).c_str());
        return 1;
    }
}
