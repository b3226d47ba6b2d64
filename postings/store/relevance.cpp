#include "postings/store/relevance.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <vector>

namespace gonggo::postings {
namespace {

constexpr std::array<double, 5> kWeights{0, 8, 2, 4,
                                         1};        ///< id, title, company, skills, description
constexpr double kSaturation = 1.2, kLength = 0.75; ///< bm25's k1 and b, as FTS5 has them
constexpr std::int64_t kCounted = 10'000;

struct Weighing {
    double average_length = 1;
    std::vector<double> rarity; ///< of each phrase
    std::vector<double> found;  ///< of each phrase in the row at hand, weighed by column
};

struct Count {
    std::int64_t rows = 0, first = 0, last = 0;
};

int count_row(const Fts5ExtensionApi* api, Fts5Context* fts, void* data) {
    auto& count = *static_cast<Count*>(data);
    count.last = api->xRowid(fts);
    if (count.rows++ == 0) count.first = count.last;
    return count.rows < kCounted ? SQLITE_OK : SQLITE_DONE;
}

/// Of the rows a phrase is in; beyond kCounted as many as the stretch of row numbers (their age) up
/// to `newest` would hold if it went on so.
double rows_with(const Count& count, std::int64_t newest, double all) {
    const auto rows = static_cast<double>(count.rows);
    if (count.rows < kCounted || count.last <= count.first) return rows;
    const auto stretch = static_cast<double>(count.last - count.first);
    return std::clamp(rows * static_cast<double>(newest - count.first) / stretch, rows, all);
}

int prepare(const Fts5ExtensionApi* api, Fts5Context* fts, Weighing*& out) {
    out = static_cast<Weighing*>(api->xGetAuxdata(fts, 0));
    if (out) return SQLITE_OK;
    auto made = std::make_unique<Weighing>();
    sqlite3_int64 rows = 0, words = 0;
    if (const int rc = api->xRowCount(fts, &rows); rc != SQLITE_OK) return rc;
    if (const int rc = api->xColumnTotalSize(fts, -1, &words); rc != SQLITE_OK) return rc;
    const auto all = static_cast<double>(std::max<sqlite3_int64>(rows, 1));
    made->average_length = std::max(1.0, static_cast<double>(words) / all);
    const int phrases = api->xPhraseCount(fts);
    for (int i = 0; i < phrases; ++i) {
        Count count;
        if (const int rc = api->xQueryPhrase(fts, i, &count, count_row); rc != SQLITE_OK) return rc;
        const double with = rows_with(count, api->xRowid(fts), all);
        made->rarity.push_back(std::max(1e-6, std::log((all - with + 0.5) / (with + 0.5))));
    }
    made->found.resize(made->rarity.size());
    out = made.get();
    return api->xSetAuxdata(fts, made.release(), [](void* w) { delete static_cast<Weighing*>(w); });
}

int weigh(const Fts5ExtensionApi* api, Fts5Context* fts, double& out) {
    Weighing* w = nullptr;
    if (const int rc = prepare(api, fts, w); rc != SQLITE_OK) return rc;
    std::ranges::fill(w->found, 0);
    int places = 0, length = 0;
    if (const int rc = api->xInstCount(fts, &places); rc != SQLITE_OK) return rc;
    for (int i = 0; i < places; ++i) {
        int phrase = 0, column = 0, at = 0;
        if (const int rc = api->xInst(fts, i, &phrase, &column, &at); rc != SQLITE_OK) return rc;
        w->found[static_cast<std::size_t>(phrase)] += kWeights[static_cast<std::size_t>(column)];
    }
    if (const int rc = api->xColumnSize(fts, -1, &length); rc != SQLITE_OK) return rc;
    const double longer = 1 - kLength + kLength * length / w->average_length;
    out = 0;
    for (std::size_t i = 0; i < w->found.size(); ++i)
        out -=
            w->rarity[i] * w->found[i] * (kSaturation + 1) / (w->found[i] + kSaturation * longer);
    return SQLITE_OK;
}

void relevance(const Fts5ExtensionApi* api, Fts5Context* fts, sqlite3_context* context, int,
               sqlite3_value**) {
    double out = 0;
    if (const int rc = weigh(api, fts, out); rc != SQLITE_OK)
        sqlite3_result_error_code(context, rc);
    else
        sqlite3_result_double(context, out);
}

} // namespace

bool register_relevance(fts5_api* api) {
    return api->xCreateFunction(api, "relevance", nullptr, relevance, nullptr) == SQLITE_OK;
}

} // namespace gonggo::postings
