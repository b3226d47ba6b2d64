// Trains postings/vocabulary/role_model.tsv and measures it:
//   train_roles MODEL.tsv LABELLED.jsonl...      trains on all rows, writes the model
//   train_roles --cv TESTED.jsonl [MORE.jsonl...] five folds by company, asked three ways: a row of
//                                                TESTED is judged by models that saw no row of its
//                                                company; MORE is only trained on. Prints figures
//                                                and errors.
// WAYS, EPOCHS, RATE, SHRINK, LEAN, MODELS, BORDERLINE and ROLES=1 (list wrong roles) in the
// environment are for trying. Each line is a posting's JSON object with "role", "match"
// (yes|no|skip) and "borderline".
#include "base/file.hpp"
#include "base/text.hpp"
#include "postings/features.hpp"
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

double setting(const char* name, double otherwise) {
    const char* value = std::getenv(name);
    return value ? std::atof(value) : otherwise;
}

struct Row {
    std::vector<std::pair<std::size_t, double>> features;
    int match = -1; // -1: not labelled
    int role = -1;
    double weight = 1;
    bool borderline = false;
    std::string company, id, title;
    bool tested = false; // a row of the first file
};

struct Data {
    std::vector<Row> rows;
    std::vector<std::string> names;
    std::size_t bias = 0; // of the names
};

std::string string_in(const boost::json::object& object, const char* name) {
    const auto* value = object.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

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
            Row row;
            if (const auto role = from_name<Role>(string_in(object, "role")))
                row.role = static_cast<int>(*role);
            const std::string match = string_in(object, "match");
            if (match == "yes" || match == "no") row.match = match == "yes";
            const auto* borderline = object.if_contains("borderline");
            row.borderline = borderline && borderline->is_bool() && borderline->as_bool();
            row.weight = row.borderline ? setting("BORDERLINE", 0.2) : 1;
            const Posting posting =
                normalise(*raw, {.today = Date{std::chrono::year{2026} / 11 / 24}});
            row.title = posting.title;
            row.company = company_key(raw->company);
            row.id = raw->id;
            row.tested = &file == &files.front();
            each_feature(posting, [&](std::string_view name, double value) {
                const auto [at, fresh] = index.emplace(name, data.names.size());
                if (fresh) data.names.emplace_back(name);
                row.features.emplace_back(at->second, value);
            });
            data.rows.push_back(std::move(row));
        }
    }
    data.bias = index["bias"];
    return data;
}

constexpr std::size_t kOut = kRoles + 1; // the match, then the roles
using Wide = std::array<double, kOut>;

struct Setting {
    int epochs = 15;
    double rate = 0.1;
    double shrink = 5e-4;
    double lean = 0.4; // towards a match: borderline rows, mostly matches, count for little
    int models = 3;    // of other shuffles, averaged
};

Setting settings() {
    Setting out;
    out.epochs = static_cast<int>(setting("EPOCHS", out.epochs));
    out.rate = setting("RATE", out.rate);
    out.shrink = setting("SHRINK", out.shrink);
    out.lean = setting("LEAN", out.lean);
    out.models = static_cast<int>(setting("MODELS", out.models));
    return out;
}

/// AdaGrad over the logistic loss (match) and the softmax loss (role), with L2; the last epochs and
/// several shuffles are averaged.
std::vector<Wide> train(const Data& data, std::vector<const Row*> rows, const Setting& set) {
    std::vector<Wide> mean(data.names.size());
    std::vector<int> seen(data.names.size());
    for (const Row* row : rows)
        for (const auto& [f, v] : row->features) ++seen[f];
    const int from = set.epochs / 2;
    const double share = 1.0 / (set.models * (set.epochs - from));
    for (int m = 0; m < set.models; ++m) {
        std::vector<Wide> w(data.names.size());
        std::vector<Wide> g(data.names.size());
        for (auto& a : g) a.fill(1e-2);
        std::mt19937 random(static_cast<unsigned>(m + 1));
        for (int epoch = 0; epoch < set.epochs; ++epoch) {
            std::ranges::shuffle(rows, random);
            for (const Row* row : rows) {
                Wide z{};
                for (const auto& [f, v] : row->features)
                    for (std::size_t k = 0; k < kOut; ++k) z[k] += v * w[f][k];
                Wide d{};
                if (row->match >= 0) d[0] = 1 / (1 + std::exp(-z[0])) - row->match;
                if (row->role >= 0) {
                    const double top = *std::max_element(z.begin() + 1, z.end());
                    double sum = 0;
                    for (std::size_t k = 1; k < kOut; ++k) sum += std::exp(z[k] - top);
                    for (std::size_t k = 1; k < kOut; ++k)
                        d[k] = std::exp(z[k] - top) / sum -
                               (static_cast<int>(k) == row->role + 1 ? 1 : 0);
                }
                for (const auto& [f, v] : row->features) {
                    if (seen[f] < 2) continue;
                    for (std::size_t k = 0; k < kOut; ++k) {
                        const double gradient = row->weight * d[k] * v + set.shrink * w[f][k];
                        g[f][k] += gradient * gradient;
                        w[f][k] -= set.rate * gradient / std::sqrt(g[f][k]);
                    }
                }
            }
            if (epoch < from) continue;
            for (std::size_t f = 0; f < w.size(); ++f)
                for (std::size_t k = 0; k < kOut; ++k) mean[f][k] += w[f][k] * share;
        }
    }
    mean[data.bias][0] += set.lean;
    return mean;
}

