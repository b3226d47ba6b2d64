// doctor: everything that could keep a digest from arriving, looked at once.
#include "base/text.hpp"
#include "cli/doctor/finding.hpp"
#include "cli/errors.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"
#include "cli/opened.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace gonggo::cli {

namespace json = boost::json;

void Findings::good(std::string check, std::string detail) {
    all_.push_back({std::move(check), Health::good, std::move(detail), {}});
}

void Findings::add(std::string check, Health health, std::string detail, std::string mend) {
    all_.push_back({std::move(check), health, std::move(detail), std::move(mend)});
}

bool Findings::any(Health health) const {
    return std::any_of(all_.begin(), all_.end(), [&](const auto& f) { return f.health == health; });
}

namespace {

constexpr const char* kNames[] = {"good", "warning", "bad", "skipped"};
constexpr const char* kMarks[] = {"✓", "!", "✗", "-"};

/// The check by the reader's word for it: "출처 jobkorea" of "source jobkorea".
std::string check_label(const std::string& check) {
    static constexpr std::pair<std::string_view, Msg> kLabels[] = {
        {"config", Msg::check_config},      {"secrets", Msg::check_secrets},
        {"database", Msg::check_database},  {"digests", Msg::check_digests},
        {"feeds", Msg::check_feeds},        {"time", Msg::check_time},
        {"service", Msg::check_service},    {"daemon", Msg::check_daemon},
        {"outbox", Msg::check_outbox},      {"network", Msg::check_network},
        {"mail", Msg::check_mail},          {"source", Msg::check_source},
        {"templates", Msg::check_templates}};
    const std::string word = check.substr(0, check.find(' '));
    for (const auto& [known, label] : kLabels)
        if (known == word) return say(label) + check.substr(word.size());
    return check;
}

/// `check`: columns of the widest name, so that what was found stands below each other.
void print(const Finding& finding, std::size_t check, bool as_json) {
    const auto health = static_cast<std::size_t>(finding.health);
    if (as_json) {
        std::cout << json::serialize(json::object{{"check", finding.check},
                                                  {"health", kNames[health]},
                                                  {"detail", finding.detail},
                                                  {"mend", finding.mend}})
                  << "\n";
        return;
    }
    const std::size_t column = check + 3;
    const std::string label = check_label(finding.check) + (check == 0 ? ":" : "");
    const std::string below(column, ' ');
    print_line(std::string(kMarks[health]) + " " + text::pad_to_width(label, check) + " " +
                   text::replace_all(finding.detail, "\n", "\n" + below),
               column);
    if (!finding.mend.empty()) print_line(below + "→ " + finding.mend, column + 2);
}

void examine(Context& context, bool offline) {
    const auto config = settings(context);
    if (!config) {
        const bool at_fault = config.error().code == Errc::invalid;
        print({"config", Health::bad, told(config.error().message),
               at_fault ? say(Msg::mend_line) : "gonggo init"},
              12, context.json);
        context.exit_code = 1;
        return;
    }
    Findings findings;
    check_config(*config, findings);
    check_secrets(*config, findings);
    check_files(*config, findings);
    check_time(*config, findings);
    check_service(*config, findings);
    check_sources(*config, findings);
    if (!offline) check_network(*config, findings);
    std::size_t check = 0;
    for (const auto& f : findings.all())
        check = std::max(check, text::display_width(check_label(f.check)));
    if (terminal_width() < 60) check = 0;
    for (const auto& finding : findings.all()) print(finding, check, context.json);
    context.exit_code = findings.any(Health::bad) ? 1 : 0;
}

} // namespace

void add_doctor(CLI::App& app, Context& context) {
    auto offline = std::make_shared<bool>(false);
    auto* doctor = app.add_subcommand("doctor");
    doctor->add_flag("--offline", *offline);
    doctor->callback([&context, offline] { examine(context, *offline); });
}

} // namespace gonggo::cli
