#pragma once
// What the command line's two programs do with their words.
#include "cli/commands.hpp"
#include <span>
#include <string>
#include <vector>

namespace gonggo::cli {

using AddCommands = void (*)(CLI::App& app, Context& context);

/// Answers the words before they are parsed, or says that it does not.
using Shortcut = bool (*)(const CLI::App& app, const std::vector<std::string>& words);

/// Parses the words with these commands, runs the one that is named and gives the exit code. A
/// stdout that cannot be written, and what nobody caught, are told and give 1.
int run(int argc, char** argv, std::span<const AddCommands> commands, Shortcut shortcut = nullptr);

} // namespace gonggo::cli