Wide judge(const std::vector<Wide>& w, const Row& row) {
    Wide z{};
    for (const auto& [f, v] : row.features)
        for (std::size_t k = 0; k < kOut; ++k) z[k] += v * w[f][k];
    return z;
}

int role_of(const Wide& z) {
    return static_cast<int>(std::max_element(z.begin() + 1, z.end()) - z.begin()) - 1;
}

/// As classify() tells it: what matches has one of the guide's four roles when none is likelier.
int told_role_of(const Wide& z) {
    const int role = role_of(z);
    if (z[0] <= 0 || role != static_cast<int>(Role::other)) return role;
    return static_cast<int>(std::max_element(z.begin() + 1, z.begin() + 5) - z.begin()) - 1;
}

struct Tally {
    double hit = 0, extra = 0, missed = 0;
    void add(bool want, bool got) {
        hit += want && got;
        extra += !want && got;
        missed += want && !got;
    }
    void print(const char* name) const {
        std::printf("%-26s P %.3f R %.3f F1 %.3f\n", name, hit / (hit + extra),
                    hit / (hit + missed), 2 * hit / (2 * hit + extra + missed));
    }
};

void cross_validate(const Data& data) {
    constexpr std::size_t kFolds = 5;
    const auto ways = static_cast<std::size_t>(setting("WAYS", 3));
    std::vector<Wide> sums(data.rows.size());
    Tally clear;
    Tally all;
    int roles = 0;
    int roles_right = 0;
    for (std::size_t way = 0; way < ways; ++way) {
        const auto fold_of = [&](const Row& row) {
            return std::hash<std::string>{}(row.company + std::to_string(way)) % kFolds;
        };
        for (std::size_t fold = 0; fold < kFolds; ++fold) {
            std::vector<const Row*> rows;
            for (const auto& row : data.rows)
                if (fold_of(row) != fold) rows.push_back(&row);
            const auto w = train(data, rows, settings());
            for (std::size_t i = 0; i < data.rows.size(); ++i) {
                const Row& row = data.rows[i];
                if (!row.tested || fold_of(row) != fold) continue;
                const Wide z = judge(w, row);
                for (std::size_t k = 0; k < kOut; ++k) sums[i][k] += z[k];
                if (row.match >= 0) {
                    all.add(row.match == 1, z[0] > 0);
                    if (!row.borderline) clear.add(row.match == 1, z[0] > 0);
                }
                if (row.role >= 0) {
                    ++roles;
                    roles_right += told_role_of(z) == row.role;
                }
            }
        }
    }
    for (std::size_t i = 0; i < data.rows.size(); ++i) {
        const Row& row = data.rows[i];
        if (!row.tested) continue;
        const double z = sums[i][0] / static_cast<double>(ways);
        if (row.match >= 0 && (z > 0) != (row.match == 1))
            std::printf("%s%s %5.1f  %s  %s\n", row.match == 1 ? "missed" : "extra ",
                        row.borderline ? " (borderline)" : "", z, row.id.c_str(),
                        row.title.c_str());
        const int got = told_role_of(sums[i]);
        if (row.role >= 0 && got != row.role && setting("ROLES", 0) > 0)
            std::printf("role %s, not %s  %s  %s\n",
                        std::string(name_of(static_cast<Role>(row.role))).c_str(),
                        std::string(name_of(static_cast<Role>(got))).c_str(), row.id.c_str(),
                        row.title.c_str());
    }
    clear.print("match without borderline:");
    all.print("match with borderline:");
    std::printf("role accuracy %.3f of %d\n", roles_right / double(roles),
                roles / static_cast<int>(ways));
}

} // namespace

int main(int argc, char** argv) {
    std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() < 2) {
        std::fprintf(stderr, "usage: train_roles MODEL.tsv|--cv LABELLED.jsonl...\n");
        return 2;
    }
    const Data data = read({words.begin() + 1, words.end()});
    if (words[0] == "--cv") {
        cross_validate(data);
        return 0;
    }
    std::vector<const Row*> rows;
    for (const auto& row : data.rows) rows.push_back(&row);
    const auto w = train(data, rows, settings());
    std::vector<std::string> lines;
    for (std::size_t f = 0; f < w.size(); ++f) {
        const double most =
            std::abs(std::ranges::max(w[f], {}, [](double x) { return std::abs(x); }));
        if (std::abs(most) < 0.08 || data.names[f].find_first_of("\t\n") != std::string::npos)
            continue;
        std::string line = data.names[f];
        for (const double x : w[f]) line += "\t" + std::to_string(std::lround(x * 100));
        lines.push_back(std::move(line));
    }
    std::ranges::sort(lines);
    const auto written = write_file_atomically(words[0], text::join(lines, "\n") + "\n");
    if (!written) std::fprintf(stderr, "%s\n", written.error().message.c_str());
    std::printf("%zu rows, %zu features, %zu kept\n", data.rows.size(), data.names.size(),
                lines.size());
    return written ? 0 : 1;
}
