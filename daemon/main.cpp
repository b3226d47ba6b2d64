// gonggod: polls when sources are due, writes the digest at its time, delivers what is due.
#include "config/load.hpp"
#include "daemon/rounds.hpp"
#include "daemon/service.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <cstring>

using namespace gonggo;

namespace {

void usage(std::FILE* to) {
    std::fputs("usage: gonggod [--config FILE] [--check | --once]\n"
               "  --check   read the configuration and say what is wrong with it\n"
               "  --once    poll every source once, write and send the digest, stop\n",
               to);
}

} // namespace

int main(int argc, char** argv) {
    std::filesystem::path file;
    bool check = false;
    bool once = false;
    for (int i = 1; i < argc; ++i) {
        const std::string_view arg = argv[i];
        if (arg == "--config" && i + 1 < argc)
            file = argv[++i];
        else if (arg == "--check")
            check = true;
        else if (arg == "--once")
            once = true;
        else {
            usage(arg == "--help" ? stdout : stderr);
            return arg == "--help" ? 0 : 2;
        }
    }
    const auto config = config::load(file);
    if (!config) {
        std::fprintf(stderr, "%s\n", config.error().message.c_str());
        return 1;
    }
    if (check) {
        std::printf("%s: fine: %zu sources, %zu profiles\n", config->file.c_str(),
                    config->sources.size(), config->profiles.size());
        return 0;
    }
    spdlog::set_default_logger(spdlog::stderr_logger_st("gonggod"));
    spdlog::set_level(spdlog::level::from_str(config->daemon.log_level));
    spdlog::set_pattern(std::getenv("JOURNAL_STREAM") ? "%v" : "%Y-%m-%d %H:%M:%S %l %v");
    auto store = postings::Store::open(config->daemon.database, postings::Store::Mode::read_write);
    if (!store) {
        spdlog::error("{}", store.error().message);
        return 1;
    }
    return once ? daemon::run_once(*config, *store) : daemon::serve(*config, *store);
}
