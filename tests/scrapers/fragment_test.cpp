// The text of a fragment read straight from its bytes, against the tree the parser makes of it.
#include "scrapers/html/document.hpp"
#include "scrapers/html/fragment.hpp"
#include "scrapers/html/text.hpp"
#include "tests/support/catch.hpp"

#include <array>
#include <random>
#include <string>
#include <vector>

using namespace gonggo::scrapers::html;

namespace {

constexpr std::array kTags = {"p",  "div", "ul", "li",     "ol", "h2", "h3",    "span", "b",
                              "em", "a",   "i",  "strong", "br", "td", "table", "pre",  "section"};
constexpr std::array kWords = {"모델 학습", " ",       "\n",       "  and ",    "C++",    "&amp;",
                               "&nbsp;",    "&#8226;", "&#x2019;", "R&D",       "a & b",  "&lt;",
                               "&bogus;",   "< 5",     "\u3000",   "x",         "&#150;", "&copy",
                               "\r\ny\t",   "끝. ",    "&#65;",    "<!-- c -->"};

class Maker {
public:
    explicit Maker(unsigned seed) : random_(seed) {}

    /// Mostly well nested; now and then a tag that is not.
    std::string make() {
        std::string out;
        std::vector<std::string> open;
        for (std::size_t steps = 2 + pick(24); steps > 0; --steps) {
            const auto what = pick(10);
            if (what < 4) {
                out += kWords[pick(pick(4) == 0 ? kWords.size() : 5)];
            } else if (what < 7) {
                const std::string tag = kTags[pick(pick(5) == 0 ? kTags.size() : 13)];
                out += "<" + tag + (pick(6) == 0 ? " class=\"a>b\" x=1>" : ">");
                if (tag != "br") open.push_back(tag);
            } else if (!open.empty()) {
                out += "</" + open.back() + ">";
                open.pop_back();
            }
            if (pick(60) == 0) out += "</" + std::string(kTags[pick(kTags.size())]) + ">";
        }
        while (!open.empty() && pick(30) != 0) {
            out += "</" + open.back() + ">";
            open.pop_back();
        }
        return out;
    }

private:
    std::size_t pick(std::size_t n) { return random_() % n; }
    std::mt19937 random_;
};

} // namespace

TEST_CASE("a fragment's text is that of the parser's tree, whenever it is read without one") {
    Maker maker(20261124);
    int read = 0;
    for (int i = 0; i < 40'000; ++i) {
        const std::string html = maker.make();
        const auto text = fragment_text(html);
        if (!text) continue;
        ++read;
        const auto page = Document::parse(html);
        REQUIRE(page);
        INFO(html);
        REQUIRE(*text == block_text(page->root()));
    }
    CHECK(read > 5'000);
}

TEST_CASE("plain descriptions need no tree, odd ones do") {
    CHECK(fragment_text(
              "<h3>업무</h3><ul><li>모델 <b>학습</b></li><li>운영&nbsp;&amp; 배포</li></ul>") ==
          "업무\n\n- 모델 학습\n- 운영 & 배포");
    CHECK(fragment_text("a<br>b<br/><br>c") == "a\nb\n\nc");
    for (const char* odd : {"<p>a<p>b</p>", "<p>a<div>b</div></p>", "<b>a<p>b</b></p>",
                            "<table><tr><td>a</table>", "<li>a<li>b</li>", "<a>x<a>y</a></a>",
                            "a &copy b", "<p>never closed", "<!-- a --><p>b</p>"})
        CHECK_FALSE(fragment_text(odd));
}
