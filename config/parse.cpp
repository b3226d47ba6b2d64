#include "base/text.hpp"
#include "base/time.hpp"
#include "config/document.hpp"
#include "config/language.hpp"
#include "config/load.hpp"
#include "config/reader.hpp"
#include "config/smtp_presets.hpp"

#include <algorithm>
#include <toml++/toml.h>

namespace gonggo::config {
namespace {

#define GONGGO_ROLE(name, ko, en) #name,
const std::vector<std::string_view> kRoles = {
#include "config/roles.inc"
};
#undef GONGGO_ROLE

void read_path(TableReader& in, std::string_view key, std::filesystem::path& out) {
    std::string text;
    in.read(key, text);
    if (text.empty()) return;
    if (text.starts_with("~/"))
        if (const char* home = std::getenv("HOME")) text = home + text.substr(1);
    out = text;
}

void read_secret(TableReader& in, std::string_view key, SecretRef& out,
                 bool plain_allowed = false) {
    in.read(key, out.spec);
    const bool named = out.spec.starts_with("env:") || out.spec.starts_with("file:") ||
                       out.spec.starts_with("credential:");
    in.require(out.spec.empty() || named || plain_allowed, key,
               "'" + std::string(key) +
                   "' must not stand here in plain text; write \"env:NAME\", \"file:PATH\" or "
                   "\"credential:NAME\"");
}

bool clock_time(std::string_view text) {
    return text.size() == 5 && text[2] == ':' && text[0] >= '0' && text[0] <= '2' &&
           text[1] >= '0' && text[1] <= '9' && text.substr(0, 2) < "24" && text[3] >= '0' &&
           text[3] <= '5' && text[4] >= '0' && text[4] <= '9';
}

void read_daemon(TableReader& in, Daemon& out) {
    read_path(in, "database", out.database);
    in.read("time_zone", out.time_zone);
    in.require(known_zone(out.time_zone), "time_zone",
               "'time_zone' is no IANA zone: \"" + out.time_zone + "\"; write e.g. \"Asia/Seoul\"");
    in.read_word("language", out.language, {"ko", "en"});
    in.read_word("log_level", out.log_level, {"trace", "debug", "info", "warn", "error"});
    in.read("contact", out.contact);
    read_path(in, "metrics", out.metrics);
    in.read("polls_at_once", out.polls_at_once, 1, 256);
    in.read("proxy", out.proxy);
    in.require(out.proxy.empty() || out.proxy.find("://") != std::string::npos, "proxy",
               "'proxy' must be a URL such as \"http://127.0.0.1:3128\"");
    std::chrono::seconds keep = out.keep_closed;
    in.read("keep_closed", keep, std::chrono::hours{24});
    out.keep_closed = std::chrono::duration_cast<std::chrono::days>(keep);
}

void read_source(TableReader& in, Source& out) {
    in.read("recipe", out.recipe);
    in.require(!out.recipe.empty(), "recipe",
               "[[source]] needs recipe = \"…\" (gonggo recipes list)");
    out.id = out.recipe;
    in.read("id", out.id);
    in.read("params", out.params);
    in.read("company", out.company);
    std::string browser;
    in.read_word("render", browser, {"chromium"});
    out.render = !browser.empty();
    in.read("mirror", out.mirror); // one's own server may be asked more often than a board
    in.read("interval", out.interval,
            out.mirror.empty() ? std::chrono::seconds{300} : std::chrono::seconds{1});
    in.read("jitter", out.jitter, 0, 1);
    in.read("enabled", out.enabled);
    in.read("ignore_robots", out.ignore_robots);
    in.read("allow_private", out.allow_private);
    in.read("max_pages", out.max_pages, 0, 500);
    in.read("details_per_poll", out.details_per_poll, 0, 10'000);
    in.read("spacing", out.spacing, std::chrono::milliseconds{0});
    in.read("concurrency", out.concurrency, 1, 16);
    in.read("timeout", out.timeout, std::chrono::seconds{1});
    read_secret(in, "api_key", out.api_key);
    in.read("headers", out.headers);
    in.require(out.mirror.empty() || out.mirror.starts_with("http://") ||
                   out.mirror.starts_with("https://"),
               "mirror", "'mirror' must begin with http:// or https://");
}

void read_profile(TableReader& in, Profile& out) {
    in.read("name", out.name);
    in.read_word("preset", out.preset, {"ml", "mlops", "data-science", "research", "devops"});
    in.read("to", out.to);
    for (const auto& address : out.to)
        in.require(address.find('@') != std::string::npos &&
                       address.find_first_of("\r\n") == std::string::npos,
                   "to", "'to' holds no mail address: \"" + text::printable(address) + "\"");
    in.read_words("roles", out.roles, kRoles);
    in.read_words("levels", out.levels, {"intern", "entry", "mid", "senior"});
    in.read("years", out.years, 0, 60);
    in.read("places", out.places);
    in.read_words("remote", out.remote, {"full", "hybrid"});
    in.read_words("employment", out.employment,
                  {"full_time", "contract", "intern", "part_time", "freelance"});
    in.read_words("kinds", out.kinds, {"job", "internship", "contest", "fair"});
    in.read("skills", out.skills);
    in.read("skills_unwanted", out.skills_unwanted);
    in.read("include", out.include);
    in.read("exclude", out.exclude);
    in.read("companies", out.companies);
    in.read("companies_blocked", out.companies_blocked);
    in.read("sources", out.sources);
    in.read("min_salary", out.min_salary);
    in.read("military_service", out.military_service);
    in.read("min_score", out.min_score, 0, 100);
}

void read_digest(TableReader& in, Digest& out) {
    in.read("at", out.at);
    for (const auto& time : out.at)
        in.require(clock_time(time), "at",
                   "'at' holds no time of day: \"" + time + "\"; write \"08:00\"");
    in.read_words("days", out.days, {"mon", "tue", "wed", "thu", "fri", "sat", "sun"});
    in.read("most", out.most, 1, 500);
    in.read("send_empty", out.send_empty);
    in.read("ics", out.ics);
    in.read("weekly", out.weekly);
    in.read("quiet", out.quiet);
    in.require(out.quiet.empty() ||
                   (out.quiet.size() == 11 && out.quiet[5] == '-' &&
                    clock_time(out.quiet.substr(0, 5)) && clock_time(out.quiet.substr(6))),
               "quiet", "'quiet' must look like \"22:00-07:00\"");
    read_path(in, "directory", out.directory);
}

void read_smtp(TableReader& in, Smtp& out) {
    in.read_word("preset", out.preset, {"gmail", "naver", "daum", "kakao", "outlook", "sendmail"});
    if (const auto preset = smtp_preset(out.preset)) {
        out.host = preset->host;
        out.port = preset->port;
        out.tls = preset->tls;
    }
    in.read("host", out.host);
    in.read("port", out.port, 1, 65535);
    std::string tls;
    in.read_word("tls", tls, {"starttls", "tls", "none"});
    if (!tls.empty())
        out.tls = tls == "tls" ? TlsMode::tls : tls == "none" ? TlsMode::none : TlsMode::starttls;
    in.read("user", out.user);
    in.require(out.user.empty() || out.tls != TlsMode::none || out.host == "localhost" ||
                   out.host.starts_with("127.") || out.host == "::1",
               "tls",
               "without TLS the password would travel readable; use \"starttls\" or \"tls\"");
    read_secret(in, "password", out.password);
    in.read_word("auth", out.auth, {"plain", "login", "xoauth2"});
    in.read("from", out.from);
    in.require(out.from.find_first_of("\r\n") == std::string::npos, "from",
               "'from' must be one line");
    in.require(out.from.empty() || out.from.find('@') != std::string::npos, "from",
               "'from' holds no mail address");
    read_path(in, "ca_file", out.ca_file);
    in.read("timeout", out.timeout, std::chrono::seconds{1});
}

void read_webhook(TableReader& in, Webhook& out) {
    in.read("name", out.name);
    in.read_word("kind", out.kind,
                 {"generic", "slack", "discord", "telegram", "ntfy", "mattermost", "teams"});
    if (out.name.empty()) out.name = out.kind;
    read_secret(in, "url", out.url, true);
    in.require(!out.url.spec.empty(), "url", "[[webhook]] needs url = \"https://…\"");
    read_secret(in, "secret", out.secret);
    read_secret(in, "old_secret", out.old_secret);
    in.read("chat", out.chat);
    in.read_word("when", out.when, {"match", "digest"});
    in.read("min_score", out.min_score, 0, 100);
    in.read("profiles", out.profiles);
    in.read("allow_private", out.allow_private);
    in.read("timeout", out.timeout, std::chrono::seconds{1});
    in.require(
        out.timeout <= std::chrono::minutes{2}, "timeout",
        "'timeout' of a [[webhook]] is at most \"2m\"; a slow receiver is asked again later");
}

} // namespace

Result<Config> parse(std::string_view text, const std::string& file) {
    return parse_in("ko", text, file);
}

Result<Config> parse_in(std::string_view language, std::string_view text, const std::string& file) {
    GONGGO_TRY(const toml::table root, parse_toml(text, file));
    Config out;
    out.file = file;
    out.daemon.language = language;
    Document document(root, file);
    document.table("daemon", out.daemon, read_daemon);
    document.texts("companies", out.companies);
    document.tables("source", out.sources, read_source);
    document.tables("profile", out.profiles, read_profile);
    document.table("digest", out.digest, read_digest);
    document.table("smtp", out.smtp, read_smtp);
    document.tables("webhook", out.webhooks, read_webhook);
    document.table("feeds", out.feeds, [](TableReader& in, Feeds& feeds) {
        read_path(in, "directory", feeds.directory);
    });
    document.unique("source", out.sources, [](const Source& s) { return s.id; });
    document.unique("profile", out.profiles, [](const Profile& p) { return p.name; });
    document.unique("webhook", out.webhooks, [](const Webhook& w) { return w.name; });
    std::vector<std::string_view> profiles;
    std::vector<std::string_view> sources;
    for (const auto& p : out.profiles) profiles.push_back(p.name);
    for (const auto& s : out.sources) sources.push_back(s.id);
    for (const auto& c : out.companies) sources.push_back(c);
    for (const auto& w : out.webhooks)
        document.must_be_known("[[webhook]] '" + w.name + "'", w.profiles, profiles);
    for (const auto& p : out.profiles)
        document.must_be_known("[[profile]] '" + p.name + "'", p.sources, sources);
    GONGGO_CHECK(document.status());
    if (out.profiles.empty()) out.profiles.emplace_back();
    return out;
}

} // namespace gonggo::config
