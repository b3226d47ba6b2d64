#pragma once
// The posting: one vacancy as people see it (the JSON of --json), and the raw strings it came from.
#include "base/time.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::postings {

/// What a recipe caught on a page or in an answer, untouched: strings, empty when absent.
struct RawPosting {
    std::string id;  ///< the board's own number for it
    std::string url; ///< absolute
    std::string title, company;
    std::vector<std::string> locations, skills;
    std::string career;     ///< "경력 3~7년", "신입"
    std::string employment; ///< "정규직", "FULL_TIME"
    std::string salary, education;
    std::string description; ///< plain text, lines kept
    std::string posted, deadline;
    std::string remote; ///< "TELECOMMUTE", "재택", "hybrid"
    std::string kind;   ///< "internship", "contest", "fair"; empty = job
    std::string closed; ///< words that say it is over: "마감", "closed", "false active"
    friend bool operator==(const RawPosting&, const RawPosting&) = default;
};

enum class Remote { none, hybrid, full };
enum class Employment { full_time, contract, intern, part_time, freelance };
enum class LevelLabel { intern, entry, mid, senior, any };
enum class SalaryPeriod { year, month, week, day, hour, once };
enum class DeadlineKind { unknown, date, until_filled, rolling };
enum class Kind { job, internship, contest, fair };
#define GONGGO_ROLE(name, ko, en) name,
enum class Role {
#include "config/roles.inc"
    other
};
#undef GONGGO_ROLE

struct Level {
    std::optional<int> min_years, max_years;
    std::vector<LevelLabel> labels; ///< in enum order, no repeats
    friend bool operator==(const Level&, const Level&) = default;
};

/// Money as integers in the currency's unit (KRW: won), before tax as written.
struct Salary {
    std::optional<std::int64_t> min, max;
    std::string currency; ///< ISO 4217; empty when nothing was given
    std::optional<SalaryPeriod> period;
    std::string text; ///< as written
    friend bool operator==(const Salary&, const Salary&) = default;
};

struct Deadline {
    DeadlineKind kind = DeadlineKind::unknown;
    std::optional<Date> date; ///< set when kind is date (and when "until filled, at latest D")
    std::string text;
    friend bool operator==(const Deadline&, const Deadline&) = default;
};

/// One place where the vacancy stands.
struct Link {
    std::string source, url, external_id;
    Timestamp first_seen{}, last_seen{};
    bool closed = false;
    friend bool operator==(const Link&, const Link&) = default;
};

struct ProfileMatch {
    std::string profile;
    int score = 0;                    ///< 0–100
    std::vector<std::string> reasons; ///< for people, in the profile's language
    friend bool operator==(const ProfileMatch&, const ProfileMatch&) = default;
};

struct Posting {
    std::string id; ///< ours, short, stable; empty until stored
    std::string title, company, url;
    std::vector<Link> links;
    std::vector<std::string> locations; ///< "서울 강남구", "부산", "Seoul" normalised
    std::optional<Remote> remote;
    std::optional<Employment> employment;
    Level level;
    Salary salary;
    std::string education;
    std::vector<std::string> skills;
    std::string description;
    std::optional<Timestamp> posted;
    Deadline deadline;
    Timestamp first_seen{}, last_seen{};
    std::optional<Timestamp> closed;
    int reposts = 0;
    Role role = Role::other;
    Kind kind = Kind::job;
    std::vector<ProfileMatch> matches;
    std::string
        status; ///< application: "", interested, applied, interview, offer, rejected, hidden
    std::string notes;
    friend bool operator==(const Posting&, const Posting&) = default;
};

} // namespace gonggo::postings
