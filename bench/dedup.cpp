// bench_dedup COUNT DATABASE: what a listing costs while the store grows: finding and comparing its
// candidates (reads only; the least of several rounds, for other programs share the machine), and
// all of absorbing that depends on how many listings there are: writing what the index holds,
// finding, comparing, the opinions and the clusters, with the commit. What comparing looks at is
// worked out before (in the daemon by the threads that read pages) and told by itself. A database
// of an earlier run goes on from where it was; one that has COUNT is only asked.
#include "postings/dedup.hpp"
#include "bench/postings.hpp"
#include "bench/used.hpp"
#include "postings/store/clusters.hpp"
#include "postings/store/neighbours.hpp"
#include "postings/store/store.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace gonggo;
using namespace gonggo::postings;

namespace {

constexpr long kBatch = 1000; ///< listings a transaction

/// A listing's name in the store, and what comparing looks at.
using Learnt = std::pair<std::string, Traits>;

std::vector<Learnt> worked_out(bench::Postings& made, double& cpu) {
    std::vector<Posting> listings;
    for (long i = 0; i < kBatch; ++i) listings.push_back(made.next());
    std::vector<Learnt> out;
    const bench::Used before;
    for (const auto& p : listings)
        out.emplace_back(listing_key(p.links[0].source, p.links[0].external_id), traits_of(p));
    cpu += bench::Used().cpu - before.cpu;
    return out;
}

/// As Store::absorb() does it.
Status learn_batch(Database& db, const std::vector<Learnt>& listings) {
    Transaction transaction(db);
    GONGGO_CHECK(transaction.begun());
    for (const auto& [key, traits] : listings) {
        GONGGO_TRY(const bool alike, learn(db, key, traits));
        if (!alike) continue;
        GONGGO_TRY(const auto clusters, clusters_around(db, key));
        if (clusters.empty()) return invalid("no cluster has " + key);
    }
    return transaction.commit();
}

struct Asked {
    double us = 1e9;       ///< of CPU a listing, the least of the rounds
    double candidates = 0; ///< a listing
};

/// What the listings that come next would be merged with or linked to.
Result<Asked> ask(Database& db, bench::Postings made) {
    constexpr int kRounds = 5;
    Asked out;
    Transaction transaction(db); // as a poll has one
    GONGGO_CHECK(transaction.begun());
    for (int round = 0; round < kRounds; ++round) {
        std::vector<Traits> asked;
        for (long i = 0; i < kBatch; ++i) asked.push_back(traits_of(made.next()));
        std::size_t candidates = 0, found = 0;
        const bench::Used before;
        for (const auto& traits : asked)
            for (const auto find : {of_employer, of_text}) {
                GONGGO_TRY(const auto near, find(db, "", traits));
                candidates += near.size();
                for (const auto& other : near) {
                    const Comparison c = compare_traits(traits, other.traits);
                    found += c.duplicate || c.possible_copy;
                }
            }
        const bench::Used after;
        if (found > candidates) return invalid("more found than looked at");
        out.us = std::min(out.us, (after.cpu - before.cpu) / double(kBatch) * 1e6);
        out.candidates += static_cast<double>(candidates) / double(kBatch) / kRounds;
    }
    return out;
}

void tell(long stored, const Asked& asked) {
    std::printf("%8ld listings: %3.0f us of CPU to find and compare %.1f candidates", stored,
                asked.us, asked.candidates);
}

Status run(const char* file, long count) {
    GONGGO_CHECK(Store::open(file, Store::Mode::read_write)); // makes the tables
    GONGGO_TRY(auto db, Database::open(file, Database::Mode::read_write));
    bench::Postings made;
    long done = 0;
    {
        auto row = db.prepare("SELECT count(*) FROM traits");
        GONGGO_TRY(const bool found, row.step());
        if (found) done = row.number(0);
    }
    for (long i = 0; i < done; ++i) made.next();
    if (done >= count) {
        GONGGO_TRY(const auto asked, ask(db, made));
        tell(done, asked);
        std::printf("\n");
        return {};
    }
    const long step = std::max(kBatch, count / 10);
    const auto us_of_one = [&](double seconds) {
        return seconds / static_cast<double>(step) * 1e6;
    };
    double cpu = 0, wall = 0, traits = 0;
    while (done < count) {
        const auto listings = worked_out(made, traits);
        const bench::Used before;
        GONGGO_CHECK(learn_batch(db, listings));
        const bench::Used after;
        cpu += after.cpu - before.cpu;
        wall += after.wall - before.wall;
        done += kBatch;
        if (done % step != 0) continue;
        GONGGO_TRY(const auto asked, ask(db, made));
        tell(done, asked);
        std::printf(
            ", %4.0f us to absorb (%4.0f us of time) what took %2.0f us to work out, %ld MB "
            "resident\n",
            us_of_one(cpu), us_of_one(wall), us_of_one(traits), after.resident_kb / 1024);
        std::fflush(stdout);
        cpu = wall = traits = 0;
    }
    return {};
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) return std::fprintf(stderr, "bench_dedup COUNT DATABASE\n"), 2;
    const auto done = run(argv[2], std::atol(argv[1]));
    if (!done) std::fprintf(stderr, "%s\n", done.error().message.c_str());
    return done ? 0 : 1;
}
