// The weights of vocabulary/pair_model.tsv, trained by tools/train_pairs.cpp.
#include "base/text.hpp"
#include "postings/dedup/features.hpp"

#include <cstdlib>
#include <string>
#include <unordered_map>

namespace gonggo::embedded {
std::string_view pair_model();
}

namespace gonggo::postings {
namespace {

using Weights = std::unordered_map<std::string_view, double>; ///< by parts of the embedded text

const Weights& weights() {
    static const Weights all = [] {
        Weights out;
        for (const auto line : text::split(embedded::pair_model(), '\n')) {
            const auto cells = text::split(line, '\t');
            if (cells.size() == 2)
                out.emplace(cells[0], std::strtod(std::string(cells[1]).c_str(), nullptr));
        }
        return out;
    }();
    return all;
}

} // namespace

double pair_score(const PairFeatures& features) {
    double sum = 0;
    for (const auto& [name, value] : features.values)
        if (const auto found = weights().find(name); found != weights().end())
            sum += value * found->second;
    return sum;
}

} // namespace gonggo::postings
