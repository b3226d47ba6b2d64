#pragma once
// The linear model behind classify(): a weight per feature for the match and for each role. Trained
// by tools/train_roles.cpp, kept as text in vocabulary/role_model.tsv, compiled in.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::postings {

inline constexpr std::size_t kRoles = 8;

struct Weights {
    float match = 0;
    std::array<float, kRoles> role{};
};

/// Weights by feature, found in one step: names are kept as 64-bit hashes (XXH3), slots by linear
/// probing. Fifteen thousand names collide with a chance of one in 10^11.
class RoleModel {
public:
    /// The model of a TSV text: feature, match weight, role weights, in hundredths.
    explicit RoleModel(std::string_view tsv);
    [[nodiscard]] const Weights* find(std::string_view feature) const; ///< nullptr: unknown

private:
    struct Slot {
        std::uint64_t hash = 0; ///< 0 = free
        std::uint32_t weights = 0;
    };
    [[nodiscard]] std::size_t slot_of(std::uint64_t hash) const;

    std::vector<Slot> slots_;
    std::vector<Weights> weights_;
};

/// The compiled-in model, read once.
const RoleModel& role_model();

/// Another one for another compiled-in model: what was judged by that one is to be judged anew.
std::string role_model_print();

struct ModelScore {
    double match = 0; ///< log-odds
    std::array<double, kRoles> role{};
    void add(const Weights& weights, double value);
};

} // namespace gonggo::postings
