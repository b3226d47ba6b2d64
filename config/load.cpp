#include "config/load.hpp"
#include "config/language.hpp"

#include "base/file.hpp"
#include "config/companies.hpp"

#include <cstdlib>

namespace gonggo::config {
namespace {

namespace fs = std::filesystem;

fs::path from_environment(const char* name) {
    const char* value = std::getenv(name);
    return value && *value ? fs::path(value) : fs::path();
}

fs::path xdg(const char* variable, const char* below_home) {
    const fs::path set = from_environment(variable);
    if (!set.empty()) return set / "gonggo";
    return from_environment("HOME") / below_home / "gonggo";
}

} // namespace

std::vector<fs::path> search_path() {
    std::vector<fs::path> out;
    if (const auto named = from_environment("GONGGO_CONFIG"); !named.empty()) out.push_back(named);
    out.push_back(config_home() / "gonggo.toml");
    out.emplace_back("/etc/gonggo/gonggo.toml");
    return out;
}

std::string_view language_of_environment() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const char* value = std::getenv(name); value && *value)
            return std::string_view(value).starts_with("en") ? "en" : "ko";
    return "ko";
}

fs::path config_home() {
    return xdg("XDG_CONFIG_HOME", ".config");
}

fs::path data_home() {
    return xdg("XDG_DATA_HOME", ".local/share");
}

Result<Config> load(const fs::path& path) {
    fs::path file = path;
    std::error_code ec;
    if (file.empty()) {
        for (const auto& candidate : search_path())
            if (fs::exists(candidate, ec)) {
                file = candidate;
                break;
            }
        if (file.empty())
            return Error{Errc::not_found,
                         "no configuration found (looked for " + search_path().front().string() +
                             " and /etc/gonggo/gonggo.toml); mend: gonggo init, or name one "
                             "with --config FILE"};
    }
    GONGGO_TRY(const std::string text, read_file(file));
    GONGGO_TRY(Config config, parse_in(language_of_environment(), text, file.string()));
    config.file = file;
    if (!config.companies.empty()) {
        GONGGO_TRY(const auto known, load_companies());
        GONGGO_CHECK(add_companies(config, known));
    }
    const fs::path home =
        file.string().starts_with("/etc/") ? fs::path("/var/lib/gonggo") : data_home();
    if (config.daemon.database.empty()) config.daemon.database = home / "gonggo.db";
    if (config.digest.directory.empty()) config.digest.directory = home / "digests";
    return config;
}

} // namespace gonggo::config
