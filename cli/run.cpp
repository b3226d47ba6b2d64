#include "cli/run.hpp"

#include "cli/errors.hpp"
#include "cli/help.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"
#include "cli/opened.hpp"
#include "config/language.hpp"

#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <iostream>

namespace gonggo::cli {
namespace {

/// What was typed cannot be parsed, but a configuration that it names says in which language to
/// tell.
void speak_as_named(Context& context, const std::vector<std::string>& words) {
    constexpr std::string_view kOption = "--config";
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i] == kOption && i + 1 < words.size())
            context.config_file = words[i + 1];
        else if (words[i].starts_with(std::string(kOption) + "="))
            context.config_file = words[i].substr(kOption.size() + 1);
    speak_as_configured(context);
}

int answer(int argc, char** argv, std::span<const AddCommands> commands, Shortcut shortcut) {
    Context context;
    CLI::App app("", "gonggo");
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--config", context.config_file);
    app.add_flag("--json", context.json);
    app.set_version_flag("--version", "gonggo 0.1.0");
    for (const auto add : commands) add(app, context);
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (shortcut != nullptr && shortcut(app, words)) return 0;
    if (!unknown_command(app, words).empty()) {
        speak_as_named(context, words);
        return fail(context, invalid(unknown_command(app, words)), 2), 2;
    }
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
        speak_as_named(context, words);
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
    constexpr std::size_t kHang = 2;
    tell_line("gonggo: " + told(error.message), kHang);
    context.exit_code = code;
}

int run(int argc, char** argv, std::span<const AddCommands> commands, Shortcut shortcut) {
    std::signal(SIGPIPE, SIG_DFL);
    use_language(config::language_of_environment());
    try {
        const int code = answer(argc, argv, commands, shortcut);
        std::cout.flush();
        if (!std::cout || std::fflush(stdout) != 0) {
            std::fprintf(stderr, "gonggo: stdout: %s\n", std::strerror(errno));
            return 1;
        }
        return code;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "gonggo: %s\n", say(Msg::broken, {e.what()}).c_str());
        return 1;
    }
}

} // namespace gonggo::cli
