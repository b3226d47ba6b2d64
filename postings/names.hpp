#pragma once
// The words by which enums of the record are written in JSON, the database and the config.
#include "postings/posting.hpp"
#include <optional>
#include <span>
#include <string_view>

namespace gonggo::postings {

std::string_view name_of(Remote);
std::string_view name_of(Employment);
std::string_view name_of(LevelLabel);
std::string_view name_of(SalaryPeriod);
std::string_view name_of(DeadlineKind);
std::string_view name_of(Kind);
std::string_view name_of(Role);

/// The enum of that name ("full_time"), or nothing.
template <class Enum>
std::optional<Enum> from_name(std::string_view name);
/// What people read: "MLOps 엔지니어", "MLOps engineer".
std::string_view label_of(Role, bool english = false);
/// All of them, `other` last.
std::span<const Role> roles();

} // namespace gonggo::postings
