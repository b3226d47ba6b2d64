// What can be seen without asking anybody: the configuration, secrets, files, the clock.
#include "base/time.hpp"
#include "cli/doctor/finding.hpp"
#include "config/load.hpp"
#include "daemon/setup.hpp"
#include "postings/store/maintain.hpp"
#include "postings/store/store.hpp"

#include <sys/stat.h>
#include <unistd.h>

namespace gonggo::cli {
namespace fs = std::filesystem;

void check_config(const config::Config& config, Findings& f) {
    if (const auto fine = daemon::check_setup(config); !fine)
        f.add("config", Health::bad, fine.error().message,
              f.say("그 줄을 고치고 `gonggod --check`로 확인하세요",
                    "mend that line and check with `gonggod --check`"));
    else
        f.good("config", config.file.string());
    if (config.sources.empty())
        f.add("config", Health::bad, f.say("[[source]]가 없습니다", "there is no [[source]]"),
              f.say("`gonggo recipes list`에서 골라 [[source]]를 추가하세요",
                    "choose one from `gonggo recipes list` and add a [[source]]"));
    bool addressed = false;
    for (const auto& profile : config.profiles) addressed |= !profile.to.empty();
    if (addressed && config.smtp.host.empty())
        f.add("config", Health::bad,
              f.say("받을 주소(to)는 있지만 [smtp]가 없어 메일이 나가지 않습니다",
                    "a profile has a mail address but there is no [smtp]: no mail goes out"),
              f.say("[smtp]에 preset, user, password를 적으세요",
                    "give preset, user and password in [smtp]"));
    if (!addressed && config.webhooks.empty())
        f.add("config", Health::warning,
              f.say("받을 사람이 없습니다: 다이제스트는 파일로만 남습니다",
                    "nobody is told: digests are only written as files"),
              f.say("[[profile]]에 to를, 또는 [[webhook]]을 적으세요",
                    "give a [[profile]] its `to`, or add a [[webhook]]"));
}

namespace {

void check_secret(const std::string& place, const config::SecretRef& secret, Findings& f) {
    if (secret.spec.empty()) return;
    if (const auto value = config::resolve(secret); !value)
        f.add("secrets", Health::bad, place + ": " + value.error().message,
              f.say("값을 두거나 파일 권한을 0600으로 바꾸세요",
                    "put the value there, or make the file's mode 0600"));
    else
        f.good("secrets", place);
}

} // namespace

void check_secrets(const config::Config& config, Findings& f) {
    check_secret("smtp.password", config.smtp.password, f);
    for (const auto& source : config.sources)
        check_secret("source '" + source.id + "'.api_key", source.api_key, f);
    for (const auto& hook : config.webhooks) {
        check_secret("webhook '" + hook.name + "'.url", hook.url, f);
        check_secret("webhook '" + hook.name + "'.secret", hook.secret, f);
        check_secret("webhook '" + hook.name + "'.old_secret", hook.old_secret, f);
    }
}

namespace {

/// The nearest directory above `path` that exists.
fs::path existing(fs::path path) {
    std::error_code ec;
    while (!path.empty() && !fs::is_directory(path, ec)) {
        if (path == path.parent_path()) break;
        path = path.parent_path();
    }
    return path.empty() ? fs::path(".") : path;
}

void check_directory(const std::string& check, const fs::path& directory, Findings& f) {
    const auto place = existing(directory);
    if (access(place.c_str(), W_OK | X_OK) != 0)
        f.add(check, Health::bad,
              place.string() + ": " + f.say("쓸 수 없습니다", "cannot be written to"),
              f.say("소유자를 바꾸거나 config에서 다른 곳을 고르세요",
                    "change its owner, or choose another place in the configuration"));
    else
        f.good(check, directory.string());
    std::error_code ec;
    constexpr std::uintmax_t kEnough = 200u << 20;
    if (const auto space = fs::space(place, ec); !ec && space.available < kEnough)
        f.add(check, Health::warning,
              place.string() + ": " + std::to_string(space.available >> 20) +
                  f.say(" MiB밖에 남지 않았습니다", " MiB left on the disk"),
              f.say("자리를 비우세요", "make room"));
}

} // namespace

void check_files(const config::Config& config, Findings& f) {
    const auto& database = config.daemon.database;
    check_directory("database", database.parent_path(), f);
    check_directory("digests", config.digest.directory, f);
    if (!config.feeds.directory.empty()) check_directory("feeds", config.feeds.directory, f);
    std::error_code ec;
    if (!fs::exists(database, ec)) {
        f.add("database", Health::warning,
              database.string() + ": " + f.say("아직 없습니다", "does not exist yet"),
              f.say("`gonggo poll`이 만듭니다", "`gonggo poll` makes it"));
        return;
    }
    struct stat info {};
    if (stat(database.c_str(), &info) == 0 && (info.st_mode & S_IRWXO) != 0)
        f.add("database", Health::warning,
              database.string() + ": " +
                  f.say("다른 사용자가 읽을 수 있습니다 (지원 기록이 들어 있습니다)",
                        "others can read it (it holds your applications)"),
              "chmod o-rwx " + database.string());
    if (access(database.c_str(), W_OK) != 0)
        f.add("database", Health::bad,
              database.string() + ": " + f.say("쓸 수 없습니다", "cannot be written to"),
              f.say("소유자와 권한을 바꾸세요", "change its owner or mode"));
    if (const auto store = postings::Store::open(database, postings::Store::Mode::read_only);
        !store) {
        f.add("database", Health::bad, store.error().message,
              f.say("이 파일을 만든 버전의 gonggo를 쓰거나 백업으로 되돌리세요",
                    "use the gonggo that wrote it, or put a backup in its place"));
        return;
    }
    const auto faults = postings::integrity_faults(database);
    if (!faults || !faults->empty())
        f.add("database", Health::bad,
              !faults ? faults.error().message : database.string() + ": " + faults->front(),
              f.say("`gonggo backup`으로 만든 사본으로 되돌리세요",
                    "restore a copy that `gonggo backup` made"));
}

void check_time(const config::Config& config, Findings& f) {
    const auto& zone = config.daemon.time_zone;
    using namespace std::chrono;
    if (now() < sys_days{year{2026} / 1 / 1})
        f.add("time", Health::bad,
              f.say("이 컴퓨터의 시계가 틀립니다: ", "this computer's clock is wrong: ") +
                  iso8601(now(), zone),
              f.say("시각 동기화(NTP)를 켜세요", "turn on time synchronisation (NTP)"));
    else if (!known_zone(zone))
        f.add("time", Health::bad, f.say("모르는 시간대: ", "unknown time zone: ") + zone,
              f.say("tzdata를 설치하거나 daemon.time_zone을 고치세요",
                    "install tzdata or mend daemon.time_zone"));
    else
        f.good("time", iso8601(now(), zone) + " " + zone);
}

} // namespace gonggo::cli
