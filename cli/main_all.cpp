// gonggo-all: every command of gonggo. It is started by gonggo (main.cpp), not by people.
#include "cli/help.hpp"
#include "cli/run.hpp"
#include "cli/try/try.hpp"

int main(int argc, char** argv) {
    using namespace gonggo::cli;
    constexpr AddCommands kCommands[] = {
        add_polling,  add_queries,  add_show,      add_company,    add_applications,
        add_feedback, add_keywords, add_insight,   add_evaluate,   add_exchange,
        add_recipes,  add_try,      add_companies, add_maintain,   add_init,
        add_outbox,   add_doctor,   add_inspect,   add_completion, add_help};
    return run(argc, argv, kCommands, complete_words);
}
