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
GONGGO_NAMES(Role, {{Role::ml_engineer, "ml_engineer"},
                    {Role::data_scientist, "data_scientist"},
                    {Role::ai_researcher, "ai_researcher"},
                    {Role::mlops_engineer, "mlops_engineer"},
                    {Role::devops_engineer, "devops_engineer"},
                    {Role::data_engineer, "data_engineer"},
                    {Role::data_analyst, "data_analyst"},
                    {Role::other, "other"}})

} // namespace

std::string_view label_of(Role role) {
    switch (role) {
    case Role::ml_engineer:
        return "머신러닝 엔지니어";
    case Role::data_scientist:
        return "데이터 사이언티스트";
    case Role::ai_researcher:
        return "AI 연구원";
    case Role::mlops_engineer:
        return "MLOps 엔지니어";
    case Role::devops_engineer:
        return "DevOps 엔지니어";
    case Role::data_engineer:
        return "데이터 엔지니어";
    case Role::data_analyst:
        return "데이터 분석가";
    case Role::other:
        return "기타";
    }
    return {};
}

} // namespace gonggo::postings
