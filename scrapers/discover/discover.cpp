#include "scrapers/discover/discover.hpp"

#include "scrapers/charset.hpp"
#include "scrapers/discover/ways.hpp"

#include <algorithm>

namespace gonggo::scrapers {
namespace {

constexpr double kSure = 400; ///< a known recipe reads it: nothing new need be written

bool same_source(const Finding& a, const Finding& b) {
    return a.recipe == b.recipe && (a.params == b.params || a.items > 0);
}

} // namespace

std::string_view word_of(Way way) {
    static constexpr std::string_view kWords[] = {"address", "content", "markup",  "jsonld",
                                                  "feed",    "linked",  "sitemap", "embedded",
                                                  "json",    "cards"};
    return kWords[static_cast<std::size_t>(way)];
}

std::vector<Finding> discover(const Page& page, const std::map<std::string, Recipe>& recipes) {
    const std::string utf8 = to_utf8(page.body, page.content_type);
    std::vector<Finding> found;
    find_known(page, utf8, recipes, found);
    find_offers(page, utf8, recipes, found);
    if (std::ranges::none_of(found, [](const Finding& f) { return f.rank >= kSure; })) {
        find_arrays(page, utf8, found);
        find_cards(page, utf8, found);
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, &Finding::rank);
    std::vector<Finding> out;
    for (auto& finding : found)
        if (std::ranges::none_of(out, [&](const Finding& f) { return same_source(f, finding); }))
            out.push_back(std::move(finding));
    return out;
}

std::string source_toml(const Finding& finding, const std::map<std::string, Recipe>& recipes) {
    std::string out = "[[source]]\nrecipe = " + toml_text(finding.recipe) + "\n";
    std::string params;
    for (const auto& [name, value] : finding.params)
        params += (params.empty() ? "" : ", ") + name + " = " + toml_text(value);
    std::string notes;
    const auto recipe = recipes.find(finding.recipe);
    for (const auto& name : finding.missing) {
        params += (params.empty() ? "" : ", ") + name + " = \"…\"";
        if (recipe != recipes.end())
            notes += "# " + name + ": " + recipe->second.params.at(name).about + "\n";
    }
    if (!params.empty()) out += "params = { " + params + " }\n";
    return out + notes;
}

} // namespace gonggo::scrapers
