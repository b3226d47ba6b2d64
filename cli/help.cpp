#include "cli/help.hpp"

#include "base/text.hpp"
#include "cli/labels.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"
#include "cli/opened.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace gonggo::cli {
namespace {

std::string_view in_language(std::string_view ko, std::string_view en) {
    return english() ? en : ko;
}

constexpr std::size_t kLeast = 16; ///< columns a text wants beside its head

/// `text` after `head`, its further lines below its first one; where that leaves it no room, below
/// the head.
void paragraph(std::string& out, std::string_view head, std::size_t indent, std::string_view text,
               std::size_t width) {
    constexpr std::size_t kMargin = 2, kBelow = 4;
    const std::string margin(kMargin, ' ');
    if (indent + kLeast > width) indent = kBelow;
    if (text::display_width(head) + kMargin + 1 > indent) {
        out += margin + wrapped(head, kBelow, width, kMargin) + "\n";
        if (!text.empty()) out += std::string(indent, ' ') + wrapped(text, indent, width) + "\n";
        return;
    }
    out +=
        margin + text::pad_to_width(head, indent - kMargin) + wrapped(text, indent, width) + "\n";
}

/// A topic as wide as the terminal: lines without a margin are one paragraph, a line with one is a
/// head and, two blanks on, what it means.
std::string topic_page(std::string_view text, std::size_t width) {
    std::string out, flow;
    const auto end_flow = [&] {
        if (!flow.empty()) out += wrapped(flow, 0, width) + "\n";
        flow.clear();
    };
    auto lines = text::split(text, '\n');
    if (lines.back().empty()) lines.pop_back();
    for (auto line : lines) {
        if (!line.empty() && line[0] != ' ') {
            flow += (flow.empty() ? "" : " ") + std::string(line);
            continue;
        }
        end_flow();
        line = text::trim(line);
        const auto gap = std::min(line.find("  "), line.size());
        const auto meaning = text::trim(line.substr(gap));
        const auto column = text::display_width(line.substr(0, line.size() - meaning.size())) + 2;
        if (line.empty())
            out += "\n";
        else
            paragraph(out, line.substr(0, gap), column, meaning, width);
    }
    end_flow();
    return out;
}

std::size_t page_width() {
    return std::min<std::size_t>(terminal_width(), 100);
}

/// What a reader puts there: "ID… STATUS"; FILE of an argument that is called file.
std::string argument_name(const std::string& path, const CLI::Option& option) {
    static constexpr std::pair<std::string_view, std::string_view> kNames[] = {
        {"mark words", "ID… STATUS"}, {"tag words", "ID TAG…"}, {"split words", "ID LINK"},
        {"try words", "RECIPE PAGE"}, {"merge ids", "ID ID"},   {"export as", "FORMAT"}};
    for (const auto& [of, name] : kNames)
        if (of == path + " " + option.get_name()) return std::string(name);
    std::string out = option.get_name();
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return out + (option.get_items_expected_max() > 1 ? "…" : "");
}

std::string head_of(const std::string& path, const CLI::Option& option) {
    if (option.get_positional()) return argument_name(path, option);
    std::string out;
    for (const auto& s : option.get_snames()) out += (out.empty() ? "-" : ", -") + s;
    for (const auto& l : option.get_lnames()) out += (out.empty() ? "--" : ", --") + l;
    return out + (option.get_expected_max() > 0 ? " …" : "");
}

std::string text_of(const std::string& path, const CLI::Option& option) {
    const std::string name = option.get_positional() ? option.get_name() : option.get_name(false);
    const auto text = help_of(path, name);
    return text.empty() ? option.get_description() : std::string(text);
}

std::string text_of(const CLI::App& command) {
    const std::string path = path_of(command);
    if (path.empty()) return say(Msg::about);
    const auto text = help_of(path);
    return text.empty() ? command.get_description() : std::string(text);
}

/// What stands beside a command among others, in Korean with its name: "검색: …".
std::string line_of(const CLI::App& command) {
    const auto name = english() ? std::string_view() : korean_name(command.get_name());
    return (name.empty() ? "" : std::string(name) + ": ") + text_of(command);
}

std::string usage_of(const CLI::App& command) {
    const std::string path = path_of(command);
    std::string out = "gonggo" + (path.empty() ? "" : " " + path);
    bool options = false;
    for (const auto* o : command.get_options())
        if (!o->get_positional())
            options |= o->get_name() != "--help" && o->get_name() != "-h,--help";
    if (options) out += " " + say(Msg::options_word);
    for (const auto* o : command.get_options())
        if (o->get_positional()) {
            const std::string name = argument_name(path, *o);
            out += o->get_required() ? " " + name : " [" + name + "]";
        }
    if (!command.get_subcommands({}).empty()) out += " " + say(Msg::command_word);
    return out;
}

void options_of(std::string& out, const CLI::App& command, std::size_t width) {
    const std::string path = path_of(command);
    for (const bool positional : {true, false}) {
        std::string part;
        for (const auto* o : command.get_options())
            if (o->get_positional() == positional)
                paragraph(part, head_of(path, *o), 22, text_of(path, *o), width);
        if (!part.empty())
            out += "\n" +
                   say(positional     ? Msg::arguments
                       : path.empty() ? Msg::general_options
                                      : Msg::options) +
                   "\n" + part;
    }
}

/// The one below `above` of that name, Korean or not; null when there is none.
const CLI::App* command_named(const CLI::App& above, std::string_view name) {
    for (const auto* sub : above.get_subcommands({}))
        if (same_words(sub->get_name(), name) || same_words(korean_name(sub->get_name()), name))
            return sub;
    return nullptr;
}

/// The command that all the words name, one by one or ("지원 현황") together.
const CLI::App* command_meant(const CLI::App& app, const std::vector<std::string>& words) {
    if (const auto* whole = command_named(app, text::join(words, " "))) return whole;
    const CLI::App* at = &app;
    for (const auto& word : words)
        if (at != nullptr) at = command_named(*at, word);
    return at;
}

const Topic* topic_meant(std::string_view name) {
    for (const auto& topic : help_topics())
        if (same_words(topic.name, name) || same_words(topic.ko, name)) return &topic;
    return nullptr;
}

/// What was probably meant, of all that can be asked for; empty when nothing is near.
std::string_view name_near(const CLI::App& app, std::string_view word) {
    std::vector<std::string_view> names;
    for (const auto& topic : help_topics())
        for (const auto name : {topic.name, topic.ko}) names.push_back(name);
    for (const auto* sub : app.get_subcommands({}))
        for (const auto name : {std::string_view(sub->get_name()), korean_name(sub->get_name())})
            names.push_back(name);
    return text::nearest(word, names);
}

} // namespace

