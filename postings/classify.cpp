#include "postings/classify.hpp"

#include "base/text.hpp"
#include "postings/features.hpp"
#include "postings/role_model.hpp"
#include "postings/skills.hpp"

#include <algorithm>
#include <cmath>

namespace gonggo::postings {
namespace {

std::string place_of(std::string_view feature) {
    switch (feature[0]) {
    case 's':
        return "skills";
    case 'd':
        return "description";
    default:
        return "title";
    }
}

bool for_people(std::string_view feature) {
    return feature.find(':') != std::string_view::npos &&
           feature.find('~') == std::string_view::npos;
}

} // namespace

Classification classify(const Posting& posting) {
    const RoleModel& model = role_model();
    Classification out;
    ModelScore result;
    each_feature(posting, [&](std::string_view name, double value) {
        const Weights* weights = model.find(name);
        if (weights == nullptr) return;
        result.add(*weights, value);
        const double weight = value * static_cast<double>(weights->match);
        if (std::abs(weight) >= 0.1 && for_people(name))
            out.evidence.push_back({place_of(name), std::string(name.substr(2)), weight});
    });
    out.score = 1 / (1 + std::exp(-result.match));
    out.match = out.score >= 0.5;
    // The role must not contradict the match: 0–3 are the roles the guide's default profile wants.
    std::size_t best = kRoles - 1;
    for (std::size_t r = 0; r < kRoles; ++r)
        if (result.role[r] > result.role[best]) best = r;
    if (out.match && best == kRoles - 1)
        best = static_cast<std::size_t>(
            std::max_element(result.role.begin(), result.role.begin() + 4) - result.role.begin());
    out.role = static_cast<Role>(best);
    std::ranges::stable_sort(out.evidence, [](const auto& a, const auto& b) {
        return std::abs(a.weight) > std::abs(b.weight);
    });
    if (out.evidence.size() > 8) out.evidence.resize(8);
    out.skills = skills_in(posting);
    return out;
}

} // namespace gonggo::postings
