// init: five questions, then a configuration that works.
#include "cli/outside/init.hpp"
#include "cli/errors.hpp"
#include "cli/lines.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/messages.hpp"
#include "config/load.hpp"
#include "config/smtp_presets.hpp"
#include "daemon/sample.hpp"
#include "daemon/setup.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <termios.h>
#include <unistd.h>

namespace gonggo::cli {
namespace fs = std::filesystem;
namespace {

/// The terminal shows nothing of what is typed while this lives.
class Hidden {
public:
    Hidden() {
        if (tcgetattr(STDIN_FILENO, &before_) != 0) return;
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        hidden_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
    }
    ~Hidden() {
        if (!hidden_) return;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
        std::cerr << "\n";
    }
    Hidden(const Hidden&) = delete;
    Hidden& operator=(const Hidden&) = delete;

private:
    termios before_{};
    bool hidden_ = false;
};

/// Asks until the answer will do; an empty line takes `fallback`. An error when the input ends.
template <class Check>
Result<std::string> ask(const std::string& question, const std::string& fallback, Check&& check) {
    constexpr std::size_t kHang = 3, kAnswer = 8; // columns that a line leaves to the answer
    for (;;) {
        std::cerr << wrapped(question + (fallback.empty() ? "" : " [" + fallback + "]"), kHang,
                             std::max(kAnswer * 2, terminal_width(STDERR_FILENO)) - kAnswer, 0)
                  << " ";
        std::string line;
        if (!std::getline(std::cin, line)) return Error{Errc::invalid, say(Msg::init_ended)};
        std::string answer(text::trim(line));
        if (answer.empty()) answer = fallback;
        if (const std::string fault = check(answer); fault.empty())
            return answer;
        else
            tell_line("  " + fault, 2);
    }
}

std::string any(const std::string&) {
    return {};
}

Result<InitAnswers> ask_all() {
    tell_line(say(Msg::init_head) + "\n");
    InitAnswers a;
    GONGGO_TRY(a.mail, ask(say(Msg::init_mail), "", fault_of_mail));
    GONGGO_TRY(a.preset, ask(say(Msg::init_preset), "ml", fault_of_preset));
    GONGGO_TRY(const auto years, ask(say(Msg::init_years), "0", fault_of_years));
    a.years = years_meant(years);
    GONGGO_TRY(a.places, ask(say(Msg::init_places), "", any));
    if (a.mail.empty()) return a;
    GONGGO_TRY(a.service, ask(say(Msg::init_service), service_of(a.mail), fault_of_service));
    if (a.service == "-" || a.service == "sendmail") return a;
    tell_line(say(Msg::init_app_password));
    Hidden hidden;
    GONGGO_TRY(a.password, ask(say(Msg::init_password), "", any));
    return a;
}

/// The sample digest goes out: that the server lets us in says little about what arrives.
bool try_mail(const config::Config& config) {
    bool sent = true;
    for (const auto& o : daemon::send_samples(config, now())) {
        sent &= o.error.empty();
        tell_line(o.error.empty() ? say(Msg::init_sent, {o.target})
                                  : say(Msg::init_not_sent, {told(o.error)}));
    }
    return sent;
}

/// Both files or none: the secret first, for the configuration points at it.
Status write(const fs::path& file, const InitAnswers& answers) {
    const auto secret = secret_file(file);
    const auto toml = config_of(answers, secret);
    GONGGO_TRY(const auto config, config::parse(toml, file.string()));
    GONGGO_CHECK(daemon::check_setup(config));
    std::error_code ec;
    fs::create_directories(file.parent_path(), ec);
    if (!answers.password.empty())
        GONGGO_CHECK(write_file_atomically(secret, answers.password + "\n", 0600));
    return write_file_atomically(file, toml, 0600);
}

void init(Context& context, bool force) {
    const auto file =
        context.config_file.empty() ? config::search_path().front() : context.config_file;
    std::error_code ec;
    if (fs::exists(file, ec) && !force)
        return fail(context, invalid(say(Msg::init_exists, {file.string()})));
    const auto answers = ask_all();
    if (!answers) return fail(context, answers.error(), 2);
    if (const auto done = write(fs::absolute(file), *answers); !done)
        return fail(context, done.error());
    if (context.json)
        std::cout << boost::json::serialize(boost::json::object{{"config", file.string()}}) << "\n";
    else
        std::cout << file.string() << "\n";
    const auto config = config::load(file);
    if (!config) return fail(context, config.error());
    if (!config->smtp.host.empty() && !(answers->password.empty() && !config->smtp.user.empty())) {
        if (!try_mail(*config)) context.exit_code = 3;
    }
    tell_line(say(Msg::init_done));
}

} // namespace

void add_init(CLI::App& app, Context& context) {
    auto force = std::make_shared<bool>(false);
    auto* command = app.add_subcommand("init");
    command->add_flag("--force", *force);
    command->callback([&context, force] { init(context, *force); });
}

} // namespace gonggo::cli
