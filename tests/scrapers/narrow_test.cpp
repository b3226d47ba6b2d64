// The cheap ways to read a page agree with the dear one: items cut out of the bytes, the page
// without scripts, the whole page through the parser.
#include "base/file.hpp"
#include "base/text.hpp"
#include "scrapers/charset.hpp"
#include "scrapers/html/outline.hpp"
#include "scrapers/ways.hpp"
#include "tests/support/catch.hpp"

#include <cstdlib>
#include <filesystem>
#include <random>

using namespace gonggo;
using namespace gonggo::scrapers;

namespace {

/// What the layout catches; nothing when that narrowing is not certain.
std::optional<std::vector<Caught>> caught(const Layout& layout, const std::string& page,
                                          Narrowing narrowing) {
    Extraction out;
    const auto certain =
        from_html(layout, {.body = page, .url = "https://board.example/"}, page, narrowing, out);
    REQUIRE(certain);
    if (!*certain) return std::nullopt;
    return out.raw;
}

std::string shown(const std::vector<Caught>& items) {
    std::string out;
    for (const auto& item : items) {
        for (const auto& [name, value] : item) out += name + "=" + value + "|";
        out += '\n';
    }
    return out;
}

Layout layout_of(const std::string& items, const std::vector<std::string>& selects) {
    Layout out{.items = items};
    for (const auto& select : selects)
        out.fields.push_back({"f" + std::to_string(out.fields.size()), {{.select = select}}});
    return out;
}

struct Soup {
    explicit Soup(unsigned seed) : random(seed) {}
    std::mt19937 random;
    bool mended = below(2) == 0; ///< much that a parser mends

    std::size_t below(std::size_t n) { return random() % n; }
    template <std::size_t n>
    std::string one_of(const char* const (&words)[n]) {
        return words[below(n)];
    }

    std::string attributes() {
        static const char* const kSome[] = {"",
                                            " class=job",
                                            " class='a job'",
                                            " id=x",
                                            " data-id=\"1>2\"",
                                            " class=\"ad &amp; job\"",
                                            " hidden",
                                            " href=/j/1",
                                            " / =x=\"y",
                                            " title='<li class=job>'"};
        return below(2) ? std::string() : one_of(kSome);
    }

    std::string inner(int depth) {
        static const char* const kTags[] = {
            "div", "ul",    "li", "p",  "a",  "span",    "b",    "dl",     "dt",    "dd",
            "h2",  "table", "tr", "td", "em", "section", "form", "button", "tbody", "x-card"};
        static const char* const kUsual[] = {"li", "div", "span"};
        static const char* const kOdd[] = {"<br>",
                                           "<img src=x>",
                                           "<script>'<li class=job>'</script>",
                                           "<!-- <li class=job> -->",
                                           "<svg><path d=m /></svg>",
                                           "<svg><p>x</p></svg>",
                                           "</div>",
                                           "</p>",
                                           "</span>",
                                           "</li>",
                                           "<select><option>1</option></select>",
                                           "<textarea><li class=job></textarea>",
                                           "<template></template>",
                                           "<input type=hidden>",
                                           "<hr/>",
                                           "<style>a{}</style>",
                                           "<noscript><i>n</i></noscript>",
                                           "a < b &amp; c"};
        std::string out;
        for (std::size_t n = below(4); n-- > 0;) {
            const auto kind = below(20);
            if (kind < 3) {
                out += "words " + std::to_string(below(9));
            } else if (kind < 4 || (kind < 6 && mended)) {
                out += one_of(kOdd);
            } else if (depth < 7) {
                const std::string tag = below(4) ? one_of(kUsual) : one_of(kTags);
                out += "<" + tag + attributes() + ">" + inner(depth + 1);
                if (below(60)) out += "</" + tag + ">";
            }
        }
        return out;
    }

    std::string page() {
        static const char* const kHeads[] = {
            "<!doctype html><html><head><title>t</title></head><body>",
            "<html><head></head><body class=job>",
            "<!DOCTYPE html><html lang=ko><head></head><body>"};
        static const char* const kTails[] = {
            "</body></html>", "", "</body></html><script>x</script>", "</div></body></html>"};
        return one_of(kHeads) + inner(0) + "<ul class=list>" + inner(1) + inner(1) + "</ul>" +
               inner(0) + one_of(kTails);
    }
};

} // namespace

