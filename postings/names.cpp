#include "postings/names.hpp"

#include <array>
#include <utility>

namespace gonggo::postings {
namespace {

template <class Enum>
struct Names;

#define GONGGO_NAMES(Enum, ...)                                                                    \
    template <>                                                                                    \
    struct Names<Enum> {                                                                           \
        static constexpr auto table =                                                              \
            std::to_array<std::pair<Enum, std::string_view>>(__VA_ARGS__);                         \
    };                                                                                             \
    GONGGO_NAMED(Enum)
#define GONGGO_NAMED(Enum)                                                                         \
    }                                                                                              \
    std::string_view name_of(Enum value) {                                                         \
        for (const auto& [e, name] : Names<Enum>::table)                                           \
            if (e == value) return name;                                                           \
        return {};                                                                                 \
    }                                                                                              \
    template <>                                                                                    \
    std::optional<Enum> from_name<Enum>(std::string_view name) {                                   \
        for (const auto& [e, known] : Names<Enum>::table)                                          \
            if (known == name) return e;                                                           \
        return std::nullopt;                                                                       \
    }                                                                                              \
    namespace {

GONGGO_NAMES(Remote, {{Remote::none, "none"}, {Remote::hybrid, "hybrid"}, {Remote::full, "full"}})
GONGGO_NAMES(Employment, {{Employment::full_time, "full_time"},
                          {Employment::contract, "contract"},
                          {Employment::intern, "intern"},
                          {Employment::part_time, "part_time"},
                          {Employment::freelance, "freelance"}})
GONGGO_NAMES(LevelLabel, {{LevelLabel::intern, "intern"},
                          {LevelLabel::entry, "entry"},
                          {LevelLabel::mid, "mid"},
                          {LevelLabel::senior, "senior"},
                          {LevelLabel::any, "any"}})
GONGGO_NAMES(SalaryPeriod, {{SalaryPeriod::year, "year"},
                            {SalaryPeriod::month, "month"},
                            {SalaryPeriod::week, "week"},
                            {SalaryPeriod::day, "day"},
                            {SalaryPeriod::hour, "hour"},
                            {SalaryPeriod::once, "once"}})
GONGGO_NAMES(DeadlineKind, {{DeadlineKind::unknown, "unknown"},
                            {DeadlineKind::date, "date"},
                            {DeadlineKind::until_filled, "until_filled"},
                            {DeadlineKind::rolling, "rolling"}})
GONGGO_NAMES(Kind, {{Kind::job, "job"},
                    {Kind::internship, "internship"},
                    {Kind::contest, "contest"},
                    {Kind::fair, "fair"}})

template <>
struct Names<Role> {
#define GONGGO_ROLE(name, ko, en) {Role::name, #name},
    static constexpr std::pair<Role, std::string_view> table[] = {
#include "config/roles.inc"
        {Role::other, "other"}};
#undef GONGGO_ROLE
};
GONGGO_NAMED(Role)

#define GONGGO_ROLE(name, ko, en) Role::name,
constexpr Role kRoles[] = {
#include "config/roles.inc"
    Role::other};
#undef GONGGO_ROLE

} // namespace

std::string_view label_of(Role role, bool english) {
    switch (role) {
#define GONGGO_ROLE(name, ko, en)                                                                  \
    case Role::name:                                                                               \
        return english ? en : ko;
#include "config/roles.inc"
#undef GONGGO_ROLE
    case Role::other:
        return english ? "other" : "기타";
    }
    return {};
}

std::span<const Role> roles() {
    return kRoles;
}

} // namespace gonggo::postings
