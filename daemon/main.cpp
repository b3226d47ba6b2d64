// gonggod: polls when sources are due, writes the digest at its time, delivers what is due.
#include "config/load.hpp"
#include "daemon/instance.hpp"
#include "daemon/logging.hpp"
#include "daemon/report.hpp"
#include "daemon/service.hpp"
#include "daemon/setup.hpp"
#include "postings/vocabulary.hpp"

#include <spdlog/spdlog.h>

#include <cstdio>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <string_view>

using namespace gonggo;

namespace {

void usage(std::FILE* to) {
    std::fputs("usage: gonggod [--config FILE] [--metrics FILE] [--once]\n"
               "       gonggod [--config FILE] --check\n"
               "       gonggod [--config FILE] status [--json]\n"
               "  --once          poll every source once, write and send the digest, stop\n"
               "  --metrics FILE  write Prometheus metrics there (daemon.metrics)\n"
               "  --check         read the configuration and say what is wrong with it\n"
               "  status          what a running gonggod does: state, next polls, memory\n",
               to);
}

struct Arguments {
    std::filesystem::path config, metrics;
    enum class Task { serve, once, check, status, help, wrong } task = Task::serve;
    bool json = false;
};

Arguments read(int argc, char** argv) {
    using Task = Arguments::Task;
    Arguments out;
    for (int i = 1; i < argc; ++i) {
        const std::string_view arg = argv[i];
        const bool has_value = i + 1 < argc;
        if (arg == "--config" && has_value)
            out.config = argv[++i];
        else if (arg == "--metrics" && has_value)
            out.metrics = argv[++i];
        else if (arg == "--check")
            out.task = Task::check;
        else if (arg == "--once")
            out.task = Task::once;
        else if (arg == "status")
            out.task = Task::status;
        else if (arg == "--json")
            out.json = true;
        else if (arg == "--help" || arg == "-h")
            out.task = Task::help;
        else {
            out.task = Task::wrong;
            return out;
        }
    }
    if (out.json && out.task != Task::status) out.task = Task::wrong;
    return out;
}

int fail(const Error& error) {
    std::fprintf(stderr, "gonggod: %s\n", error.message.c_str());
    return 1;
}

int check(const config::Config& config) {
    if (const auto fine = daemon::check_setup(config); !fine) return fail(fine.error());
    std::printf("%s: fine: %zu sources, %zu profiles\n", config.file.c_str(), config.sources.size(),
                config.profiles.size());
    return 0;
}

int status(const config::Config& config, bool json) {
    auto store = postings::Store::open(config.daemon.database, postings::Store::Mode::read_only);
    if (!store) return fail(store.error());
    const auto report =
        daemon::gather(config, *store, daemon::Instance::holder(config.daemon.database), now());
    if (!report) return fail(report.error());
    const std::string& zone = config.daemon.time_zone;
    std::puts((json ? as_json(*report, zone) : as_text(*report, zone)).c_str());
    return report->pid ? 0 : 3;
}

/// Pages come and go by the hundred, and new memory costs a fault for every 4 KiB: what is freed is
/// kept during a round. Loop::tidy() gives it back.
void keep_freed_memory() {
#ifdef __GLIBC__
    ::mallopt(M_MMAP_THRESHOLD, 32 << 20);
    ::mallopt(M_TRIM_THRESHOLD, 128 << 20);
    ::mallopt(M_TOP_PAD, 4 << 20);
#endif
}

int work(const config::Config& config, bool once) {
    keep_freed_memory();
    daemon::set_up_log(config.daemon.log_level);
    const auto alone = daemon::Instance::take(config.daemon.database);
    if (!alone) return fail(alone.error());
    auto store = postings::Store::open(config.daemon.database, postings::Store::Mode::read_write);
    if (!store) {
        spdlog::error("{}", store.error().message);
        return 1;
    }
    return once ? daemon::run_once(config, *store) : daemon::serve(config, *store);
}

} // namespace

int main(int argc, char** argv) {
    using Task = Arguments::Task;
    const Arguments arguments = read(argc, argv);
    if (arguments.task == Task::help || arguments.task == Task::wrong) {
        usage(arguments.task == Task::help ? stdout : stderr);
        return arguments.task == Task::help ? 0 : 2;
    }
    auto config = config::load(arguments.config);
    if (!config) return fail(config.error());
    if (const auto words = postings::use_vocabulary(config->file.parent_path() / "vocabulary");
        !words)
        return fail(words.error());
    if (!arguments.metrics.empty()) config->daemon.metrics = arguments.metrics;
    switch (arguments.task) {
    case Task::check:
        return check(*config);
    case Task::status:
        return status(*config, arguments.json);
    default:
        return work(*config, arguments.task == Task::once);
    }
}
