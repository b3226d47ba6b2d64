// Is gonggod installed and running, and how did its last polls go?
#include "base/text.hpp"
#include "cli/doctor/finding.hpp"
#include "cli/errors.hpp"
#include "cli/labels.hpp"
#include "cli/messages.hpp"
#include "cli/undelivered.hpp"
#include "daemon/instance.hpp"
#include "postings/store/store.hpp"
#include "scrapers/recipe.hpp"

#include <cstdlib>
#include <set>

namespace gonggo::cli {
namespace fs = std::filesystem;
namespace {

/// Where systemd and launchd look for our unit.
std::vector<fs::path> unit_places() {
    std::vector<fs::path> places = {"/etc/systemd/system",         "/usr/local/lib/systemd/system",
                                    "/usr/lib/systemd/system",     "/etc/systemd/user",
                                    "/usr/local/lib/systemd/user", "/usr/lib/systemd/user"};
    if (const char* home = std::getenv("HOME")) {
        places.push_back(fs::path(home) / ".config/systemd/user");
        places.push_back(fs::path(home) / ".local/share/systemd/user");
        places.push_back(fs::path(home) / "Library/LaunchAgents");
    }
    return places;
}

fs::path installed_unit() {
    std::error_code ec;
    for (const auto& place : unit_places())
        for (const char* name : {"gonggod.service", "io.gonggo.gonggod.plist"})
            if (fs::exists(place / name, ec)) return place / name;
    return {};
}

} // namespace

void check_service(const config::Config& config, Findings& f) {
    if (const auto unit = installed_unit(); !unit.empty())
        f.good("service", unit.string());
    else
        f.add("service", Health::warning, say(Msg::no_service), say(Msg::mend_service));
    if (const auto pid = daemon::Instance::holder(config.daemon.database))
        f.good("daemon", say(Msg::daemon_runs, {std::to_string(*pid)}));
    else
        f.add("daemon", Health::warning, say(Msg::daemon_rests), say(Msg::mend_daemon));
}

void check_sources(const config::Config& config, Findings& f) {
    std::vector<postings::SourceRecord> records;
    std::error_code ec;
    if (fs::exists(config.daemon.database, ec))
        if (auto store =
                postings::Store::open(config.daemon.database, postings::Store::Mode::read_only)) {
            if (auto sources = store->sources()) records = std::move(*sources);
            if (const auto failed = undelivered(*store); failed && failed->messages > 0)
                f.add("outbox", Health::bad,
                      say(Msg::undelivered, {std::to_string(failed->messages), told(failed->last)}),
                      say(Msg::see_outbox));
        }
    for (const auto& source : config.sources) {
        if (!source.enabled) continue;
        const auto check = "source " + source.id;
        const auto record = std::find_if(records.begin(), records.end(),
                                         [&](const auto& r) { return r.source == source.id; });
        if (source.ignore_robots)
            f.add(check, Health::warning, say(Msg::ignores_robots), say(Msg::own_risk));
        if (record == records.end())
            f.add(check, Health::skipped, say(Msg::not_polled), "gonggo poll " + source.id);
        else if (record->state == "ok")
            f.good(check, say(Msg::postings_read, {std::to_string(record->items)}));
        else
            f.add(check, record->state == "degraded" ? Health::warning : Health::bad,
                  state_label(record->state) + ": " + text::printable(told(record->reason)),
                  say(Msg::try_recipe, {source.id}));
    }
}

} // namespace gonggo::cli
