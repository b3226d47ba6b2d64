// bench_dedup COUNT DATABASE: what finding, comparing and clustering cost a listing while the store
// grows: the part of absorbing that depends on how many listings there are.
#include "bench/postings.hpp"
#include "bench/used.hpp"
#include "postings/store/clusters.hpp"
#include "postings/store/store.hpp"

#include <cstdio>
#include <cstdlib>

using namespace gonggo;
using namespace gonggo::postings;

namespace {

constexpr long kBatch = 1000; ///< listings a transaction

Status learn_batch(Database& db, const std::vector<Posting>& listings) {
    Transaction transaction(db);
    GONGGO_CHECK(transaction.begun());
    for (const auto& p : listings) {
        const auto key = listing_key(p.links[0].source, p.links[0].external_id);
        GONGGO_CHECK(learn(db, key, p));
        GONGGO_TRY(const auto clusters, clusters_around(db, key));
        if (clusters.empty()) return invalid("no cluster has " + key);
    }
    return transaction.commit();
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) return std::fprintf(stderr, "bench_dedup COUNT DATABASE\n"), 2;
    const long count = std::atol(argv[1]);
    if (!Store::open(argv[2], Store::Mode::read_write)) // makes the tables
        return std::fprintf(stderr, "cannot open %s\n", argv[2]), 1;
    auto db = Database::open(argv[2], Database::Mode::read_write);
    bench::Postings made;
    const long step = std::max(kBatch, count / 10);
    double cpu = 0, wall = 0;
    for (long done = 0; db && done < count;) {
        std::vector<Posting> listings;
        for (long i = 0; i < kBatch; ++i) listings.push_back(made.next());
        const bench::Used before;
        if (const auto learned = learn_batch(*db, listings); !learned)
            return std::fprintf(stderr, "%s\n", learned.error().message.c_str()), 1;
        const bench::Used after;
        cpu += after.cpu - before.cpu;
        wall += after.wall - before.wall;
        done += kBatch;
        if (done % step != 0) continue;
        std::printf(
            "%8ld listings: %4.0f us of CPU a listing (%4.0f us of time), %ld MB resident\n", done,
            cpu / static_cast<double>(step) * 1e6, wall / static_cast<double>(step) * 1e6,
            after.resident_kb / 1024);
        std::fflush(stdout);
        cpu = wall = 0;
    }
}
