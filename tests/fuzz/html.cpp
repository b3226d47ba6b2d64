// The slimmed page gives the same text of the same elements as the whole page.
#include "scrapers/html/document.hpp"
#include "scrapers/html/narrow.hpp"
#include "scrapers/html/selector.hpp"
#include "scrapers/html/text.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace gonggo::scrapers::html;

void fuzz(std::string_view bytes) {
    if (bytes.size() > 20'000) return;
    static const Selector links = *Selector::compile("a[href], h2, li > p");
    const auto whole = Document::parse(bytes);
    const auto slimmed = Document::parse(slim(bytes));
    (void)script_bodies(bytes, "ld+json");
    (void)flight_data(bytes);
    if (!whole || !slimmed) return;
    const auto a = links.select(whole->root());
    const auto b = links.select(slimmed->root());
    for (const auto node : a) (void)block_text(node);
    for (const auto node : b) (void)inline_text(node);
}
