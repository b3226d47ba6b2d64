// Is gonggod installed and running, and how did its last polls go?
#include "base/text.hpp"
#include "cli/doctor/finding.hpp"
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
        f.add("service", Health::warning,
              f.say("서비스로 설치되지 않았습니다", "not installed as a service"),
              f.say("`./run install` 뒤 `systemctl --user enable --now gonggod`",
                    "`./run install`, then `systemctl --user enable --now gonggod`"));
    if (const auto pid = daemon::Instance::holder(config.daemon.database))
        f.good("daemon", f.say("실행 중: pid ", "running: pid ") + std::to_string(*pid));
    else
        f.add("daemon", Health::warning,
              f.say("gonggod가 실행 중이 아닙니다", "gonggod is not running"),
              f.say("`systemctl --user start gonggod`, 또는 `gonggo poll`로 한 번만",
                    "`systemctl --user start gonggod`, or once with `gonggo poll`"));
}

void check_sources(const config::Config& config, Findings& f) {
    std::vector<postings::SourceRecord> records;
    std::error_code ec;
    if (fs::exists(config.daemon.database, ec))
        if (auto store =
                postings::Store::open(config.daemon.database, postings::Store::Mode::read_only)) {
            if (auto sources = store->sources()) records = std::move(*sources);
            if (const auto failed = undelivered(*store); failed && failed->messages > 0)
                f.add(
                    "outbox", Health::bad,
                    std::to_string(failed->messages) +
                        f.say("건을 보내지 못했습니다: ", " messages could not be delivered: ") +
                        failed->last,
                    f.say("`gonggo outbox list`로 모두 보고, 고친 뒤 `gonggo outbox retry --dead`",
                          "`gonggo outbox list` shows all; once mended, `gonggo outbox retry "
                          "--dead`"));
        }
    for (const auto& source : config.sources) {
        if (!source.enabled) continue;
        const auto check = "source " + source.id;
        const auto record = std::find_if(records.begin(), records.end(),
                                         [&](const auto& r) { return r.source == source.id; });
        if (source.ignore_robots)
            f.add(
                check, Health::warning,
                f.say("robots.txt를 무시하도록 설정되어 있습니다", "is told to ignore robots.txt"),
                f.say("책임은 사용자에게 있습니다; ignore_robots = false로 되돌릴 수 있습니다",
                      "on your own responsibility; ignore_robots = false takes it back"));
        if (record == records.end())
            f.add(check, Health::skipped, f.say("아직 읽지 않았습니다", "not polled yet"),
                  "gonggo poll " + source.id);
        else if (record->state == "ok")
            f.good(check,
                   std::to_string(record->items) + f.say("건을 읽었습니다", " postings read"));
        else
            f.add(check, record->state == "degraded" ? Health::warning : Health::bad,
                  record->state + ": " + text::printable(record->reason),
                  f.say("`gonggo try ", "`gonggo try ") + source.id +
                      f.say("`로 무엇이 비었는지 보세요", "` shows what was missed"));
    }
}

} // namespace gonggo::cli
