// Trains postings/vocabulary/pair_model.tsv: logistic regression over pair_features().
//
//   train_pairs [--margin X] PAIRS.jsonl... [--test UNSEEN.jsonl...] > pair_model.tsv
//
// Each line is {"a": {…}, "b": {…}, "duplicate": "yes"|"no"}; tools/join_labels.py makes them of
// ids and a pool. The same files give the same model on any day. On stderr: figures at several
// margins of each file and of all UNSEEN together, and every error. PAIRS are judged by
// cross-validation: five folds by company, folded three ways; UNSEEN by the model that is written.
// The margin, in log-odds, is what the written model asks for beyond an even chance: choose the
// least at which precision is what you want.
#include "base/file.hpp"
#include "base/text.hpp"
#include "postings/dedup/features.hpp"
#include "postings/inspect.hpp"
#include "postings/normalise.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <cstdio>
#include <map>
#include <span>
#include <xxhash.h>

using namespace gonggo;
using namespace gonggo::postings;
namespace json = boost::json;

namespace {

constexpr std::size_t kFolds = 5, kWays = 3;
constexpr double kRidge = 0.6,
                 kPriorRidge = 1.8; ///< against weights of rare features; to hold to priors
constexpr Date kAsOf = std::chrono::year{2026} / 8 / 1; ///< "~ 12/25" is read as of this day
/// What the data holds too few examples of: an office in Seoul and one in Busan, "3년 이상" and
/// "2년 이상" are two vacancies.
constexpr std::pair<std::string_view, double> kPriors[] = {{"places_far", -6},
                                                           {"deadline_round", -4},
                                                           {"title_years_differ", -5},
                                                           {"title_levels_exclude", -5},
                                                           {"title_bands_differ", -4},
                                                           {"title_places_conflict", -5},
                                                           {"rounds_conflict", -4},
                                                           {"numbers_conflict", -4},
                                                           {"rounds_one", -2},
                                                           {"rounds_one_within", -2},
                                                           {"functions_conflict", -4},
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

struct Row {
    PairFeatures features;
    std::vector<std::pair<std::size_t, double>> values; ///< the same, by number
    bool yes = false;
    bool tested = false;                    ///< never trained on
    std::array<std::size_t, kWays> folds{}; ///< by company
    std::array<double, kWays> scores{};     ///< by models that did not see it
    std::string what;
    [[nodiscard]] bool said(std::size_t way, double margin) const {
        return !features.other_employer && scores[way] >= margin;
    }
};

struct File {
    std::string name;
    std::vector<Row> rows;
};

struct Data {
    std::vector<File> files;
    std::map<std::string, std::size_t, std::less<>> names;
};

std::string told(const Posting& p, const json::value& as_read) {
    const auto* id = as_read.as_object().if_contains("id");
    return (id && id->is_string() ? std::string(id->get_string()) : "") + " " +
           (p.links.empty() ? "" : p.links[0].source) + " " + p.company + " | " + p.title;
}

Row row_of(const ComparedPair& pair, std::string_view line) {
    const auto& [a, b] = pair;
    const auto as_read = json::parse(line).as_object();
    const auto& label = as_read.at("duplicate");
    Row row;
    row.features = pair_features(traits_of(a), traits_of(b));
    row.yes = label.is_bool() ? label.as_bool() : label.as_string() == "yes";
    const auto key = std::min(company_key(a.company), company_key(b.company));
    for (std::size_t way = 0; way < kWays; ++way)
        row.folds[way] = XXH3_64bits_withSeed(key.data(), key.size(), way) % kFolds;
    row.what = told(a, as_read.at("a")) + " | " + told(b, as_read.at("b"));
    return row;
}

void read(Data& data, const char* name, bool tested) {
    File file{.name = name, .rows = {}};
    const auto text = read_file(file.name);
    if (!text) std::fprintf(stderr, "%s\n", text.error().message.c_str());
    if (!text) return;
    for (const auto& line : text::split_trimmed(*text, "\n")) {
        const auto pair = read_pair(line, kAsOf);
        if (!pair) std::fprintf(stderr, "%s\n", pair.error().message.c_str());
        if (!pair) continue;
        Row& row = file.rows.emplace_back(row_of(*pair, line));
        row.tested = tested;
        for (const auto& [feature, value] : row.features.values) {
            const auto [at, fresh] = data.names.emplace(feature, data.names.size());
            row.values.emplace_back(at->second, value);
        }
    }
    data.files.push_back(std::move(file));
}

using Weights = std::vector<double>;

double score(const Weights& w, const Row& row) {
    double sum = 0;
    for (const auto& [f, value] : row.values) sum += value * w[f];
    return sum;
}

/// Solves a·x = b, a being symmetric and positive definite, by Cholesky's way; `a` is used up.
Weights solved(std::vector<Weights>& a, Weights b) {
    const std::size_t n = b.size();
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k <= i; ++k) {
            double sum = a[i][k];
            for (std::size_t m = 0; m < k; ++m) sum -= a[i][m] * a[k][m];
            a[i][k] = i == k ? std::sqrt(sum) : sum / a[k][k];
        }
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t m = 0; m < i; ++m) b[i] -= a[i][m] * b[m];
        b[i] /= a[i][i];
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t m = i + 1; m < n; ++m) b[i] -= a[m][i] * b[m];
        b[i] /= a[i][i];
    }
    return b;
}

