#include "daemon/report.hpp"

#include "base/text.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace gonggo::daemon {
namespace {

namespace json = boost::json;

std::string when(const std::optional<Timestamp>& at, const std::string& zone) {
    return at ? iso8601(*at, zone) : "-";
}

json::value when_json(const std::optional<Timestamp>& at, const std::string& zone) {
    return at ? json::value(iso8601(*at, zone)) : json::value(nullptr);
}

} // namespace

std::string as_text(const Report& report, const std::string& zone) {
    std::string out = report.pid ? "gonggod is running (pid " + std::to_string(*report.pid) + ", " +
                                       std::to_string(report.resident_bytes >> 10) + " KiB)\n"
                                 : "gonggod is not running\n";
    out += "last digest  " + when(report.last_digest, zone) + "\n";
    out += "next digest  " + when(report.next_digest, zone) + "\n";
    out += "postings     " + std::to_string(report.postings) + "\n";
    for (const auto& [state, rows] : report.outbox)
        out += "outbox       " + std::to_string(rows) + " " + state + "\n";
    std::size_t widest = 6;
    for (const auto& source : report.sources)
        widest = std::max(widest, text::display_width(source.id));
    const auto pad = [](const std::string& s, std::size_t width) {
        return text::pad_to_width(s, width) + "  ";
    };
    out += "\n" + pad("source", widest) + pad("state", 8) + pad("last poll", 25) +
           pad("next poll", 25) + "items\n";
    for (const auto& source : report.sources) {
        out += pad(source.id, widest) + pad(source.state, 8) +
               pad(when(source.last_poll, zone), 25) + pad(when(source.next_poll, zone), 25) +
               std::to_string(source.items) + "\n";
        if (!source.reason.empty()) out += "  " + text::printable(source.reason) + "\n";
    }
    return out;
}

std::string as_json(const Report& report, const std::string& zone) {
    json::array sources;
    for (const auto& source : report.sources)
        sources.push_back({{"id", source.id},
                           {"state", source.state},
                           {"reason", source.reason},
                           {"last_poll", when_json(source.last_poll, zone)},
                           {"next_poll", when_json(source.next_poll, zone)},
                           {"items", source.items},
                           {"fresh", source.fresh},
                           {"failures", source.failures}});
    json::object outbox;
    for (const auto& [state, rows] : report.outbox) outbox[state] = rows;
    return json::serialize(json::value{
        {"running", report.pid.has_value()},
        {"pid", report.pid ? json::value(*report.pid) : json::value(nullptr)},
        {"resident_bytes", report.resident_bytes},
        {"open_files", report.open_files},
        {"last_digest", when_json(report.last_digest, zone)},
        {"next_digest", when_json(report.next_digest, zone)},
        {"postings", report.postings},
        {"outbox", outbox},
        {"sources", sources},
    });
}

} // namespace gonggo::daemon
