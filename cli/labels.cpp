#include "cli/labels.hpp"

#include "base/text.hpp"
#include "cli/messages.hpp"
#include "postings/names.hpp"

namespace gonggo::cli {
namespace {

constexpr std::pair<std::string_view, Msg> kStatuses[] = {
    {"interested", Msg::interested}, {"applied", Msg::applied},   {"interview", Msg::interview},
    {"offer", Msg::offer},           {"rejected", Msg::rejected}, {"hidden", Msg::hidden}};

} // namespace

const std::vector<std::string>& statuses() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> out;
        for (const auto& [name, label] : kStatuses) out.emplace_back(name);
        return out;
    }();
    return names;
}

std::string status_label(std::string_view status) {
    for (const auto& [name, label] : kStatuses)
        if (status == name) return say(label);
    return {};
}

std::string level_label(std::string_view level) {
    for (const auto& [name, label] :
         {std::pair{"intern", Msg::level_intern}, std::pair{"entry", Msg::level_entry},
          std::pair{"mid", Msg::level_mid}, std::pair{"senior", Msg::level_senior},
          std::pair{"any", Msg::level_any}})
        if (level == name) return say(label);
    return std::string(level);
}

std::string role_label(postings::Role role) {
    if (!english()) return std::string(label_of(role));
    std::string out = text::replace_all(name_of(role), "_", " ");
    for (const auto& [word, written] :
         {std::pair{"mlops", "MLOps"}, std::pair{"ml", "ML"}, std::pair{"ai", "AI"}})
        if (out.starts_with(word + std::string(" ")))
            return out.replace(0, std::string_view(word).size(), written);
    return out;
}

std::string part_label(const std::string& name) {
    static constexpr std::pair<std::string_view, Msg> kLabels[] = {
        {"title", Msg::column_title},
        {"description", Msg::rule_description},
        {"company", Msg::column_company},
        {"skills", Msg::column_skills},
        {"role", Msg::column_role},
        {"level", Msg::row_levels},
        {"place", Msg::column_place},
        {"locations", Msg::column_place},
        {"deadline", Msg::column_closing},
        {"url", Msg::column_url},
        {"state", Msg::column_status},
        {"salary", Msg::column_salary},
        {"source", Msg::column_sources},
        {"kind", Msg::rule_kind},
        {"remote", Msg::rule_remote},
        {"employment", Msg::rule_employment},
        {"include", Msg::rule_include},
        {"exclude", Msg::rule_exclude},
        {"feedback", Msg::rule_feedback},
        {"military_service", Msg::rule_military},
        {"skills_unwanted", Msg::rule_unwanted},
        {"min_score", Msg::rule_min_score},
        {"hidden", Msg::hidden}};
    if (!english())
        for (const auto& [known, label] : kLabels)
            if (known == name) return say(label);
    return name;
}

} // namespace gonggo::cli
