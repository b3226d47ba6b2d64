#include "daemon/report.hpp"

#include <cstdio>

namespace gonggo::daemon {
namespace {

/// Writes metric families one after the other.
class Exposition {
public:
    void family(const char* name, const char* type, const char* help) {
        name_ = name;
        out_ += "# HELP " + name_ + " " + help + "\n# TYPE " + name_ + " " + type + "\n";
    }
    void sample(double value, const std::vector<std::pair<const char*, std::string>>& labels = {}) {
        out_ += name_;
        char separator = '{';
        for (const auto& [label, text] : labels) {
            out_ += separator + std::string(label) + "=\"" + escaped(text) + "\"";
            separator = ',';
        }
        if (!labels.empty()) out_ += '}';
        char number[32];
        std::snprintf(number, sizeof number, " %.17g\n", value);
        out_ += number;
    }
    std::string text() && { return std::move(out_); }

private:
    static std::string escaped(const std::string& text) {
        std::string out;
        for (const char c : text) {
            if (c == '\\' || c == '"') out += '\\';
            if (c == '\n')
                out += "\\n";
            else
                out += c;
        }
        return out;
    }
    std::string name_, out_;
};

double seconds_of(Timestamp at) {
    return static_cast<double>(at.time_since_epoch().count());
}

} // namespace

std::string as_metrics(const Report& report) {
    Exposition out;
    const auto per_source = [&](const char* name, const char* help, auto value) {
        out.family(name, "gauge", help);
        for (const auto& source : report.sources)
            if (const std::optional<double> number = value(source))
                out.sample(*number, {{"source", source.id}});
    };
    out.family("gonggo_source_state", "gauge", "1 for the state the last poll found.");
    for (const auto& source : report.sources)
        for (const char* state : {"ok", "degraded", "blocked", "broken", "down", "new"})
            out.sample(source.state == state, {{"source", source.id}, {"state", state}});
    per_source("gonggo_source_items", "Postings in the last poll.",
               [](const auto& s) { return static_cast<double>(s.items); });
    per_source("gonggo_source_fresh", "New postings in the last poll.",
               [](const auto& s) { return static_cast<double>(s.fresh); });
    per_source("gonggo_source_failures", "Failed polls in a row.",
               [](const auto& s) { return static_cast<double>(s.failures); });
    out.family("gonggo_source_filled", "gauge",
               "Items of the list's first page that had the field; \"items\" counts them all.");
    for (const auto& source : report.sources)
        for (const auto& [field, items] : source.filled)
            out.sample(items, {{"source", source.id}, {"field", field}});
    const auto time = [](const std::optional<Timestamp>& at) {
        return at ? std::optional<double>(seconds_of(*at)) : std::nullopt;
    };
    per_source("gonggo_source_last_poll_timestamp_seconds", "When the source was last polled.",
               [&](const auto& s) { return time(s.last_poll); });
    per_source("gonggo_source_next_poll_timestamp_seconds", "When the source is polled next.",
               [&](const auto& s) { return time(s.next_poll); });
    out.family("gonggo_outbox_rows", "gauge", "Messages by state.");
    for (const auto& [state, rows] : report.outbox)
        out.sample(static_cast<double>(rows), {{"state", state}});
    out.family("gonggo_postings", "gauge", "Postings kept.");
    out.sample(static_cast<double>(report.postings));
    if (report.last_digest) {
        out.family("gonggo_digest_last_timestamp_seconds", "gauge",
                   "When the digests were last written.");
        out.sample(seconds_of(*report.last_digest));
    }
    out.family("gonggo_polls_total", "counter", "Polls since the daemon began, by state.");
    for (const auto& [state, polls] : report.counters.polls)
        out.sample(static_cast<double>(polls), {{"state", state}});
    out.family("gonggo_poll_seconds_total", "counter", "Time spent in polls.");
    out.sample(report.counters.poll_seconds);
    out.family("gonggo_database_writable", "gauge", "0 while polls wait for a full or locked disk.");
    out.sample(report.counters.can_save);
    out.family("gonggo_timer_late_seconds_max", "gauge", "The worst lateness of the loop's timer.");
    out.sample(report.counters.latest_seconds);
    out.family("process_resident_memory_bytes", "gauge", "Resident memory.");
    out.sample(static_cast<double>(report.resident_bytes));
    out.family("process_open_fds", "gauge", "Open file descriptors.");
    out.sample(static_cast<double>(report.open_files));
    return std::move(out).text();
}

} // namespace gonggo::daemon
