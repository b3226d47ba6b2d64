// bench_fill COUNT DATABASE: absorbs made-up listings, says what one costs while the store grows.
#include "bench/postings.hpp"
#include "bench/used.hpp"
#include "postings/store/store.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

using namespace gonggo;
using namespace gonggo::postings;

int main(int argc, char** argv) {
    if (argc != 3) return std::fprintf(stderr, "bench_fill COUNT DATABASE\n"), 2;
    const long count = std::atol(argv[1]);
    auto store = Store::open(argv[2], Store::Mode::read_write);
    config::Profile profile;
    profile.preset = "ml";
    const auto matcher = Matcher::compile({profile});
    if (!store || !matcher) return std::fprintf(stderr, "cannot open %s\n", argv[2]), 1;
    bench::Postings made;
    constexpr int kBatch = 500;
    double cpu = 0, wall = 0;
    Timestamp at{std::chrono::seconds{1'700'000'000}};
    for (long done = 0; done < count; done += kBatch) {
        std::map<std::string, Batch> batches;
        for (int i = 0; i < kBatch; ++i) {
            Posting p = made.next();
            batches[p.links[0].source].listings.push_back(std::move(p));
        }
        at += std::chrono::hours{3}; // 4,000 listings a day
        const bench::Used before;
        for (auto& [source, batch] : batches) {
            batch.source = source;
            batch.now = at;
            batch.today = date_in(at, "Asia/Seoul");
            if (const auto report = store->absorb(batch, *matcher); !report)
                return std::fprintf(stderr, "%s\n", report.error().message.c_str()), 1;
        }
        const bench::Used after;
        cpu += after.cpu - before.cpu;
        wall += after.wall - before.wall;
        const long step = std::max<long>(kBatch, count / 10);
        if ((done + kBatch) % step != 0) continue;
        std::printf(
            "%8ld listings: %4.0f us of CPU a listing (%4.0f us of time), %ld MB resident\n",
            done + kBatch, cpu / static_cast<double>(step) * 1e6,
            wall / static_cast<double>(step) * 1e6, after.resident_kb / 1024);
        cpu = wall = 0;
        std::fflush(stdout);
    }
}
