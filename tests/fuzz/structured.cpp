// JSON-LD, microdata, feeds: the first byte chooses, the rest is the page.
#include "scrapers/feed.hpp"
#include "scrapers/jsonld.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace gonggo::scrapers;

void fuzz(std::string_view bytes) {
    if (bytes.empty()) return;
    const std::string_view page = bytes.substr(1);
    switch (bytes[0] % 3) {
    case 0:
        (void)lenient_json(page);
        break;
    case 1:
        (void)job_postings_in(page, "https://board.example/jobs/");
        break;
    default:
        (void)parse_feed(page, "https://board.example/feed.xml");
    }
}
