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

struct Reading {
    std::string_view word;
    AddCommands add;
};
constexpr Reading kReading[] = {{"list", add_queries},
                                {"search", add_queries},
                                {"sources", add_queries},
                                {"show", add_show},
                                {"why", add_show},
                                {"open", add_show},
                                {"company", add_company},
                                {"mark", add_applications},
                                {"note", add_applications},
                                {"tag", add_applications},
                                {"merge", add_applications},
                                {"split", add_applications},
                                {"pipeline", add_applications},
                                {"feedback", add_feedback},
                                {"keywords", add_keywords},
                                {"trends", add_insight},
                                {"stats", add_insight},
                                {"report", add_insight},
                                {"companies", add_companies},
                                {"eval", add_evaluate},
                                {"backup", add_maintain},
                                {"integrity", add_maintain}};

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
        out = std::ranges::find(kReading, word, &Reading::word);
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
