#pragma once
// Every command registers itself with the parser; running it gives the exit code: 0 fine, 1 failed,
// 2 usage, 3 partly failed.
#include "base/result.hpp"
#include <filesystem>
#include <string>

namespace CLI {
class App;
}

namespace gonggo::cli {

struct Context {
    std::filesystem::path config_file;
    bool json = false;
    int exit_code = 0;
};

void add_inspect(CLI::App& app, Context& context);
void add_queries(CLI::App& app, Context& context);      ///< list, search, sources
void add_show(CLI::App& app, Context& context);         ///< show, open
void add_why(CLI::App& app, Context& context);          ///< why
void add_company(CLI::App& app, Context& context);      ///< company
void add_applications(CLI::App& app, Context& context); ///< mark, note, tag, pipeline
void add_overrule(CLI::App& app, Context& context);     ///< merge, split
void add_keywords(CLI::App& app, Context& context);     ///< keywords
void add_insight(CLI::App& app, Context& context);      ///< trends, stats, report
void add_evaluate(CLI::App& app, Context& context);     ///< eval
void add_exchange(CLI::App& app, Context& context);     ///< export, import, calendar
void add_polling(CLI::App& app, Context& context);      ///< poll, digest
void add_maintain(CLI::App& app, Context& context);     ///< backup, integrity
void add_init(CLI::App& app, Context& context);         ///< init
void add_outbox(CLI::App& app, Context& context);       ///< outbox, notify
void add_doctor(CLI::App& app, Context& context);       ///< doctor
void add_recipes(CLI::App& app, Context& context);      ///< recipes, try
void add_companies(CLI::App& app, Context& context);    ///< companies
void add_feedback(CLI::App& app, Context& context);     ///< feedback

/// Prints the error for people on stderr and remembers the exit code.
void fail(Context& context, const Error& error, int code = 1);

} // namespace gonggo::cli
