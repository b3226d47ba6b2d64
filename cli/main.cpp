// gonggo: answers itself what only asks the store; for everything else it becomes gonggo-all. So a
// question does not wait until the libraries that speak to boards and mail servers are loaded, more
// than half of its time.
#include "base/program.hpp"
#include "cli/run.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <unistd.h>

namespace {

using namespace gonggo::cli;
namespace fs = std::filesystem;

/// Of cli/commands.inc what is answered here.
struct Reading {
    AddCommands add;
    std::initializer_list<std::string_view> words;
};
#define GONGGO_ASKING(add, ...) {add, {__VA_ARGS__}},
#define GONGGO_OUTSIDE(add)
const Reading kReading[] = {
#include "cli/commands.inc"
};
#undef GONGGO_ASKING
#undef GONGGO_OUTSIDE

/// The command that is named, when it is one of these and not its help is wanted.
const Reading* named(int argc, char** argv) {
    const Reading* out = nullptr;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "-h" || word == "--help" || word == "--version") return nullptr;
        if (word == "--config") {
            ++i;
            continue;
        }
        if (out != nullptr || word.starts_with("-")) continue;
        out = std::ranges::find_if(kReading, [&](const Reading& reading) {
            return std::ranges::find(reading.words, word) != reading.words.end();
        });
        if (out == std::end(kReading)) return nullptr;
    }
    return out;
}

int become_all(char** argv) {
    const fs::path self = gonggo::own_program();
    const std::string all = self.empty() ? "gonggo-all" : self.parent_path() / GONGGO_ALL;
    ::execvp(all.c_str(), argv);
    std::fprintf(stderr, "gonggo: %s: %s\n", all.c_str(), std::strerror(errno));
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    const Reading* reading = named(argc, argv);
    return reading != nullptr ? run(argc, argv, {&reading->add, 1}) : become_all(argv);
}