std::string path_of(const CLI::App& command) {
    if (command.get_parent() == nullptr) return {};
    const std::string above = path_of(*command.get_parent());
    return above.empty() ? command.get_name() : above + " " + command.get_name();
}

std::string_view help_of(std::string_view path, std::string_view item) {
    const auto find = [](const std::string& key) -> std::string_view {
        for (const auto& t : help_texts())
            if (t.of == key) return in_language(t.ko, t.en);
        return {};
    };
    if (item.empty()) return find(std::string(path));
    const auto own = find((path.empty() ? "" : std::string(path) + " ") + std::string(item));
    return own.empty() ? find("* " + std::string(item)) : own;
}

std::string_view korean_name(std::string_view word) {
    for (const auto& name : korean_names())
        if (name.word == word) return name.ko;
    return {};
}

std::string help_page(const CLI::App& command) {
    const std::size_t width = page_width();
    const std::string path = path_of(command);
    std::string out = wrapped(text_of(command), 0, width) + "\n\n" + say(Msg::usage) + "\n";
    paragraph(out, usage_of(command), 0, "", width);
    std::string part;
    for (const auto& e : help_examples())
        if (e.of == path) paragraph(part, e.line, 42, in_language(e.ko, e.en), width);
    if (!part.empty()) out += "\n" + say(Msg::examples) + "\n" + part;
    part.clear();
    for (const auto* sub : command.get_subcommands({}))
        paragraph(part, sub->get_name(), 22, line_of(*sub), width);
    if (!part.empty()) out += "\n" + say(Msg::commands) + "\n" + part;
    options_of(out, command, width);
    if (!path.empty()) return out;
    part.clear();
    for (const auto& t : help_topics())
        paragraph(part, "gonggo help " + std::string(t.name), 24, in_language(t.ko, t.en), width);
    return out + "\n" + say(Msg::topics) + "\n" + part + "\n" +
           wrapped(say(Msg::more_help), 0, width) + "\n";
}

const CLI::App& chosen_command(const CLI::App& app) {
    const auto chosen = app.get_subcommands();
    return chosen.empty() ? app : chosen_command(*chosen.back());
}

void add_help(CLI::App& app, Context& context) {
    auto words = std::make_shared<std::vector<std::string>>();
    auto* help = app.add_subcommand("help");
    help->add_option("topic", *words)->expected(0, 3);
    help->callback([&app, words, &context] {
        speak_as_configured(context);
        const std::string all = text::join(*words, " ");
        if (const auto* command = command_meant(app, *words)) {
            std::cout << help_page(*command);
            return;
        }
        if (const auto* topic = topic_meant(all)) {
            std::cout << topic_page(in_language(topic->text_ko, topic->text_en), page_width());
            return;
        }
        auto near = name_near(app, all);
        if (near.empty()) near = name_near(app, words->back());
        fail(context,
             invalid(say(Msg::no_topic, {text::printable(all)}) +
                     (near.empty() ? say(Msg::no_near) : say(Msg::perhaps, {near}))),
             2);
    });
}

} // namespace gonggo::cli
