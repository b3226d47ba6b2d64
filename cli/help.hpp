#pragma once
// Help in the reader's language: descriptions, examples, topics, and what was meant by a wrong
// word.
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Error;
class Option;
class ParseError;
} // namespace CLI

namespace gonggo::cli {

struct Context;

/// What a command or one of its options does. `of`: "list", "recipes check", "list --all",
/// "* --json" (wherever it stands), "show id" (an argument).
struct HelpText {
    std::string_view of, ko, en;
};
/// A line a reader can type. ID stands for a posting's id, COMPANY for a company's name.
struct Example {
    std::string_view of, line, ko, en;
};
/// `gonggo help TOPIC`.
struct Topic {
    std::string_view name, ko, en, text_ko, text_en;
};
/// A command's word and what a Korean reader calls it, wherever it stands: "list" 목록.
struct KoreanName {
    std::string_view word, ko;
};
const std::vector<HelpText>& help_texts();
const std::vector<Example>& help_examples();
const std::vector<Topic>& help_topics();
const std::vector<KoreanName>& korean_names();

/// The catalogue's text, or nothing. `path` is the command's words, `item` an option or argument.
std::string_view help_of(std::string_view path, std::string_view item = {});

/// The Korean name of a command's word, or nothing.
std::string_view korean_name(std::string_view word);

/// The whole help of a command ("gonggo" itself: the overview), as wide as the terminal.
std::string help_page(const CLI::App& command);
/// "recipes check"; empty for gonggo itself.
std::string path_of(const CLI::App& command);

/// The words an option or argument allows; none when it allows others too.
std::vector<std::string> allowed_words(const CLI::Option& option);
/// What the user probably meant; ends with where help is.
std::string usage_error(const CLI::App& app, const CLI::ParseError& error);
/// The first word is no command: says so with the nearest one. Empty when all is well.
std::string unknown_command(const CLI::App& app, const std::vector<std::string>& words);

/// The command named by the words so far.
const CLI::App& chosen_command(const CLI::App& app);

void add_help(CLI::App& app, Context& context); ///< help
/// What may follow the words, a line each: the word, a tab, what it is. ":files" = a file.
std::string completions(const CLI::App& app, const std::vector<std::string>& words);
/// Answers the scripts' `completion --at WORD...`, whose words are not to be parsed.
bool complete_words(const CLI::App& app, const std::vector<std::string>& words);
void add_completion(CLI::App& app, Context& context); ///< completion

} // namespace gonggo::cli
