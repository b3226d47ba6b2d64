#pragma once
// What the rooms below say in English, as the command line tells it.
#include <string>
#include <string_view>

namespace gonggo::cli {

/// An error's message in the language in use: cli/errors.inc knows it line by line, after whatever
/// places ("gonggo.toml:3:1: ") stand before; what it does not know stays English.
std::string told(std::string_view message);

} // namespace gonggo::cli
