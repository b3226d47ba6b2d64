#include "postings/classify.hpp"

#include "base/text.hpp"
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
    const auto features = features_of(posting);
    const ModelScore result = score(model, features);
    Classification out;
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
    for (const auto& feature : features) {
        const auto found = model.find(feature.name);
        if (found == model.end() || !for_people(feature.name)) continue;
        const double weight = feature.value * static_cast<double>(found->second.match);
        if (std::abs(weight) >= 0.1)
            out.evidence.push_back({place_of(feature.name), feature.name.substr(2), weight});
    }
    std::ranges::stable_sort(out.evidence, [](const auto& a, const auto& b) {
        return std::abs(a.weight) > std::abs(b.weight);
    });
    if (out.evidence.size() > 8) out.evidence.resize(8);
    out.skills = skills_in(posting);
    return out;
}

} // namespace gonggo::postings
