#include "postings/rules_told.hpp"

#include "base/text.hpp"
#include "postings/names.hpp"

namespace gonggo::postings {

std::string Say::operator()(std::string_view ko, std::string_view en,
                            std::initializer_list<std::string_view> values) const {
    return text::filled(english ? en : ko, values);
}

std::string Say::role(Role role) const {
    return std::string(english ? name_of(role) : label_of(role));
}

std::string Say::years(std::optional<int> least, std::optional<int> most) const {
    const auto told = [](std::optional<int> n) { return std::to_string(n.value_or(0)); };
    if (least && most) return (*this)("경력 {}~{}년", "{} to {} years", {told(least), told(most)});
    return least ? (*this)("경력 {}년 이상", "{} years or more", {told(least)})
                 : (*this)("경력 {}년 이하", "{} years or less", {told(most)});
}

std::string Say::levels(const Level& level) const {
    std::vector<std::string> names;
    for (const auto label : level.labels) names.emplace_back(name_of(label));
    if (names.empty()) return (*this)("경력 수준: 모름", "unknown");
    return (*this)("경력 수준: {}", "{}", {text::join(names, ", ")});
}

std::string Say::lesson(const Lesson& lesson) const {
    if (!english || lesson.text.empty()) return lesson.text;
    if (!lesson.good) return "by what you said of others";
    return *lesson.good ? "you called it good" : "you called it bad";
}

} // namespace gonggo::postings
