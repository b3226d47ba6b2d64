#include "daemon/report.hpp"

#include "base/file.hpp"
#include "daemon/agenda.hpp"
#include "notifier/schedule.hpp"

#include <cstdlib>
#include <iterator>

namespace gonggo::daemon {
namespace {

/// "VmRSS:    14320 kB" of /proc/PID/status, in bytes.
std::int64_t resident_bytes(long pid) {
    const auto status = read_file("/proc/" + std::to_string(pid) + "/status");
    if (!status) return 0;
    const auto at = status->find("VmRSS:");
    return at == std::string::npos ? 0 : std::atoll(status->c_str() + at + 6) * 1024;
}

std::int64_t open_files(long pid) {
    std::error_code ec;
    const std::filesystem::directory_iterator files("/proc/" + std::to_string(pid) + "/fd", ec);
    return ec ? 0 : std::distance(begin(files), end(files));
}

} // namespace

std::string plan_key(const std::string& source) {
    return "plan." + source;
}

Result<Report> gather(const config::Config& config, postings::Store& store, std::optional<long> pid,
                      Timestamp now) {
    Report out{.pid = pid};
    GONGGO_TRY(const auto records, store.sources());
    std::map<std::string, postings::SourceRecord> last;
    for (const auto& record : records) last[record.source] = record;
    for (const auto& source : config.sources) {
        if (!source.enabled) continue;
        SourceReport report{.id = source.id};
        if (const auto found = last.find(source.id); found != last.end()) {
            report.state = found->second.state;
            report.reason = found->second.reason;
            report.last_poll = found->second.at;
            report.items = found->second.items;
            report.fresh = found->second.fresh;
            report.filled = found->second.filled;
        }
        if (const auto plan = plan_from(store.meta(plan_key(source.id)))) {
            report.next_poll = plan->due;
            report.failures = plan->failures;
        }
        out.sources.push_back(std::move(report));
    }
    GONGGO_TRY(out.outbox, store.outbox_counts());
    GONGGO_TRY(out.postings, store.count());
    out.last_digest = parse_iso8601(store.meta(kDigestKey));
    out.next_digest =
        notifier::next_digest(config.digest, out.last_digest, now, config.daemon.time_zone);
    if (pid) {
        out.resident_bytes = resident_bytes(*pid);
        out.open_files = open_files(*pid);
    }
    return out;
}

} // namespace gonggo::daemon
