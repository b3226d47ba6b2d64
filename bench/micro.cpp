// The pure steps of a posting's way, one by one.
#include "bench/postings.hpp"
#include "postings/classify.hpp"
#include "postings/dedup.hpp"
#include "postings/dedup/traits.hpp"
#include "postings/json.hpp"
#include "postings/match.hpp"
#include "postings/normalise.hpp"

#include <benchmark/benchmark.h>

#include <random>

using namespace gonggo;
using namespace gonggo::postings;

namespace {

const std::vector<Posting>& some() {
    static const std::vector<Posting> out = [] {
        std::vector<Posting> made;
        bench::Postings source;
        for (int i = 0; i < 256; ++i) made.push_back(source.next());
        return made;
    }();
    return out;
}

/// Wishes of as many people, hardly two alike.
std::vector<config::Profile> profiles(std::size_t count) {
    constexpr const char* kPresets[] = {"ml", "mlops", "data-science", "research", "devops"};
    constexpr const char* kPlaces[] = {"서울", "경기",        "부산",  "대전",
                                       "판교", "서울 강남구", "remote"};
    constexpr const char* kSkills[] = {"PyTorch", "Kubernetes", "SQL", "Java", "AWS", "MLflow"};
    constexpr const char* kQueries[] = {"추천 OR 검색", "-인턴", "\"자연어처리\"",
                                        "/ml.?ops|서빙/"};
    std::mt19937 random(11);
    std::vector<config::Profile> out(count);
    for (std::size_t i = 0; i < count; ++i) {
        auto& p = out[i];
        p.name = "p" + std::to_string(i);
        p.preset = kPresets[random() % std::size(kPresets)];
        p.years = static_cast<int>(random() % 12);
        for (int n = 0; n < 2; ++n) p.places.emplace_back(kPlaces[random() % std::size(kPlaces)]);
        for (int n = 0; n < 3; ++n) p.skills.emplace_back(kSkills[random() % std::size(kSkills)]);
        if (random() % 3 == 0) p.include = kQueries[random() % std::size(kQueries)];
        if (random() % 3 == 0) p.exclude = "강사 OR 영업";
        if (random() % 3 == 0) p.min_salary = 30'000'000 + random() % 5 * 10'000'000;
        if (random() % 5 == 0) p.companies = {"가상회사" + std::to_string(random() % 9999)};
        p.min_score = 50 + static_cast<int>(random() % 30);
    }
    return out;
}

void classify_only(benchmark::State& state) {
    std::size_t i = 0;
    for (auto _ : state) benchmark::DoNotOptimize(classify(some()[i++ % some().size()]));
}
BENCHMARK(classify_only)->Unit(benchmark::kMicrosecond);

/// `range(0)` profiles; counted: how many of them a posting fits.
void classify_and_match(benchmark::State& state) {
    const auto matcher = Matcher::compile(profiles(static_cast<std::size_t>(state.range(0))));
    std::size_t i = 0;
    double fit = 0;
    for (auto _ : state) {
        const Posting& p = some()[i++ % some().size()];
        const auto c = classify(p);
        const auto matches = matcher->match(p, c);
        fit += static_cast<double>(matches.size());
        benchmark::DoNotOptimize(matches.data());
    }
    state.counters["fit"] = benchmark::Counter(fit, benchmark::Counter::kAvgIterations);
}
BENCHMARK(classify_and_match)->Arg(1)->Arg(10'000)->Unit(benchmark::kMicrosecond);

void compare_two(benchmark::State& state) {
    std::size_t i = 0;
    for (auto _ : state) {
        const Posting& a = some()[i % some().size()];
        Posting b = some()[++i % some().size()];
        b.company = a.company;
        benchmark::DoNotOptimize(compare(a, b));
    }
}
BENCHMARK(compare_two)->Unit(benchmark::kMicrosecond);

void compare_worked_out(benchmark::State& state) {
    std::vector<Traits> traits;
    for (const auto& p : some()) {
        Posting same = p;
        same.company = some()[0].company;
        traits.push_back(traits_of(same));
    }
    std::size_t i = 0;
    for (auto _ : state) {
        const Traits& a = traits[i % traits.size()];
        benchmark::DoNotOptimize(compare_traits(a, traits[++i % traits.size()]));
    }
}
BENCHMARK(compare_worked_out)->Unit(benchmark::kMicrosecond);

void work_out_traits(benchmark::State& state) {
    std::size_t i = 0;
    for (auto _ : state) benchmark::DoNotOptimize(packed(traits_of(some()[i++ % some().size()])));
}
BENCHMARK(work_out_traits)->Unit(benchmark::kMicrosecond);

void unpack_traits(benchmark::State& state) {
    std::vector<std::string> bytes;
    for (const auto& p : some()) bytes.push_back(packed(traits_of(p)));
    std::size_t i = 0;
    for (auto _ : state) benchmark::DoNotOptimize(unpacked(bytes[i++ % bytes.size()]));
}
BENCHMARK(unpack_traits)->Unit(benchmark::kMicrosecond);

void normalise_one(benchmark::State& state) {
    const RawPosting raw{.id = "1",
                         .url = "https://board.example/1",
                         .title = "[가상회사] 머신러닝 엔지니어 (신입/경력)",
                         .company = "(주)가상회사",
                         .locations = {"서울특별시 강남구 테헤란로 1"},
                         .skills = {"Python", "PyTorch"},
                         .career = "경력 3~7년",
                         .employment = "정규직",
                         .salary = "연봉 4,000~6,000만원",
                         .deadline = "~ 12/25(금)"};
    const NormaliseContext context{.today = std::chrono::year{2026} / 11 / 24, .source = "board"};
    for (auto _ : state) benchmark::DoNotOptimize(normalise(raw, context));
}
BENCHMARK(normalise_one)->Unit(benchmark::kMicrosecond);

void classify_one(benchmark::State& state) {
    std::size_t i = 0;
    for (auto _ : state) benchmark::DoNotOptimize(classify(some()[i++ % some().size()]));
}
BENCHMARK(classify_one)->Unit(benchmark::kMicrosecond);

void record_to_json(benchmark::State& state) {
    std::size_t i = 0;
    for (auto _ : state) benchmark::DoNotOptimize(to_json(some()[i++ % some().size()]));
}
BENCHMARK(record_to_json)->Unit(benchmark::kMicrosecond);

void record_to_json_and_back(benchmark::State& state) {
    std::size_t i = 0;
    for (auto _ : state) benchmark::DoNotOptimize(from_json(to_json(some()[i++ % some().size()])));
}
BENCHMARK(record_to_json_and_back)->Unit(benchmark::kMicrosecond);

} // namespace

BENCHMARK_MAIN();
