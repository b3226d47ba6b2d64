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

void ModelScore::add(const Weights& weights, double value) {
    match += value * static_cast<double>(weights.match);
    for (std::size_t r = 0; r < kRoles; ++r)
        role[r] += value * static_cast<double>(weights.role[r]);
}

} // namespace gonggo::postings
