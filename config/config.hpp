#pragma once
// What gonggo.toml says, as plain structs with the defaults in place.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gonggo::config {

/// Where a secret stands: "env:NAME", "file:PATH" (others must not be able to read it), or empty.
struct SecretRef {
    std::string spec;
    friend bool operator==(const SecretRef&, const SecretRef&) = default;
};

struct Daemon {
    std::filesystem::path database; ///< empty = XDG data home or /var/lib/gonggo
    std::string time_zone = "Asia/Seoul";
    std::string language = "ko"; ///< "ko" | "en": what people see
    std::string log_level = "info";
    std::string contact;                ///< mail or URL in the User-Agent
    std::filesystem::path metrics;      ///< Prometheus text file; empty = none
    std::chrono::days keep_closed{180}; ///< how long closed postings stay
    int polls_at_once = 16;             ///< sources polled side by side
    std::string proxy; ///< "http://host:port"; empty = none, also not the environment's
    friend bool operator==(const Daemon&, const Daemon&) = default;
};

/// One recipe with its parameters filled in.
struct Source {
    std::string id; ///< unique; defaults to the recipe's id
    std::string recipe;
    std::map<std::string, std::string> params;
    std::string company; ///< the employer of all this source's postings; empty = as the page says
    bool render = false; ///< a browser runs the pages' scripts first
    std::chrono::seconds interval{std::chrono::hours{3}};
    double jitter = 0.1; ///< share of the interval, 0–1
    bool enabled = true;
    bool ignore_robots = false;              ///< only by the user's explicit word
    bool allow_private = false;              ///< loopback and private addresses may be fetched
    int max_pages = 0;                       ///< 0 = the recipe's own
    int details_per_poll = 40;               ///< detail pages fetched in one poll at most
    std::chrono::milliseconds spacing{1500}; ///< least time between two requests to one host
    int concurrency = 1;                     ///< requests at once to one host
    std::chrono::seconds timeout{60};        ///< for one answer in all
    SecretRef api_key;
    std::map<std::string, std::string> headers;
    std::string mirror; ///< "http://host:port" asked instead of the board's own host; empty = none
    friend bool operator==(const Source&, const Source&) = default;
};

/// One person's wishes.
struct Profile {
    std::string name = "default";
    std::string preset;          ///< ml | mlops | data-science | research | devops
    std::vector<std::string> to; ///< mail addresses of the digest
    std::vector<std::string>
        roles; ///< names of postings::Role; empty = the preset's or the guide's four
    std::vector<std::string> levels; ///< intern | entry | mid | senior
    std::optional<int> years;        ///< years of experience the person has
    std::vector<std::string> places; ///< "서울", "판교", "remote"
    std::vector<std::string> remote; ///< full | hybrid
    std::vector<std::string> employment;
    std::vector<std::string>
        kinds; ///< job | internship | contest | fair; empty = job and internship
    std::vector<std::string> skills; ///< wanted
    std::vector<std::string> skills_unwanted;
    std::string include, exclude;       ///< queries (docs/queries.md)
    std::vector<std::string> companies; ///< loved
    std::vector<std::string> companies_blocked;
    std::vector<std::string> sources;       ///< empty = all
    std::optional<std::int64_t> min_salary; ///< won a year
    bool military_service = false;          ///< 전문연구요원 / 병역특례 wished
    int min_score = 50;
    friend bool operator==(const Profile&, const Profile&) = default;
};

struct Digest {
    std::vector<std::string> at = {"08:00"}; ///< local wall-clock times
    std::vector<std::string> days;           ///< mon … sun; empty = every day
    int most = 30;                           ///< cards; the rest is counted
    bool send_empty = false;                 ///< a one-line mail on an empty day
    bool ics = false;                        ///< deadlines attached as a calendar
    bool weekly = false;                     ///< a round-up on Mondays
    std::string quiet;                       ///< "22:00-07:00": nothing is sent in between
    std::filesystem::path directory; ///< .eml and .html files are written here; empty = data home
    friend bool operator==(const Digest&, const Digest&) = default;
};

enum class TlsMode { starttls, tls, none };

struct Smtp {
    std::string host; ///< empty = no mail; the digest file is still written
    int port = 587;
    TlsMode tls = TlsMode::starttls;
    std::string user;
    SecretRef password;
    std::string auth; ///< "", plain, login, xoauth2
    std::string from;
    std::string preset;            ///< gmail | naver | daum | kakao | outlook | sendmail
    std::filesystem::path ca_file; ///< trust this CA instead of the system's
    std::chrono::seconds timeout{30};
    friend bool operator==(const Smtp&, const Smtp&) = default;
};

struct Webhook {
    std::string name;
    std::string kind =
        "generic";        ///< generic | slack | discord | telegram | ntfy | mattermost | teams
    SecretRef url;        ///< a plain https URL too
    SecretRef secret;     ///< Standard Webhooks signing secret (whsec_…)
    SecretRef old_secret; ///< still signed with while the receiver rotates
    std::string chat;     ///< Telegram chat id, ntfy topic
    std::string when = "match"; ///< match (at once) | digest
    int min_score = 80;
    std::chrono::seconds timeout{20};  ///< for one answer; Standard Webhooks: 15 to 30 s
    std::vector<std::string> profiles; ///< empty = all
    bool allow_private = false;
    friend bool operator==(const Webhook&, const Webhook&) = default;
};

struct Feeds {
    std::filesystem::path directory; ///< Atom and ICS files per profile; empty = none
    friend bool operator==(const Feeds&, const Feeds&) = default;
};

struct Config {
    std::filesystem::path file; ///< where it was read
    Daemon daemon;
    std::vector<std::string> companies; ///< ids of companies.toml; load() makes sources of them
    std::vector<Source> sources;
    std::vector<Profile> profiles;
    Digest digest;
    Smtp smtp;
    std::vector<Webhook> webhooks;
    Feeds feeds;
    friend bool operator==(const Config&, const Config&) = default;
};

} // namespace gonggo::config
