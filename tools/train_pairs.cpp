// Trains postings/vocabulary/pair_model.tsv: logistic regression over pair_features().
//
//   train_pairs [--margin X] PAIRS.jsonl... > pair_model.tsv
//
// Each line is {"a": {…}, "b": {…}, "duplicate": "yes"|"no"}; tools/join_labels.py makes them of
// ids and a pool. Deterministic. Prints five-fold cross-validated figures of each file, folds by
// company, at several margins, and every error on stderr. The margin, in log-odds, is what the
// written model asks for beyond an even chance: choose the least at which precision is what you
// want.
#include "base/file.hpp"
#include "base/text.hpp"
#include "postings/dedup/features.hpp"
#include "postings/inspect.hpp"
#include "postings/normalise.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <cstdio>
#include <map>
#include <xxhash.h>

using namespace gonggo;
using namespace gonggo::postings;
namespace json = boost::json;

namespace {

constexpr int kFolds = 5;
constexpr double kRidge = 1.2; ///< against weights of rare features
/// What the data holds too few examples of: an office in Seoul and one in Busan, "3년 이상" and
/// "2년 이상" are two vacancies.
constexpr std::pair<std::string_view, double> kPriors[] = {{"places_far", -6},
                                                           {"title_years_differ", -5},
                                                           {"title_levels_exclude", -5},
                                                           {"title_bands_differ", -4},
                                                           {"title_places_conflict", -5},
                                                           {"rounds_conflict", -4},
                                                           {"functions_conflict", -3},
                                                           {"entry_in_one_title", -2},
                                                           {"entry_in_one_title_within", -2},
                                                           {"title_place_elsewhere", -2},
                                                           {"bare_text_differs", -2},
                                                           {"employer_near_within", -3}};
double prior(std::string_view name) {
    for (const auto& [feature, weight] : kPriors)
        if (name == feature) return weight;
    return 0;
}
constexpr int kSteps = 4000;

struct Row {
    PairFeatures features;
    bool yes = false;
    int fold = 0;
    int file = 0;
    double held_out = 0; ///< the score by the model that did not see its fold
    std::string what;
};

using Weights = std::map<std::string, double, std::less<>>;

std::vector<Row> read(int count, char** files) {
    std::vector<Row> out;
    const Date today = date_in(now(), "Asia/Seoul");
    for (int i = 0; i < count; ++i) {
        const auto text = read_file(files[i]);
        if (!text) std::fprintf(stderr, "%s\n", text.error().message.c_str());
        if (!text) continue;
        for (const auto& line : text::split_trimmed(*text, "\n")) {
            const auto pair = read_pair(line, today);
            if (!pair) std::fprintf(stderr, "%s\n", pair.error().message.c_str());
            if (!pair) continue;
            const auto& [a, b] = *pair;
            const auto label = json::parse(line).at("duplicate");
            const bool yes = label.is_bool() ? label.as_bool() : label.as_string() == "yes";
            const auto key = std::min(company_key(a.company), company_key(b.company));
            out.push_back({pair_features(traits_of(a), traits_of(b)), yes,
                           static_cast<int>(XXH3_64bits(key.data(), key.size()) % kFolds), i, 0,
                           (a.links.empty() ? "" : a.links[0].source) + " " + a.company + " | " +
                               a.title + " | " + (b.links.empty() ? "" : b.links[0].source) + " " +
                               b.company + " | " + b.title});
        }
    }
    return out;
}

double score(const Weights& w, const Row& row) {
    double sum = 0;
    for (const auto& [name, value] : row.features.values)
        if (const auto found = w.find(name); found != w.end()) sum += value * found->second;
    return sum;
}

/// Full-batch gradient descent with momentum; pairs of other employers teach nothing.
Weights train(const std::vector<Row>& rows, int without) {
    Weights w, speed;
    std::vector<const Row*> used;
    for (const auto& row : rows)
        if (row.fold != without && !row.features.other_employer) used.push_back(&row);
    for (int step = 0; step < kSteps; ++step) {
        Weights gradient;
        for (const Row* row : used) {
            const double error = 1 / (1 + std::exp(-score(w, *row))) - (row->yes ? 1 : 0);
            for (const auto& [name, value] : row->features.values)
                gradient[std::string(name)] += error * value;
        }
        for (auto& [name, g] : gradient) {
            if (name != "bias") g += kRidge * (w[name] - prior(name));
            double& v = speed[name];
            v = 0.9 * v - 0.3 * g / static_cast<double>(used.size());
            w[name] += v;
        }
    }
    return w;
}

void tell(const Row& row, double margin) {
    if ((row.held_out >= margin && !row.features.other_employer) == row.yes) return;
    std::fprintf(stderr, "%s %+.2f %s\n   ", row.yes ? "missed" : "wrong ", row.held_out,
                 row.what.c_str());
    for (const auto& [name, value] : row.features.values)
        std::fprintf(stderr, " %s=%.2f", std::string(name).c_str(), value);
    std::fprintf(stderr, "\n");
}

void figures(const std::vector<Row>& rows, int file, const char* name, double margin) {
    int tp = 0, fp = 0, fn = 0;
    for (const Row& row : rows) {
        if (row.file != file) continue;
        const bool said = !row.features.other_employer && row.held_out >= margin;
        tp += said && row.yes;
        fp += said && !row.yes;
        fn += !said && row.yes;
    }
    const double p = tp / std::max(1.0, 1.0 * tp + fp);
    const double r = tp / std::max(1.0, 1.0 * tp + fn);
    std::fprintf(stderr, "%s margin %.2f: P %.3f R %.3f F1 %.3f (%d right, %d wrong, %d missed)\n",
                 name, margin, p, r, 2 * p * r / std::max(1e-9, p + r), tp, fp, fn);
}

} // namespace

int main(int argc, char** argv) {
    double margin = 0;
    if (argc > 3 && std::string_view(argv[1]) == "--margin") {
        margin = std::strtod(argv[2], nullptr);
        argc -= 2;
        argv += 2;
    }
    auto rows = read(argc - 1, argv + 1);
    for (int fold = 0; fold < kFolds; ++fold) {
        const auto w = train(rows, fold);
        for (auto& row : rows)
            if (row.fold == fold) row.held_out = score(w, row);
    }
    for (const auto& row : rows) tell(row, margin);
    for (int file = 0; file < argc - 1; ++file)
        for (const double at : {0.0, 0.5, 1.0, 1.5, 2.0, margin})
            figures(rows, file, argv[file + 1], at);
    for (const auto& [name, weight] : train(rows, -1))
        std::printf("%s\t%.3f\n", name.c_str(), name == "bias" ? weight - margin : weight);
}
