// A page's way into records, piece by piece. GONGGO_BENCH_PAGES names the directory of a corpus
// that bench/corpus.py made.
#include "base/file.hpp"
#include "base/text.hpp"
#include "scrapers/charset.hpp"
#include "scrapers/html/narrow.hpp"
#include "scrapers/html/outline.hpp"
#include "scrapers/html/text.hpp"
#include "scrapers/jsonld.hpp"
#include "scrapers/ways.hpp"

#include <benchmark/benchmark.h>
#include <cstdlib>

using namespace gonggo;
using namespace gonggo::scrapers;

namespace {

/// Empty when there is no corpus.
std::string page(const std::string& name) {
    const char* directory = std::getenv("GONGGO_BENCH_PAGES");
    const auto text = read_file(std::string(directory ? directory : "") + "/" + name);
    return directory && text ? *text : "";
}

template <class Work>
void over(benchmark::State& state, const std::string& text, Work work) {
    if (text.empty()) return state.SkipWithError("GONGGO_BENCH_PAGES names no corpus");
    for (auto _ : state) work(text);
    state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) *
                            static_cast<std::int64_t>(state.iterations()));
}

/// A list page of 40 cards through its recipe.
void list_page(benchmark::State& state, Narrowing narrowing) {
    const auto recipe = load_recipe("bench");
    if (!recipe) return state.SkipWithError("GONGGO_RECIPES does not name bench/recipes");
    over(state, page("list/1.html"), [&](const std::string& text) {
        Extraction out;
        const Page answer{.body = text, .url = "https://board.example/list/1.html"};
        if (!from_html(recipe->list.layouts[0], answer, text, narrowing, out) ||
            out.postings.size() != 40)
            state.SkipWithError("the page was not read");
    });
}
BENCHMARK_CAPTURE(list_page, cut, Narrowing::cut)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(list_page, slim, Narrowing::slim)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(list_page, whole, Narrowing::whole)->Unit(benchmark::kMicrosecond);

void detail_page(benchmark::State& state) {
    const auto recipe = load_recipe("bench");
    if (!recipe) return state.SkipWithError("GONGGO_RECIPES does not name bench/recipes");
    over(state, page("job/100040.html"), [&](const std::string& text) {
        const Page answer{.body = text, .url = "https://board.example/job/100040.html"};
        benchmark::DoNotOptimize(extract(*recipe, Stage::detail, answer));
    });
}
BENCHMARK(detail_page)->Unit(benchmark::kMicrosecond);

void outline_of_tags(benchmark::State& state) {
    over(state, page("list/1.html"),
         [](const std::string& text) { benchmark::DoNotOptimize(html::outline(text)); });
}
BENCHMARK(outline_of_tags)->Unit(benchmark::kMicrosecond);

void to_utf8_of_utf8(benchmark::State& state) {
    over(state, page("list/1.html"), [](const std::string& text) {
        benchmark::DoNotOptimize(to_utf8(text, "text/html; charset=utf-8"));
    });
}
BENCHMARK(to_utf8_of_utf8)->Unit(benchmark::kMicrosecond);

void description_to_text(benchmark::State& state) {
    std::string html;
    for (int i = 0; i < 40; ++i)
        html += "<p>추천 모델 학습 &amp; <b>운영</b> 데이터 파이프라인 PyTorch Kubernetes 협업 "
                "경험</p>";
    over(state, html,
         [](const std::string& text) { benchmark::DoNotOptimize(html::html_to_text(text)); });
}
BENCHMARK(description_to_text)->Unit(benchmark::kMicrosecond);

} // namespace