TEST_CASE("items cut out of a page are the items of the whole page") {
    const Layout layouts[] = {
        layout_of("li", {"span", "a@href", "div > span", ":first-child:not(script, style)"}),
        layout_of(".job", {"", "span:nth-child(2)", "li", "@class"}),
        layout_of("ul > li.job", {"b, em", "li + li"}),
        layout_of("li:has(a)", {"a", "span:contains('words')"}),
        layout_of("ul li:nth-child(2n)", {"", "div"}),
        layout_of("div + div, td", {"", "p"}),
        layout_of("x-card, [data-id], #x", {"", "body li", "ul > * div"}),
        layout_of("li:not(:first-of-type):last-child", {"", "span:only-child"}),
    };
    int certain = 0;
    int items = 0;
    for (unsigned seed = 0; seed < 40000; ++seed) {
        const std::string page = Soup(seed).page();
        const Layout& layout = layouts[seed % std::size(layouts)];
        CAPTURE(seed, page, layout.items);
        const auto cut = caught(layout, page, Narrowing::cut);
        if (!cut) continue;
        ++certain;
        items += static_cast<int>(cut->size());
        CHECK(shown(*cut) == shown(*caught(layout, page, Narrowing::whole)));
    }
    CHECK(certain > 500);
    CHECK(items > 100);
}

TEST_CASE("a page whose tags need mending is not cut") {
    const auto plain = [](const std::string& body) {
        return html::outline("<html><head></head><body>" + body + "</body></html>").has_value();
    };
    CHECK(plain("<ul><li>1<li>2</ul><p>a<p>b<div>c</div></em>"));
    CHECK(plain("<table><tr><td>1</td></tr></table><dl><dt>a<dd>b</dl>"));
    CHECK(plain("<div><div>x</div>"));
    CHECK_FALSE(plain("<b><p>x</b></p>"));
    CHECK_FALSE(plain(text::replace_all(std::string(100'000, '.'), ".", "<div>")));
    CHECK_FALSE(plain("<a href=1><a href=2></a></a>"));
    CHECK_FALSE(plain("<table><div>x</div></table>"));
    CHECK_FALSE(plain("<table>x</table>"));
    CHECK_FALSE(plain("<li><div><li>x</li></div></li>"));
    CHECK_FALSE(plain("</p>"));
    CHECK_FALSE(plain("<svg><foreignObject><p>x</p></foreignObject></svg>"));
    CHECK_FALSE(plain("<math><mi>x</mi></math>"));
    CHECK_FALSE(plain("<select><div>x</div></select>"));
    CHECK_FALSE(plain("<h1><h2>x</h2></h1>"));
    CHECK_FALSE(plain("<script><!--<script></script>"));
    CHECK_FALSE(html::outline("<p>no body</p>").has_value());
    CHECK(html::outline("<!doctype html><?x y><body><!z><p>a</body>").has_value());
}

TEST_CASE("recipes catch the same from their pages cut, slimmed and whole") {
    std::vector<std::filesystem::path> pages;
    const char* env = std::getenv("GONGGO_CORPUS");
    for (const std::filesystem::path folder :
         {std::string("tests/recipes"), std::string(env ? env : "../shared/corpus")})
        if (std::filesystem::is_directory(folder))
            for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
                if (entry.path().extension() == ".html") pages.push_back(entry.path());
    std::vector<Error> faults;
    const auto recipes = load_recipes({"scrapers/recipes"}, faults);
    int cut_pages = 0;
    int read = 0;
    for (const auto& path : pages) {
        const auto bytes = read_file(path);
        REQUIRE(bytes);
        const std::string utf8 = to_utf8(*bytes, "");
        for (const auto& [id, recipe] : recipes) {
            if (path.string().find(id.substr(0, id.find('-'))) == std::string::npos) continue;
            std::vector<Layout> layouts = recipe.list.layouts;
            if (recipe.detail)
                layouts.insert(layouts.end(), recipe.detail->layouts.begin(),
                               recipe.detail->layouts.end());
            for (const auto& layout : layouts) {
                if (layout.parse != Parse::html) continue;
                CAPTURE(path.string(), layout.place);
                const auto whole = caught(layout, utf8, Narrowing::whole);
                CHECK(caught(layout, utf8, Narrowing::slim) == whole);
                if (const auto cut = caught(layout, utf8, Narrowing::cut)) {
                    CHECK(*cut == *whole);
                    ++cut_pages;
                }
                read += whole->empty() ? 0 : 1;
            }
        }
    }
    WARN(pages.size() << " pages, read " << read << " times, cut " << cut_pages << " times");
    CHECK(read > 0);
}
