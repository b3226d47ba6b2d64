// gonggo-all: every command of gonggo. It is started by gonggo (main.cpp), not by people.
#include "cli/help.hpp"
#include "cli/run.hpp"
#include "cli/try/try.hpp"

int main(int argc, char** argv) {
    using namespace gonggo::cli;
    constexpr AddCommands kCommands[] = {
#define GONGGO_ASKING(add, ...) add,
#define GONGGO_OUTSIDE(add) add,
#include "cli/commands.inc"
#undef GONGGO_ASKING
#undef GONGGO_OUTSIDE
    };
    return run(argc, argv, kCommands, complete_words);
}
