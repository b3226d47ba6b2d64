// bench_fill COUNT DATABASE: absorbs made-up listings, says what one costs while the store grows.
#include "bench/postings.hpp"
#include "postings/store/store.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

using namespace gonggo;
using namespace gonggo::postings;

namespace {

long resident_kb() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::atol(line.c_str() + 6);
    return 0;
}

} // namespace

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
    Timestamp at{std::chrono::seconds{1'700'000'000}};
    for (long done = 0; done < count; done += kBatch) {
        std::map<std::string, Batch> batches;
        for (int i = 0; i < kBatch; ++i) {
            Posting p = made.next();
            batches[p.links[0].source].listings.push_back(std::move(p));
        }
        at += std::chrono::hours{3}; // 4,000 listings a day
        const auto start = std::chrono::steady_clock::now();
        for (auto& [source, batch] : batches) {
            batch.source = source;
            batch.now = at;
            batch.today = date_in(at, "Asia/Seoul");
            if (const auto report = store->absorb(batch, *matcher); !report)
                return std::fprintf(stderr, "%s\n", report.error().message.c_str()), 1;
        }
        const std::chrono::duration<double, std::micro> took =
            std::chrono::steady_clock::now() - start;
        if ((done + kBatch) % std::max(kBatch, static_cast<int>(count / 10)) == 0)
            std::printf("%8ld listings: %.0f us a listing, %ld MB resident\n", done + kBatch,
                        took.count() / kBatch, resident_kb() / 1024);
        std::fflush(stdout);
    }
}
