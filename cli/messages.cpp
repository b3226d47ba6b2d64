#include "cli/messages.hpp"

#include "base/particle.hpp"
#include "base/text.hpp"

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
    if (in_english) return text::filled(pair.en, values);
    constexpr std::string_view kHole = "{}";
    std::string out;
    std::string_view wording = pair.ko;
    for (const auto value : values) {
        const auto hole = wording.find(kHole);
        if (hole == std::string_view::npos) break;
        append_wording(out, wording.substr(0, hole));
        out += value;
        wording.remove_prefix(hole + kHole.size());
    }
    append_wording(out, wording);
    return out;
}

} // namespace gonggo::cli
