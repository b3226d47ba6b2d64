#include "postings/wishes.hpp"

#include "base/text.hpp"
#include "postings/names.hpp"
#include "postings/normalise.hpp"
#include "postings/skills.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace gonggo::postings {
namespace {

struct Preset {
    std::string_view name;
    unsigned roles;
};

constexpr unsigned kGuide = bit_of(Role::ml_engineer) | bit_of(Role::data_scientist) |
                            bit_of(Role::ai_researcher) | bit_of(Role::mlops_engineer);
constexpr std::array kPresets = {
    Preset{"", kGuide},
    Preset{"ml", kGuide},
    Preset{"mlops", bit_of(Role::mlops_engineer) | bit_of(Role::ml_engineer)},
    Preset{"data-science", bit_of(Role::data_scientist) | bit_of(Role::data_analyst)},
    Preset{"research", bit_of(Role::ai_researcher) | bit_of(Role::ml_engineer)},
    Preset{"devops", bit_of(Role::devops_engineer) | bit_of(Role::mlops_engineer)},
};

Error unknown(const config::Profile& p, const char* key, const std::string& name) {
    return invalid("[[profile]] '" + p.name + "': " + key + ": no such name '" + name + "'");
}

template <class Enum>
Result<unsigned> bits_of(const config::Profile& p, const char* key,
                         const std::vector<std::string>& names) {
    unsigned out = 0;
    for (const auto& name : names) {
        const auto value = from_name<Enum>(name);
        if (!value) return unknown(p, key, name);
        out |= bit_of(*value);
    }
    return out;
}

template <class Key>
std::vector<int> numbered(const std::vector<std::string>& wished, Names& names, Key key) {
    std::vector<int> out;
    for (const auto& name : wished) out.push_back(names.number_of(key(name)));
    return out;
}

/// −1: there is no query.
Result<int> query_number(const config::Profile& p, const char* key, const std::string& text,
                         Wished& wished) {
    if (const auto known = wished.query_numbers.find(text); known != wished.query_numbers.end())
        return known->second;
    auto query = Query::parse(text);
    if (!query) return query.error().in("[[profile]] '" + p.name + "': " + key);
    int number = -1;
    if (!query->empty()) {
        number = static_cast<int>(wished.queries.size());
        wished.queries.push_back(std::move(*query));
    }
    wished.query_numbers.emplace(text, number);
    return number;
}

bool is_remote(std::string_view place) {
    return text::equals_nocase(place, "remote") || place == "재택" || place == "원격";
}

} // namespace

int Names::number_of(const std::string& name) {
    const auto [at, fresh] = numbers_.emplace(name, static_cast<int>(all_.size()));
    if (fresh) all_.push_back(name);
    return at->second;
}

int Names::find(const std::string& name) const {
    const auto at = numbers_.find(name);
    return at == numbers_.end() ? -1 : at->second;
}

std::string skill_key(std::string_view name) {
    return text::fold(skill_name(name));
}

Result<Wishes> wishes_of(const config::Profile& p, Wished& wished) {
    Wishes out;
    const auto preset = std::ranges::find(kPresets, p.preset, &Preset::name);
    if (preset == kPresets.end()) return unknown(p, "preset", p.preset);
    GONGGO_TRY(out.roles, bits_of<Role>(p, "roles", p.roles));
    if (out.roles == 0) out.roles = preset->roles;
    out.guide = out.roles == kGuide;
    GONGGO_TRY(out.kinds, bits_of<Kind>(p, "kinds", p.kinds));
    if (out.kinds == 0) out.kinds = bit_of(Kind::job) | bit_of(Kind::internship);
    GONGGO_TRY(out.levels, bits_of<LevelLabel>(p, "levels", p.levels));
    GONGGO_TRY(out.remote, bits_of<Remote>(p, "remote", p.remote));
    GONGGO_TRY(out.employment, bits_of<Employment>(p, "employment", p.employment));
    for (const auto& place : p.places) {
        if (is_remote(place))
            out.remote_is_a_place = true;
        else
            out.places.push_back(wished.places.number_of(normalise_place(place)));
    }
    for (const int place : out.places) out.places_hint |= hint_of(place);
    const auto as_it_is = [](const std::string& s) { return s; };
    out.loved = numbered(p.companies, wished.companies, company_key);
    out.blocked = numbered(p.companies_blocked, wished.companies, company_key);
    out.skills = numbered(p.skills, wished.skills, skill_key);
    out.unwanted = numbered(p.skills_unwanted, wished.skills, skill_key);
    out.sources = numbered(p.sources, wished.sources, as_it_is);
    GONGGO_TRY(out.include, query_number(p, "include", p.include, wished));
    GONGGO_TRY(out.exclude, query_number(p, "exclude", p.exclude, wished));
    out.years = p.years.value_or(-1);
    out.min_salary = p.min_salary.value_or(0);
    out.military = p.military_service;
    out.min_score = p.min_score;
    out.profile = p;
    return out;
}

} // namespace gonggo::postings
