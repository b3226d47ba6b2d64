#include "cli/labels.hpp"

#include "base/text.hpp"
#include "cli/messages.hpp"
#include "postings/names.hpp"

#include <span>

namespace gonggo::cli {
namespace {

using Label = std::pair<std::string_view, Msg>;

constexpr Label kStatuses[] = {{"interested", Msg::interested}, {"applied", Msg::applied},
                               {"interview", Msg::interview},   {"offer", Msg::offer},
                               {"rejected", Msg::rejected},     {"hidden", Msg::hidden}};
constexpr Label kLevels[] = {{"intern", Msg::level_intern},
                             {"entry", Msg::level_entry},
                             {"mid", Msg::level_mid},
                             {"senior", Msg::level_senior},
                             {"any", Msg::level_any}};
constexpr Label kRemotes[] = {
    {"full", Msg::remote_full}, {"hybrid", Msg::remote_hybrid}, {"none", Msg::remote_none}};
constexpr Label kKinds[] = {{"job", Msg::kind_job},
                            {"internship", Msg::kind_internship},
                            {"contest", Msg::kind_contest},
                            {"fair", Msg::kind_fair}};
constexpr Label kStates[] = {{"ok", Msg::state_ok},
                             {"degraded", Msg::state_degraded},
                             {"broken", Msg::state_broken},
                             {"blocked", Msg::state_blocked},
                             {"down", Msg::state_down}};
constexpr Label kMessages[] = {{"due", Msg::message_due},
                               {"sent", Msg::message_sent},
                               {"dead", Msg::message_dead},
                               {"mail", Msg::channel_mail},
                               {"webhook", Msg::channel_webhook}};

constexpr Label kVerdicts[] = {{"good", Msg::good}, {"bad", Msg::bad}, {"clear", Msg::clear}};

std::string label_of(std::span<const Label> labels, std::string_view name) {
    for (const auto& [known, label] : labels)
        if (known == name) return say(label);
    return {};
}

std::string name_of(std::span<const Label> labels, const std::string& word) {
    for (const auto& [name, label] : labels) {
        const auto& [msg, ko, en] = all_messages()[static_cast<std::size_t>(label)];
        if (same_words(word, ko) || same_words(word, en)) return std::string(name);
    }
    return word;
}

std::string role_meant(const std::string& word) {
    for (const auto role : postings::roles())
        for (const bool en : {false, true})
            if (same_words(word, postings::label_of(role, en)))
                return std::string(postings::name_of(role));
    return word;
}

/// None of roles, which postings/names.hpp knows.
std::span<const Label> labels_of(Named what) {
    switch (what) {
    case Named::status:
        return kStatuses;
    case Named::level:
        return kLevels;
    case Named::remote:
        return kRemotes;
    case Named::kind:
        return kKinds;
    case Named::verdict:
        return kVerdicts;
    case Named::role:
        break;
    }
    return {};
}

} // namespace

bool same_words(std::string_view a, std::string_view b) {
    const auto plain = [](std::string_view s) { return text::replace_all(text::fold(s), " ", ""); };
    return plain(a) == plain(b);
}

std::string named(const postings::Posting& posting) {
    return text::printable(posting.company.empty() ? posting.title
                                                   : posting.title + " (" + posting.company + ")");
}

std::string span(const std::string& first, const std::string& last) {
    return first == last ? first : first + " ~ " + last;
}

std::vector<std::string> names_of(Named what) {
    std::vector<std::string> out;
    for (const auto& [name, label] : labels_of(what)) out.emplace_back(name);
    if (what == Named::role)
        for (const auto role : postings::roles()) out.emplace_back(postings::name_of(role));
    return out;
}

std::string status_label(std::string_view status) {
    return label_of(kStatuses, status);
}

std::string level_label(std::string_view level) {
    const std::string label = label_of(kLevels, level);
    return label.empty() ? std::string(level) : label;
}

std::string state_label(std::string_view state) {
    const std::string label = label_of(kStates, state);
    return label.empty() ? std::string(state) : label;
}

std::string message_label(std::string_view word) {
    const std::string label = label_of(kMessages, word);
    return label.empty() ? std::string(word) : label;
}

std::string name_meant(Named what, const std::string& word) {
    return what == Named::role ? role_meant(word) : name_of(labels_of(what), word);
}

std::string label_named(Named what, std::string_view name) {
    if (what == Named::status && name == "none") return say(Msg::unmarked);
    if (const auto role = postings::from_name<postings::Role>(name); role && what == Named::role)
        return role_label(*role);
    return label_of(labels_of(what), name);
}

std::string role_label(postings::Role role) {
    return std::string(postings::label_of(role, english()));
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
