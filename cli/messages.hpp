#pragma once
// Everything the command line says to people, in Korean and in English: one catalogue.
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::cli {

#define GONGGO_MESSAGE(name, ko, en) name,
enum class Msg {
#include "cli/messages.inc"
};
#undef GONGGO_MESSAGE

/// "en" is English, everything else Korean. Until a configuration was read, config::language_of().
void use_language(std::string_view language);
[[nodiscard]] bool english();

/// The message in the language in use, each "{}" replaced by the next of `values`.
std::string say(Msg message, std::initializer_list<std::string_view> values = {});

struct MessagePair {
    std::string_view name, ko, en;
};
/// The whole catalogue, for the test that nothing is missing.
const std::vector<MessagePair>& all_messages();

} // namespace gonggo::cli
