#include "postings/role_model.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"

#include <bit>
#include <charconv>
#include <xxhash.h>

namespace gonggo::embedded {
std::string_view role_model();
}

namespace gonggo::postings {

namespace {

std::uint64_t hash_of(std::string_view name) {
    const std::uint64_t hash = XXH3_64bits(name.data(), name.size());
    return hash == 0 ? 1 : hash;
}

} // namespace

RoleModel::RoleModel(std::string_view tsv) {
    const auto lines = text::split(tsv, '\n');
    slots_.resize(std::bit_ceil(2 * lines.size() + 2));
    for (const auto line : lines) {
        const auto cells = text::split(line, '\t');
        if (cells.size() != kRoles + 2) continue;
        const auto number = [](std::string_view s) {
            int hundredths = 0;
            std::from_chars(s.data(), s.data() + s.size(), hundredths);
            return static_cast<float>(hundredths) / 100;
        };
        Weights w{.match = number(cells[1])};
        for (std::size_t r = 0; r < kRoles; ++r) w.role[r] = number(cells[r + 2]);
        const std::uint64_t hash = hash_of(cells[0]);
        Slot& slot = slots_[slot_of(hash)];
        if (slot.hash != 0) continue; // a name said twice: the first counts
        slot = {hash, static_cast<std::uint32_t>(weights_.size())};
        weights_.push_back(w);
    }
}

/// The hash's slot, or the free one where it belongs.
std::size_t RoleModel::slot_of(std::uint64_t hash) const {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].hash != 0 && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
    return at;
}

const Weights* RoleModel::find(std::string_view feature) const {
    const Slot& slot = slots_[slot_of(hash_of(feature))];
    return slot.hash == 0 ? nullptr : &weights_[slot.weights];
}

const RoleModel& role_model() {
    static const RoleModel model(embedded::role_model());
    return model;
}

std::string role_model_print() {
    return gonggo::hash_of(embedded::role_model());
}

void ModelScore::add(const Weights& weights, double value) {
    match += value * static_cast<double>(weights.match);
    for (std::size_t r = 0; r < kRoles; ++r)
        role[r] += value * static_cast<double>(weights.role[r]);
}

} // namespace gonggo::postings
