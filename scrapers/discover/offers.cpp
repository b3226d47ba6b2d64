// What any site may offer by a standard: schema.org data, a feed, a sitemap.
#include "base/text.hpp"
#include "scrapers/discover/ways.hpp"
#include "scrapers/html/document.hpp"
#include "scrapers/html/narrow.hpp"
#include "scrapers/html/selector.hpp"
#include "scrapers/url.hpp"

#include <algorithm>
#include <re2/re2.h>

namespace gonggo::scrapers {
namespace {

/// A path's word that job pages stand below.
const char* const kJobWords[] = {"jobs",        "job",      "careers",     "career",    "recruit",
                                 "recruitment", "recruits", "positions",   "position",  "openings",
                                 "opening",     "postings", "posting",     "vacancies", "vacancy",
                                 "o",           "wd",       "announcement"};

/// "/jobs/" of an address below such a word; empty for others, the list's own among them.
std::string job_stem(std::string_view address) {
    const auto scheme = address.find("://");
    if (scheme == std::string_view::npos) return {};
    address = address.substr(0, address.find_first_of("?#"));
    const auto parts = text::split(address.substr(scheme + 3), '/');
    for (std::size_t i = 1; i + 1 < parts.size(); ++i)
        if (!parts[i + 1].empty() &&
            std::ranges::find(kJobWords, text::ascii_lower(parts[i])) != std::end(kJobWords))
            return "/" + std::string(parts[i]) + "/";
    return {};
}

std::map<std::string, int> job_stems(const Recipes& recipes, const Page& page, bool& is_sitemap,
                                     bool& is_index) {
    std::map<std::string, int> out;
    const auto recipe = recipes.find("sitemap");
    if (recipe == recipes.end()) return out;
    Page all = page;
    all.params = {{"match", ""}};
    const auto found = extract(recipe->second, Stage::list, all);
    if (!found || found->layout < 0) return out;
    is_sitemap = true;
    is_index = !found->more.empty();
    for (const auto& record : found->postings)
        if (const auto stem = job_stem(record.url); !stem.empty()) ++out[stem];
    return out;
}

bool find_sitemap(const Page& page, const Recipes& recipes, std::vector<Finding>& out) {
    bool is_sitemap = false;
    bool is_index = false;
    const auto stems = job_stems(recipes, page, is_sitemap, is_index);
    if (!is_sitemap) return false;
    Finding finding{.way = Way::sitemap, .recipe = "sitemap", .params = {{"url", page.url}}};
    if (page.url.empty()) {
        finding.params.clear();
        finding.missing = {"url"};
    }
    const auto best = std::ranges::max_element(stems, {}, [](const auto& s) { return s.second; });
    if (best != stems.end()) {
        finding.params["match"] = best->first;
        finding.at = best->first;
        finding.items = best->second;
        finding.rank = 500;
    } else if (is_index) {
        finding.at = "sitemapindex";
        finding.rank = 200;
    } else
        return true; // a sitemap without job pages: nothing to offer
    out.push_back(std::move(finding));
    return true;
}

void find_by(const char* id, Way way, const Page& page, const Recipes& recipes,
             std::vector<Finding>& out) {
    const auto recipe = recipes.find(id);
    if (recipe == recipes.end()) return;
    const auto found = caught_by(recipe->second, page);
    if (!found) return;
    Finding finding{.way = way,
                    .recipe = id,
                    .at = way == Way::jsonld ? "JobPosting" : "feed",
                    .items = found->items,
                    .rank = 500.5 + found->filled}; // a standard before a board's own way
    if (way == Way::jsonld && found->items == 1) finding.rank = 150; // one vacancy's own page
    if (page.url.empty())
        finding.missing = {"url"};
    else
        finding.params = {{"url", page.url}};
    out.push_back(std::move(finding));
}

void find_links(const Page& page, const std::string& utf8, std::vector<Finding>& out) {
    const auto selector = html::Selector::compile("link[rel~='alternate'][type][href]");
    const auto document = html::Document::parse(html::slim(utf8));
    if (!selector || !document) return;
    for (const auto node : selector->select(document->root())) {
        const std::string type = text::ascii_lower(node.attribute("type").value_or(""));
        if (type != "application/rss+xml" && type != "application/atom+xml" &&
            type != "application/feed+json" && type != "application/json")
            continue;
        const std::string href = resolve_url(page.url, node.attribute("href").value_or(""));
        static const RE2 other(R"((?i)comments?/?(?:feed|$)|oembed|wp-json)");
        if (href.empty() || RE2::PartialMatch(href, other)) continue;
        static const RE2 ours(R"((?i)job|career|recruit|position|채용|공고)");
        const std::string title(node.attribute("title").value_or(""));
        const bool named = RE2::PartialMatch(href, ours) || RE2::PartialMatch(title, ours);
        out.push_back({.way = Way::linked,
                       .recipe = "feed",
                       .at = href,
                       .params = {{"url", href}},
                       .rank = named ? 410.0 : 300.0});
    }
}

} // namespace

void find_offers(const Page& page, const std::string& utf8, const Recipes& recipes,
                 std::vector<Finding>& out) {
    if (find_sitemap(page, recipes, out)) return;
    find_by("jsonld", Way::jsonld, page, recipes, out);
    find_by("feed", Way::feed, page, recipes, out);
    if (const auto start = text::trim(utf8); start.starts_with('<')) find_links(page, utf8, out);
}

} // namespace gonggo::scrapers
