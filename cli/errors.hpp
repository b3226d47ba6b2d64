#pragma once
// What the rooms below say in English, as the command line tells it.
#include <string>
#include <string_view>

namespace gonggo::cli {

/// An error's message or a source's reason in the language in use.
std::string told(std::string_view message);

} // namespace gonggo::cli