/// Newton's method to the one optimum; pairs of other employers teach nothing.
Weights train(const Data& data, const std::vector<const Row*>& rows) {
    constexpr int kSteps = 12;
    const std::size_t n = data.names.size();
    Weights w(n), priors(n), ridge(n, kRidge);
    for (const auto& [name, f] : data.names) {
        w[f] = priors[f] = prior(name);
        if (prior(name) != 0) ridge[f] = kPriorRidge;
        if (name == "bias") ridge[f] = 1e-6;
    }
    for (int step = 0; step < kSteps; ++step) {
        Weights slope(n);
        std::vector<Weights> curve(n, Weights(n));
        for (std::size_t f = 0; f < n; ++f) {
            slope[f] = ridge[f] * (w[f] - priors[f]);
            curve[f][f] = ridge[f];
        }
        for (const Row* row : rows) {
            const double chance = 1 / (1 + std::exp(-score(w, *row)));
            const double steep = std::max(chance * (1 - chance), 0.01); // no leaps
            for (const auto& [f, value] : row->values) {
                slope[f] += (chance - row->yes) * value;
                for (const auto& [g, other] : row->values) curve[f][g] += steep * value * other;
            }
        }
        const Weights by = solved(curve, std::move(slope));
        for (std::size_t f = 0; f < n; ++f) w[f] -= by[f];
    }
    return w;
}

template <class Wanted>
std::vector<const Row*> rows_of(const Data& data, Wanted wanted) {
    std::vector<const Row*> out;
    for (const auto& file : data.files)
        for (const auto& row : file.rows)
            if (!row.tested && !row.features.other_employer && wanted(row)) out.push_back(&row);
    return out;
}

void judge(Data& data, const Weights& whole) {
    for (std::size_t way = 0; way < kWays; ++way)
        for (std::size_t fold = 0; fold < kFolds; ++fold) {
            const Weights w =
                train(data, rows_of(data, [&](const Row& row) { return row.folds[way] != fold; }));
            for (auto& file : data.files)
                for (auto& row : file.rows)
                    if (row.folds[way] == fold)
                        row.scores[way] = score(row.tested ? whole : w, row);
        }
}

void tell_error(const Row& row, double margin) {
    const auto wrong = std::ranges::count_if(
        std::array{0U, 1U, 2U}, [&](auto way) { return row.said(way, margin) != row.yes; });
    if (2 * static_cast<std::size_t>(wrong) < kWays) return;
    const double mean = (row.scores[0] + row.scores[1] + row.scores[2]) / kWays;
    std::fprintf(stderr, "%s %+.2f %s\n   ", row.yes ? "missed" : "wrong ", mean, row.what.c_str());
    for (const auto& [name, value] : row.features.values)
        std::fprintf(stderr, " %s=%.2f", std::string(name).c_str(), value);
    std::fprintf(stderr, "\n");
}

void tell_figures(std::span<const File> files, const char* name, double margin) {
    double right = 0, extra = 0, missed = 0;
    for (const auto& file : files)
        for (const auto& row : file.rows)
            for (std::size_t way = 0; way < kWays; ++way) {
                const bool said = row.said(way, margin);
                right += said && row.yes;
                extra += said && !row.yes;
                missed += !said && row.yes;
            }
    std::fprintf(
        stderr, "%s margin %.2f: P %.3f R %.3f F1 %.3f (%.1f right, %.1f wrong, %.1f missed)\n",
        name, margin, right / std::max(1.0, right + extra), right / std::max(1.0, right + missed),
        2 * right / std::max(1.0, 2 * right + extra + missed), right / kWays, extra / kWays,
        missed / kWays);
}

} // namespace

int main(int argc, char** argv) {
    double margin = 0;
    bool tested = false;
    std::size_t trained = 0;
    Data data;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--margin" && i + 1 < argc)
            margin = std::strtod(argv[++i], nullptr);
        else if (word == "--test")
            tested = true;
        else
            read(data, argv[i], tested);
        if (!tested) trained = data.files.size();
    }
    const Weights whole = train(data, rows_of(data, [](const Row&) { return true; }));
    judge(data, whole);
    constexpr double kMargins[] = {-0.5, 0.0, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0};
    for (const auto& file : data.files) {
        for (const auto& row : file.rows) tell_error(row, margin);
        for (const double at : kMargins) tell_figures(std::span(&file, 1), file.name.c_str(), at);
    }
    const auto unseen = std::span(data.files).subspan(trained); // they come last
    for (const double at : kMargins) tell_figures(unseen, "never trained on,", at);
    for (const auto& [name, f] : data.names)
        std::printf("%s\t%.3f\n", name.c_str(), name == "bias" ? whole[f] - margin : whole[f]);
}
