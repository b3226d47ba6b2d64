// What can be seen without asking anybody: the configuration, secrets, files, the clock.
#include "base/text.hpp"
#include "base/time.hpp"
#include "cli/doctor/finding.hpp"
#include "cli/errors.hpp"
#include "cli/messages.hpp"
#include "config/load.hpp"
#include "daemon/setup.hpp"
#include "notifier/digest.hpp"
#include "notifier/template.hpp"
#include "postings/store/maintain.hpp"
#include "postings/store/store.hpp"

#include <sys/stat.h>
#include <unistd.h>

namespace gonggo::cli {
namespace fs = std::filesystem;

void check_config(const config::Config& config, Findings& f) {
    if (const auto fine = daemon::check_setup(config); !fine)
        f.add("config", Health::bad, told(fine.error().message), say(Msg::mend_line));
    else
        f.good("config", config.file.string());
    if (config.sources.empty())
        f.add("config", Health::bad, say(Msg::no_source_block), say(Msg::choose_recipe));
    bool addressed = false;
    for (const auto& profile : config.profiles) addressed |= !profile.to.empty();
    if (addressed && config.smtp.host.empty())
        f.add("config", Health::bad, say(Msg::no_smtp), say(Msg::give_smtp));
    if (!addressed && config.webhooks.empty())
        f.add("config", Health::warning, say(Msg::nobody_told), say(Msg::give_to));
}

namespace {

void check_secret(const std::string& place, const config::SecretRef& secret, Findings& f) {
    if (secret.spec.empty()) return;
    if (const auto value = config::resolve(secret); !value)
        f.add("secrets", Health::bad, place + ": " + told(value.error().message),
              say(Msg::put_secret));
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
    std::error_code failed;
    if (const auto stat = fs::status(directory, failed);
        fs::exists(stat) && !fs::is_directory(stat))
        f.add(check, Health::bad, directory.string() + ": " + say(Msg::no_directory),
              say(Msg::another_place));
    else if (access(place.c_str(), W_OK | X_OK) != 0)
        f.add(check, Health::bad, place.string() + ": " + say(Msg::cannot_write),
              say(Msg::another_place));
    else
        f.good(check, directory.string());
    std::error_code ec;
    constexpr std::uintmax_t kEnough = 200u << 20;
    if (const auto space = fs::space(place, ec); !ec && space.available < kEnough)
        f.add(check, Health::warning,
              say(Msg::space_left, {place.string(), std::to_string(space.available >> 20)}),
              say(Msg::make_room));
}

void check_templates(const config::Config& config, Findings& f) {
    const auto directory = config.file.parent_path() / "templates";
    std::error_code ec;
    if (!fs::exists(directory, ec)) return;
    notifier::DigestContent sample;
    sample.language = config.daemon.language;
    const auto own = notifier::load_templates(directory);
    const auto rendered =
        own ? notifier::render_digest(sample, *own) : Result<notifier::RenderedDigest>(own.error());
    if (rendered)
        f.good("templates", directory.string());
    else
        f.add("templates", Health::bad,
              directory.string() + ": " + text::printable(told(rendered.error().message)),
              say(Msg::mend_template));
}

} // namespace

void check_files(const config::Config& config, Findings& f) {
    check_templates(config, f);
    const auto& database = config.daemon.database;
    check_directory("database", database.parent_path(), f);
    check_directory("digests", config.digest.directory, f);
    if (!config.feeds.directory.empty()) check_directory("feeds", config.feeds.directory, f);
    std::error_code ec;
    if (!fs::exists(database, ec)) {
        f.add("database", Health::warning, database.string() + ": " + say(Msg::not_yet),
              say(Msg::poll_makes));
        return;
    }
    struct stat info {};
    if (stat(database.c_str(), &info) == 0 && (info.st_mode & S_IRWXO) != 0)
        f.add("database", Health::warning, database.string() + ": " + say(Msg::others_read),
              "chmod o-rwx " + database.string());
    if (access(database.c_str(), W_OK) != 0)
        f.add("database", Health::bad, database.string() + ": " + say(Msg::cannot_write),
              say(Msg::mend_owner));
    if (const auto store = postings::Store::open(database, postings::Store::Mode::read_only);
        !store) {
        f.add("database", Health::bad, told(store.error().message), say(Msg::other_gonggo));
        return;
    }
    const auto faults = postings::integrity_faults(database);
    if (!faults || !faults->empty())
        f.add("database", Health::bad,
              !faults ? told(faults.error().message) : database.string() + ": " + faults->front(),
              say(Msg::restore_copy));
}

void check_time(const config::Config& config, Findings& f) {
    const auto& zone = config.daemon.time_zone;
    using namespace std::chrono;
    if (now() < sys_days{year{2026} / 1 / 1})
        f.add("time", Health::bad, say(Msg::clock_wrong, {iso8601(now(), zone)}),
              say(Msg::turn_on_ntp));
    else if (!known_zone(zone))
        f.add("time", Health::bad, say(Msg::unknown_zone, {zone}), say(Msg::install_tzdata));
    else
        f.good("time", iso8601(now(), zone) + " " + zone);
}

} // namespace gonggo::cli
