// What a page offers, found without being told: on every recipe's sample, on the saved real pages,
// and on pages of no known board.
#include "base/file.hpp"
#include "base/text.hpp"
#include "scrapers/discover/discover.hpp"
#include "scrapers/samples.hpp"
#include "scrapers/template.hpp"
#include "tests/support/catch.hpp"

#include <cstdlib>
#include <iostream>
#include <set>

using namespace gonggo;
using namespace gonggo::scrapers;
namespace fs = std::filesystem;

namespace {

const std::map<std::string, Recipe>& recipes() {
    static const auto all = [] {
        std::vector<Error> faults;
        return load_recipes({"scrapers/recipes"}, faults);
    }();
    return all;
}

void tell(const std::string& what, const std::vector<Finding>& found) {
    if (!std::getenv("GONGGO_TABLE")) return;
    std::cout << what << ":";
    for (const auto& f : found)
        std::cout << " | " << f.recipe << " " << word_of(f.way) << " " << f.items << " rank "
                  << f.rank << (f.skeleton.empty() ? "" : " NEW " + f.at);
    std::cout << "\n";
}

std::string best(const std::vector<Finding>& found) {
    return found.empty() ? "nothing" : found[0].recipe;
}

} // namespace

TEST_CASE("every board is recognised by its list and address, and most by the list alone") {
    int with_address = 0;
    int without = 0;
    int all = 0;
    for (const auto& [id, recipe] : recipes()) {
        const auto samples = load_samples(recipe, fs::path("tests/recipes") / id);
        REQUIRE(samples);
        for (const auto& sample : *samples) {
            if (sample.stage != Stage::list) continue;
            ++all;
            const Page page{
                .body = sample.body, .content_type = sample.content_type, .url = sample.url};
            const auto found = discover(page, recipes());
            tell(id + " " + sample.name + " " + sample.url, found);
            const bool right = best(found) == id;
            with_address += right;
            auto alone = page;
            alone.url.clear();
            const auto blind = discover(alone, recipes());
            tell(id + " " + sample.name + " alone", blind);
            without += best(blind) == id;
        }
    }
    std::cout << all << " sample lists: " << with_address << " recognised with their address, "
              << without << " without\n";
    CHECK(with_address == all);
    CHECK(without >= all - 2); // two systems' answers look alike
}

TEST_CASE("the saved real pages are recognised without their address") {
    const char* named = std::getenv("GONGGO_CORPUS");
    const fs::path corpus = named ? named : "../shared/corpus";
    if (!fs::exists(corpus)) {
        WARN("skipped: no " << corpus);
        return;
    }
    // the file's name says whose it is, save for these; "" has no postings, or is one posting's
    // page
    const std::map<std::string, std::string> special = {
        {"oracle_orc", "oracle"},
        {"oracle_orc_detail", ""},
        {"api", "saramin-api"},
        {"search-2026-08", "jobkorea"},
        {"search-full-2025-12", "jobkorea"},
        {"search-mobile-2025-12", "jobkorea"},
        {"detail-intern-2026-08", ""},
        {"detail-text-2025-12", ""},
        {"positions-2026-07", "jumpit"},
        {"position-2026-08", "rallit"},
        {"list-2026-07", ""},
        {"detail-2024-12", ""},
        {"v4-jobs-2026-07", "wanted"},
        {"internship-list-2026-07", "work24-internship"}};
    int all = 0;
    int right = 0;
    for (const auto& entry : fs::recursive_directory_iterator(corpus)) {
        if (!entry.is_regular_file()) continue;
        const std::string name = entry.path().stem().string();
        const auto known = special.find(name);
        const std::string recipe = known == special.end() ? name : known->second;
        if (recipe.empty()) continue;
        const auto body = read_file(entry.path());
        REQUIRE(body);
        const auto found = discover({.body = *body}, recipes());
        tell(entry.path().filename().string(), found);
        INFO(name << " is read by " << recipe << ", not " << best(found));
        CHECK(best(found) == recipe);
        ++all;
        right += best(found) == recipe;
    }
    std::cout << all << " saved real lists: " << right << " recognised\n";
}

