#include "postings/rules_told.hpp"

#include "base/particle.hpp"
#include "base/text.hpp"
#include "postings/names.hpp"

namespace gonggo::postings {
namespace {

std::string_view korean(Kind kind) {
    switch (kind) {
    case Kind::job:
        return "채용";
    case Kind::internship:
        return "인턴";
    case Kind::contest:
        return "대회";
    case Kind::fair:
        return "박람회";
    }
    return {};
}

std::string_view korean(Remote remote) {
    switch (remote) {
    case Remote::none:
        return "출근";
    case Remote::hybrid:
        return "일부 재택";
    case Remote::full:
        return "전면 재택";
    }
    return {};
}

std::string_view korean(Employment employment) {
    switch (employment) {
    case Employment::full_time:
        return "정규직";
    case Employment::contract:
        return "계약직";
    case Employment::intern:
        return "인턴";
    case Employment::part_time:
        return "시간제";
    case Employment::freelance:
        return "프리랜서";
    }
    return {};
}

std::string_view korean(LevelLabel label) {
    switch (label) {
    case LevelLabel::intern:
        return "인턴";
    case LevelLabel::entry:
        return "신입";
    case LevelLabel::mid:
        return "경력";
    case LevelLabel::senior:
        return "시니어";
    case LevelLabel::any:
        return "경력 무관";
    }
    return {};
}

template <class Name>
std::string_view name_in(bool english, Name name) {
    return english ? name_of(name) : korean(name);
}

} // namespace

std::string Say::operator()(std::string_view ko, std::string_view en,
                            std::initializer_list<std::string_view> values) const {
    return worded(english ? en : ko, values);
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
    for (const auto label : level.labels) names.emplace_back(name_in(english, label));
    if (names.empty()) return (*this)("경력 수준: 모름", "unknown");
    return (*this)("경력 수준: {}", "{}", {text::join(names, ", ")});
}

std::string_view Say::kind(Kind kind) const {
    return name_in(english, kind);
}

std::string_view Say::remote(Remote remote) const {
    return name_in(english, remote);
}

std::string_view Say::employment(Employment employment) const {
    return name_in(english, employment);
}

} // namespace gonggo::postings
