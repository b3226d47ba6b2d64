#pragma once
// The linear model behind classify(): a weight per feature for the match and for each role. Trained
// by tools/train_roles.cpp, kept as text in vocabulary/role_model.tsv, compiled in.
#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace gonggo::postings {

inline constexpr std::size_t kRoles = 8;

struct Weights {
    float match = 0;
    std::array<float, kRoles> role{};
};

struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
};
using RoleModel = std::unordered_map<std::string, Weights, StringHash, std::equal_to<>>;

/// The model of a TSV text: feature, match weight, role weights, in hundredths.
RoleModel parse_role_model(std::string_view tsv);
/// The compiled-in model, read once.
const RoleModel& role_model();

struct ModelScore {
    double match = 0; ///< log-odds
    std::array<double, kRoles> role{};
    void add(const Weights& weights, double value);
};

} // namespace gonggo::postings