TEST_CASE("a page of no known board gives a recipe that reads every posting of it") {
    // every HTML list among the samples, as if its board were unknown
    std::map<std::string, Recipe> standards;
    for (const char* id : {"jsonld", "feed", "sitemap"}) standards.emplace(id, recipes().at(id));
    int all = 0;
    int found_all = 0;
    for (const auto& [id, recipe] : recipes()) {
        const auto samples = load_samples(recipe, fs::path("tests/recipes") / id);
        REQUIRE(samples);
        for (const auto& sample : *samples) {
            if (sample.stage != Stage::list) continue;
            const Page page{
                .body = sample.body, .content_type = sample.content_type, .url = sample.url};
            auto known = extract(recipe, Stage::list,
                                 {.body = sample.body,
                                  .content_type = sample.content_type,
                                  .url = sample.url,
                                  .params = sample_values(recipe)});
            REQUIRE(known);
            if (known->postings.size() < 2) continue;
            ++all;
            const auto found = discover(page, standards);
            tell(id + " " + sample.name + " unknown", found);
            found_all +=
                !found.empty() && found[0].items == static_cast<int>(known->postings.size());
            for (const auto& finding : found)
                if (!finding.skeleton.empty()) {
                    const auto made = parse_recipe(finding.skeleton, "skeleton");
                    REQUIRE(made);
                    CHECK(check_recipe(*made));
                    const auto again = extract(*made, Stage::list, page);
                    REQUIRE(again);
                    CHECK(static_cast<int>(again->postings.size()) >= finding.items);
                }
        }
    }
    std::cout << all << " lists of boards taken for unknown: the first way gives all postings of "
              << found_all << "\n";
    CHECK(found_all * 3 > all); // samples of two cards are too few to tell a list by its looks
}

TEST_CASE("a new recipe is named after its host, whatever the address is like") {
    std::string cards;
    for (const char* id : {"11", "12", "13", "14"})
        cards += "<li class=job><a href='/jobs/" + std::string(id) + "'>머신러닝 엔지니어 " + id +
                 "</a><span class=company>새봄</span></li>";
    const auto name_at = [&](const std::string& url) {
        const auto found =
            discover({.body = "<!doctype html><ul>" + cards + "</ul>", .url = url}, {});
        REQUIRE(!found.empty());
        const auto made = parse_recipe(found[0].skeleton, "skeleton");
        REQUIRE(made);
        return made->name;
    };
    CHECK(name_at("https://jobs.saebom.example/list") == "jobs.saebom.example");
    CHECK(name_at("http://jobs.saebom.example/list") == "jobs.saebom.example");
    CHECK(name_at("http://127.0.0.1:8080/list") == "127.0.0.1:8080");
    CHECK(name_at("saved") == "My board");
    CHECK(name_at("") == "My board");
}

TEST_CASE("a page without postings offers nothing") {
    for (const char* text :
         {"", "{", "[]", "{\"a\":[{\"id\":1,\"name\":\"Home\"},{\"id\":2,\"name\":\"About\"}]}",
          "<!doctype html><nav><a href=/a>A</a><a href=/b>B</a><a href=/c>C</a></nav>",
          "<urlset><url><loc>https://a.kr/about</loc></url></urlset>", "<rss/>"}) {
        INFO(text);
        CHECK(discover({.body = text, .url = "https://a.kr/"}, recipes()).empty());
    }
}

TEST_CASE("lists within lists, brief Korean names and a page that says no address give a recipe") {
    const Page nested{.body = R"({"payload": {"groups": [
            {"team": "A", "openings": [{"openingId": 1, "headline": "MLOps 엔지니어", "corpNm": "새봄", "closesAt": 1798761600000},
                                       {"openingId": 2, "headline": "AI 연구원", "corpNm": "새봄", "closesAt": null}]},
            {"team": "B", "openings": [{"openingId": 3, "headline": "데이터 사이언티스트", "corpNm": "여름", "closesAt": 1798761600000}]}]}})",
                      .url = "https://api.saebom.example/openings"};
    const auto found = discover(nested, {});
    REQUIRE(!found.empty());
    CHECK(found[0].items == 3);
    CHECK(found[0].skeleton.find(kNoAddress) != std::string::npos);
    CHECK(found[0].skeleton.find("[detail]") == std::string::npos); // there is nothing to fetch
    const auto made = parse_recipe(found[0].skeleton, "skeleton");
    REQUIRE(made);
    const auto read = extract(*made, Stage::list, nested);
    REQUIRE(read);
    CHECK(read->postings[2].title == "데이터 사이언티스트");
    CHECK(read->postings[2].company == "여름");
    CHECK(read->postings[0].deadline == "1798761600");
}
