#include "cli/messages.hpp"

#include "base/particle.hpp"

namespace gonggo::cli {
namespace {

bool in_english = false;

} // namespace

void use_language(std::string_view language) {
    in_english = language == "en";
}

bool english() {
    return in_english;
}

const std::vector<MessagePair>& all_messages() {
#define GONGGO_MESSAGE(name, ko, en) {#name, ko, en},
    static const std::vector<MessagePair> all = {
#include "cli/messages.inc"
    };
#undef GONGGO_MESSAGE
    return all;
}

std::string say(Msg message, std::initializer_list<std::string_view> values) {
    const auto& pair = all_messages()[static_cast<std::size_t>(message)];
    return worded(in_english ? pair.en : pair.ko, values);
}

} // namespace gonggo::cli
