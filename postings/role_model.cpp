#include "postings/role_model.hpp"

#include "base/text.hpp"

#include <cstdlib>

namespace gonggo::embedded {
std::string_view role_model();
}

namespace gonggo::postings {

RoleModel parse_role_model(std::string_view tsv) {
    RoleModel out;
    for (const auto line : text::split(tsv, '\n')) {
        const auto cells = text::split(line, '\t');
        if (cells.size() != kRoles + 2) continue;
        const auto number = [](std::string_view s) {
            return static_cast<float>(std::atoi(std::string(s).c_str())) / 100;
        };
        Weights w{.match = number(cells[1])};
        for (std::size_t r = 0; r < kRoles; ++r) w.role[r] = number(cells[r + 2]);
        out.emplace(cells[0], w);
    }
    return out;
}

const RoleModel& role_model() {
    static const RoleModel model = parse_role_model(embedded::role_model());
    return model;
}

ModelScore score(const RoleModel& model, const std::vector<Feature>& features) {
    ModelScore out;
    for (const auto& feature : features) {
        const auto found = model.find(feature.name);
        if (found == model.end()) continue;
        out.match += feature.value * static_cast<double>(found->second.match);
        for (std::size_t r = 0; r < kRoles; ++r)
            out.role[r] += feature.value * static_cast<double>(found->second.role[r]);
    }
    return out;
}

} // namespace gonggo::postings
