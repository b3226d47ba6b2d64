#include "daemon/logging.hpp"

#include "base/text.hpp"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace gonggo::daemon {
namespace {

/// "%P": the syslog priority of the level.
class Priority : public spdlog::custom_flag_formatter {
public:
    void format(const spdlog::details::log_msg& message, const std::tm&,
                spdlog::memory_buf_t& out) override {
        static constexpr char kPriorities[] = {'7', '7', '6', '4', '3', '2', '6'};
        out.push_back('<');
        out.push_back(kPriorities[message.level]);
        out.push_back('>');
    }
    [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override {
        return std::make_unique<Priority>();
    }
};

bool journald_reads_stderr() {
    const char* stream = std::getenv("JOURNAL_STREAM");
    struct stat info {};
    if (!stream || ::fstat(STDERR_FILENO, &info) != 0) return false;
    unsigned long long device = 0;
    unsigned long long inode = 0;
    return std::sscanf(stream, "%llu:%llu", &device, &inode) == 2 && device == info.st_dev &&
           inode == info.st_ino;
}

} // namespace

void set_up_log(const std::string& level) {
    static const auto logger = spdlog::stderr_logger_st("gonggod");
    spdlog::set_default_logger(logger);
    spdlog::set_level(spdlog::level::from_str(level));
    auto formatter = std::make_unique<spdlog::pattern_formatter>();
    if (journald_reads_stderr())
        formatter->add_flag<Priority>('P').set_pattern("%P%v");
    else
        formatter->set_pattern("%Y-%m-%d %H:%M:%S %l %v");
    spdlog::set_formatter(std::move(formatter));
}

std::string log_value(std::string_view value) {
    const std::string plain = text::printable(value);
    if (!plain.empty() && plain.find_first_of(" \"=\n") == std::string::npos) return plain;
    std::string out = "\"";
    for (const char c : plain) {
        if (c == '"' || c == '\\') out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out + '"';
}

} // namespace gonggo::daemon
