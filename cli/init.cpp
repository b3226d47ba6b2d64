// init: five questions, then a configuration that works.
#include "cli/init.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "config/load.hpp"
#include "config/smtp_presets.hpp"
#include "daemon/sample.hpp"
#include "daemon/setup.hpp"

#include <CLI/CLI.hpp>

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
    for (;;) {
        std::cerr << question << (fallback.empty() ? " " : " [" + fallback + "] ");
        std::string line;
        if (!std::getline(std::cin, line))
            return Error{Errc::invalid, "init: the answers ended early; nothing was written"};
        std::string answer(text::trim(line));
        if (answer.empty()) answer = fallback;
        if (const std::string fault = check(answer); fault.empty())
            return answer;
        else
            std::cerr << "  " << fault << "\n";
    }
}

std::string any(const std::string&) {
    return {};
}

Result<InitAnswers> ask_all() {
    std::cerr << "gonggo 설정: 다섯 가지만 묻습니다. 엔터를 누르면 [ ] 안의 값을 씁니다.\n\n";
    InitAnswers a;
    GONGGO_TRY(a.mail, ask("1. 다이제스트를 받을 메일 주소 (없으면 엔터: 파일로만 저장)", "",
                           fault_of_mail));
    GONGGO_TRY(a.preset, ask("2. 찾는 일: ml | mlops | data-science | research | devops", "ml",
                             fault_of_preset));
    GONGGO_TRY(a.years, ask("3. 경력 (년, 신입은 0; 상관없으면 -)", "0", fault_of_years));
    GONGGO_TRY(a.places, ask("4. 일하고 싶은 곳 (예: 서울, 판교, 재택; 상관없으면 엔터)", "", any));
    if (a.mail.empty()) return a;
    GONGGO_TRY(a.service, ask("5. 메일을 보낼 서비스: gmail | naver | daum | kakao | outlook | "
                              "sendmail | - (보내지 않음)",
                              service_of(a.mail), fault_of_service));
    if (a.service == "-" || a.service == "sendmail") return a;
    std::cerr << "   앱 비밀번호가 필요합니다 (계정 비밀번호가 아닙니다).\n";
    Hidden hidden;
    GONGGO_TRY(a.password,
               ask("   앱 비밀번호 (입력은 보이지 않습니다; 나중에 넣으려면 엔터):", "", any));
    return a;
}

/// The sample digest goes out: that the server lets us in says little about what arrives.
bool try_mail(const config::Config& config) {
    bool sent = true;
    for (const auto& o : daemon::send_samples(config, now())) {
        sent &= o.error.empty();
        std::cerr << (o.error.empty()
                          ? "시험 메일을 보냈습니다. 받은 편지함을 확인하세요: " + o.target
                          : "시험 메일을 보내지 못했습니다: " + o.error)
                  << "\n";
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
        return fail(context, invalid(file.string() + ": 이미 있습니다. 고치려면 편집기로 여세요; "
                                                     "새로 쓰려면 gonggo init --force"));
    const auto answers = ask_all();
    if (!answers) return fail(context, answers.error(), 2);
    if (const auto done = write(fs::absolute(file), *answers); !done)
        return fail(context, done.error());
    std::cout << file.string() << "\n";
    const auto config = config::load(file);
    if (!config) return fail(context, config.error());
    if (!config->smtp.host.empty() && !(answers->password.empty() && !config->smtp.user.empty())) {
        if (!try_mail(*config)) context.exit_code = 3;
    }
    std::cerr << "이제 `gonggo poll`로 한 번 읽고, `gonggo list`로 보세요. 문제가 있으면 `gonggo "
                 "doctor`.\n";
}

} // namespace

void add_init(CLI::App& app, Context& context) {
    auto force = std::make_shared<bool>(false);
    auto* command =
        app.add_subcommand("init", "five questions (in Korean), then a configuration that works");
    command->add_flag("--force", *force, "write over a configuration that is there");
    command->callback([&context, force] { init(context, *force); });
}

} // namespace gonggo::cli
