// What was typed and cannot be: said in the language in use, with what was probably meant.
#include "base/text.hpp"
#include "cli/help.hpp"
#include "cli/labels.hpp"
#include "cli/messages.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace gonggo::cli {
namespace {

template <class Kind>
bool is(const CLI::ParseError& error) {
    return dynamic_cast<const Kind*>(&error) != nullptr;
}

/// All options that may stand after `command`, the words above it included.
std::vector<const CLI::Option*> options_at(const CLI::App& command) {
    std::vector<const CLI::Option*> out;
    for (const auto* at = &command; at != nullptr; at = at->get_parent())
        for (const auto* o : at->get_options()) out.push_back(o);
    return out;
}

/// The option that the error is about: the longest name that it tells.
const CLI::Option* option_of(const CLI::App& command, const std::string& told) {
    const CLI::Option* out = nullptr;
    for (const auto* o : options_at(command))
        if (told.find(o->get_name()) != std::string::npos &&
            (out == nullptr || o->get_name().size() > out->get_name().size()))
            out = o;
    return out;
}

std::string unexpected(const CLI::App& app, const CLI::App& command, const std::string& told) {
    const auto left = app.remaining(true);
    const std::string word = left.empty() ? told : left.front();
    const bool option = word.starts_with("-");
    std::vector<std::string> names;
    for (const auto* o : options_at(command))
        for (const auto& l : o->get_lnames()) names.push_back("--" + l);
    const std::vector<std::string_view> views(names.begin(), names.end());
    const auto near = text::nearest(std::string_view(word).substr(0, word.find('=')), views);
    return say(option ? Msg::unknown_option : Msg::unknown_word, {text::printable(word)}) +
           (near.empty() || !option ? "" : say(Msg::perhaps, {near}));
}

/// An option by its name, an argument by what it is: its name is none of the reader's words.
std::string called(const std::string& path, const CLI::Option& option) {
    const auto what = option.get_positional() ? help_of(path, option.get_name()) : "";
    return what.empty() ? option.get_name() : std::string(what);
}

/// With the label that a Korean reader knows it by: "entry(신입)".
std::string labelled(const CLI::Option& option, const std::string& word) {
    static constexpr std::pair<const char*, Named> kNamed[] = {
        {"--role", Named::role},     {"--level", Named::level}, {"--remote", Named::remote},
        {"--status", Named::status}, {"--kind", Named::kind},   {"verdict", Named::verdict}};
    if (english()) return word;
    for (const auto& [name, what] : kNamed)
        if (option.check_name(name) || option.get_name() == name)
            return word + "(" + label_named(what, word) + ")";
    return word;
}

/// " (one of: …)", " (a number from 0 to 60)" or nothing.
std::string what_may_be(const CLI::Option& option) {
    auto words = allowed_words(option);
    for (auto& word : words) word = labelled(option, word);
    if (!words.empty()) return say(Msg::one_of_these, {text::join(words, ", ")});
    const std::string type = option.get_type_name();
    const auto open = type.find('['), between = type.find(" - "), close = type.find(']');
    if (open < between && between < close && close != std::string::npos)
        return say(Msg::number_between, {type.substr(open + 1, between - open - 1),
                                         type.substr(between + 3, close - between - 3)});
    if (type.find("NONNEGATIVE") != std::string::npos) return say(Msg::number_at_least, {"0"});
    if (type.find("POSITIVE") != std::string::npos) return say(Msg::number_at_least, {"1"});
    return {};
}

/// The command that is called so or nearly, in Korean too; empty when none is.
std::string_view command_near(std::string_view word, const std::vector<std::string_view>& names) {
    if (const auto near = text::nearest(word, names); !near.empty()) return near;
    std::vector<std::string_view> korean;
    for (const auto name : names) korean.push_back(korean_name(name));
    const auto near = text::nearest(word, korean);
    const auto at = std::ranges::find(korean, near) - korean.begin();
    return near.empty() ? near : names[static_cast<std::size_t>(at)];
}

std::string wrong_value(const CLI::Option& option) {
    const auto words = allowed_words(option);
    const auto& given = option.results();
    std::string wrong = given.empty() ? "" : given.back();
    for (const auto& word : given)
        if (!words.empty() && std::ranges::find(words, word) == words.end()) {
            wrong = word;
            break;
        }
    const std::vector<std::string_view> views(words.begin(), words.end());
    const auto near = text::nearest(wrong, views);
    return (option.get_positional()
                ? say(Msg::unknown_word, {text::printable(wrong)})
                : say(Msg::wrong_value, {option.get_name(), text::printable(wrong)})) +
           what_may_be(option) + (near.empty() ? "" : say(Msg::perhaps, {near}));
}

} // namespace

std::vector<std::string> allowed_words(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    const auto open = type.find('{');
    const auto close = type.find('}');
    if (open == std::string::npos || close == std::string::npos) return {};
    return text::split_trimmed(type.substr(open + 1, close - open - 1), ",");
}

std::string unknown_command(const CLI::App& app, const std::vector<std::string>& words) {
    std::vector<std::string_view> names;
    for (const auto* sub : app.get_subcommands({})) names.push_back(sub->get_name());
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--config") ++i; // and its file
        if (i >= words.size() || words[i].starts_with("-") || words[i - (i > 0)] == "--config")
            continue;
        if (std::ranges::find(names, words[i]) != names.end()) return {};
        const auto near = command_near(words[i], names);
        return say(Msg::unknown_command, {text::printable(words[i])}) +
               (near.empty() ? say(Msg::no_near) : say(Msg::perhaps, {near}));
    }
    return {};
}

std::string usage_error(const CLI::App& app, const CLI::ParseError& error) {
    const CLI::App& command = chosen_command(app);
    const std::string path = path_of(command), what = error.what();
    const CLI::Option* option = option_of(command, what);
    std::string out;
    if (is<CLI::ExtrasError>(error))
        out = unexpected(app, command, what);
    else if (is<CLI::RequiredError>(error))
        out = option == nullptr ? say(Msg::no_command)
                                : say(Msg::missing_argument, {called(path, *option)});
    else if (option == nullptr)
        out = "gonggo " + path + ": " + text::printable(what);
    else if (is<CLI::ArgumentMismatch>(error))
        out = option->get_positional()
                  ? say(Msg::missing_argument, {called(path, *option)})
                  : say(Msg::missing_value, {option->get_name()}) + what_may_be(*option);
    else
        out = wrong_value(*option);
    return out + "\n" + say(Msg::see_help, {"gonggo help" + (path.empty() ? "" : " " + path)});
}

} // namespace gonggo::cli
