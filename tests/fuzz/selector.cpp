// Any selector either parses or is refused; what parses can be asked of any page.
#include "scrapers/html/selector.hpp"
#include "scrapers/html/document.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace gonggo::scrapers::html;

void fuzz(std::string_view bytes) {
    static const auto page =
        Document::parse("<div id=a class='x y'><p>one</p><p lang=ko>둘<b>b</b></p><ul><li><li "
                        "data-k=v>z</ul></div>");
    if (const auto selector = Selector::compile(std::string(bytes)))
        (void)selector->select(page->root());
}
