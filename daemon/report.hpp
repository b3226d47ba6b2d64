#pragma once
// How the service is: gathered once, shown as text, JSON or Prometheus metrics.
#include "base/time.hpp"
#include "config/config.hpp"
#include "postings/store/store.hpp"
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gonggo::daemon {

struct SourceReport {
    std::string id;
    std::string state = "new"; ///< as the last poll said; "new" before the first
    std::string reason;
    std::optional<Timestamp> last_poll, next_poll;
    int items = 0, fresh = 0;
    int failures = 0;                  ///< in a row
    std::map<std::string, int> filled; ///< field → items of the first page that had it
};

/// Counted since this process began; all 0 when asked from outside it.
struct Counters {
    std::map<std::string, std::uint64_t> polls; ///< by state
    double poll_seconds = 0;
    bool can_save = true;      ///< the database can be written
    double latest_seconds = 0; ///< the worst lateness of the loop's timer
};

struct Report {
    std::optional<long> pid; ///< of the running gonggod; nothing when none runs
    std::vector<SourceReport> sources;
    std::map<std::string, std::int64_t> outbox; ///< rows by state
    std::int64_t postings = 0;
    std::optional<Timestamp> last_digest, next_digest;
    std::int64_t resident_bytes = 0; ///< 0 when not known
    std::int64_t open_files = 0;
    Counters counters;
};

/// What the store and /proc say. `pid` is the daemon's.
Result<Report> gather(const config::Config& config, postings::Store& store, std::optional<long> pid,
                      Timestamp now);

std::string as_text(const Report& report, const std::string& zone);
std::string as_json(const Report& report, const std::string& zone);
/// Prometheus text exposition format 0.0.4.
std::string as_metrics(const Report& report);

/// Where the store keeps when a source is polled next, and when the digests were last written.
std::string plan_key(const std::string& source);
inline constexpr const char* kDigestKey = "service.digest";

} // namespace gonggo::daemon
