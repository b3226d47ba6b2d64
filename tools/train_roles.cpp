// Trains postings/vocabulary/role_model.tsv:
//   train_roles MODEL.tsv|--cv LABELLED.jsonl...
// Each line is a posting's JSON object with "role", "match" (yes|no|skip) and "borderline". With
// --cv nothing is written: five folds by company, the figures on the rows held out.
#include "base/file.hpp"
#include "base/text.hpp"
#include "postings/json.hpp"
#include "postings/names.hpp"
#include "postings/normalise.hpp"
#include "postings/role_model.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <random>

using namespace gonggo;
using namespace gonggo::postings;

namespace {

struct Row {
    std::vector<std::pair<std::size_t, double>> features;
    int match = -1; // -1: not labelled
    int role = -1;
    double weight = 1;
    bool borderline = false;
    std::size_t fold = 0;
    std::string title;
};

struct Data {
    std::vector<Row> rows;
    std::vector<std::string> names;
    std::vector<int> seen_in;
};

Data read(const std::vector<std::string>& files) {
    Data data;
    std::map<std::string, std::size_t> index;
    for (const auto& file : files) {
        const auto content = read_file(file);
        if (!content) {
            std::fprintf(stderr, "%s\n", content.error().message.c_str());
            continue;
        }
        for (const auto line : text::split(*content, '\n')) {
            const auto raw = raw_from_json(line);
            if (!raw) continue;
            const auto object = boost::json::parse(line).as_object();
            const std::string role(object.at("role").as_string());
            const std::string match(object.at("match").as_string());
            Row row;
            if (role != "skip")
                if (const auto r = from_name<Role>(role)) row.role = static_cast<int>(*r);
            if (match != "skip") row.match = match == "yes";
            const auto* borderline = object.if_contains("borderline");
            row.borderline = borderline && borderline->is_bool() && borderline->as_bool();
            row.weight = row.borderline ? 0.4 : 1;
            const Posting posting =
                normalise(*raw, {.today = Date{std::chrono::year{2026} / 11 / 24}});
            row.title = posting.title;
            row.fold = std::hash<std::string>{}(company_key(raw->company)) % 5;
            for (const auto& feature : features_of(posting)) {
                const auto [at, fresh] = index.emplace(feature.name, data.names.size());
                if (fresh) {
                    data.names.push_back(feature.name);
                    data.seen_in.push_back(0);
                }
                ++data.seen_in[at->second];
                row.features.emplace_back(at->second, feature.value);
            }
            data.rows.push_back(std::move(row));
        }
    }
    return data;
}

/// Averaged AdaGrad over the logistic loss (match) and the softmax loss (role), with L2.
std::vector<Weights> train(const Data& data, std::size_t left_out) {
    constexpr int kEpochs = 30;
    constexpr double kRate = 0.25;
    constexpr double kShrink = 2e-4;
    constexpr std::size_t kOut = kRoles + 1;
    std::vector<std::array<double, kOut>> w(data.names.size());
    std::vector<std::array<double, kOut>> g(data.names.size());
    for (auto& a : g) a.fill(1e-2);
    std::vector<const Row*> rows;
    for (const auto& row : data.rows)
        if (row.fold != left_out) rows.push_back(&row);
    std::mt19937 random(1);
    for (int epoch = 0; epoch < kEpochs; ++epoch) {
        std::ranges::shuffle(rows, random);
        for (const Row* row : rows) {
            std::array<double, kOut> z{};
            for (const auto& [f, v] : row->features)
                for (std::size_t k = 0; k < kOut; ++k) z[k] += v * w[f][k];
            std::array<double, kOut> d{};
            if (row->match >= 0) d[0] = 1 / (1 + std::exp(-z[0])) - row->match;
            if (row->role >= 0) {
                const double top = *std::max_element(z.begin() + 1, z.end());
                double sum = 0;
                for (std::size_t k = 1; k < kOut; ++k) sum += std::exp(z[k] - top);
                for (std::size_t k = 1; k < kOut; ++k)
                    d[k] =
                        std::exp(z[k] - top) / sum - (static_cast<int>(k) == row->role + 1 ? 1 : 0);
            }
            for (const auto& [f, v] : row->features) {
                if (data.seen_in[f] < 2) continue;
                for (std::size_t k = 0; k < kOut; ++k) {
                    const double gradient = row->weight * d[k] * v + kShrink * w[f][k];
                    g[f][k] += gradient * gradient;
                    w[f][k] -= kRate * gradient / std::sqrt(g[f][k]) * 0.3;
                }
            }
        }
    }
    std::vector<Weights> out(w.size());
    for (std::size_t f = 0; f < w.size(); ++f) {
        out[f].match = static_cast<float>(w[f][0]);
        for (std::size_t k = 0; k < kRoles; ++k) out[f].role[k] = static_cast<float>(w[f][k + 1]);
    }
    return out;
}

void cross_validate(const Data& data) {
    int tp[2] = {};
    int fp[2] = {};
    int fn[2] = {};
    int role_right = 0;
    int role_all = 0;
    for (std::size_t fold = 0; fold < 5; ++fold) {
        const auto w = train(data, fold);
        for (const auto& row : data.rows) {
            if (row.fold != fold) continue;
            double match = 0;
            std::array<double, kRoles> role{};
            for (const auto& [f, v] : row.features) {
                match += v * static_cast<double>(w[f].match);
                for (std::size_t k = 0; k < kRoles; ++k)
                    role[k] += v * static_cast<double>(w[f].role[k]);
            }
            if (row.match >= 0)
                for (int all = 0; all < 2; ++all) {
                    if (all == 0 && row.borderline) continue;
                    tp[all] += match > 0 && row.match == 1;
                    fp[all] += match > 0 && row.match == 0;
                    fn[all] += match <= 0 && row.match == 1;
                }
            if (row.match >= 0 && !row.borderline && (match > 0) != (row.match == 1))
                std::printf("%s  %s\n", row.match == 1 ? "missed" : "wrong ", row.title.c_str());
            if (row.role >= 0) {
                ++role_all;
                role_right += std::max_element(role.begin(), role.end()) - role.begin() == row.role;
            }
        }
    }
    for (int all = 0; all < 2; ++all)
        std::printf("match %s: P %.3f R %.3f F1 %.3f\n",
                    all ? "with borderline" : "without borderline",
                    tp[all] / double(tp[all] + fp[all]), tp[all] / double(tp[all] + fn[all]),
                    2.0 * tp[all] / (2.0 * tp[all] + fp[all] + fn[all]));
    std::printf("role accuracy %.3f of %d\n", role_right / double(role_all), role_all);
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fprintf(stderr, "usage: train_roles MODEL.tsv|--cv LABELLED.jsonl...\n");
        return 2;
    }
    const Data data = read({argv + 2, argv + argc});
    if (std::string_view(argv[1]) == "--cv") {
        cross_validate(data);
        return 0;
    }
    const auto w = train(data, 99);
    std::vector<std::string> lines;
    for (std::size_t f = 0; f < w.size(); ++f) {
        float most = std::abs(w[f].match);
        for (const float r : w[f].role) most = std::max(most, std::abs(r));
        if (most < 0.12F || data.names[f].find_first_of("\t\n") != std::string::npos) continue;
        std::string line = data.names[f] + "\t" + std::to_string(std::lround(w[f].match * 100));
        for (const float r : w[f].role) line += "\t" + std::to_string(std::lround(r * 100));
        lines.push_back(std::move(line));
    }
    std::ranges::sort(lines);
    const auto written = write_file_atomically(argv[1], text::join(lines, "\n") + "\n");
    if (!written) std::fprintf(stderr, "%s\n", written.error().message.c_str());
    std::printf("%zu rows, %zu features, %zu kept\n", data.rows.size(), data.names.size(),
                lines.size());
    return written ? 0 : 1;
}
