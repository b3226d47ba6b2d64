#include "scrapers/samples.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "postings/json.hpp"
#include "scrapers/template.hpp"

#include <algorithm>
#include <boost/json.hpp>

namespace gonggo::scrapers {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

std::string type_of(const fs::path& file) {
    if (file.extension() == ".json") return "application/json";
    return file.extension() == ".html" ? "text/html" : "application/xml";
}

Result<std::string> address_of(const Recipe& recipe, const Sample& sample,
                               const std::vector<Sample>& before) {
    auto values = sample_values(recipe);
    if (sample.stage == Stage::list) return fill_template(recipe.list.url, values, Encode::url);
    for (const auto& list : before) {
        GONGGO_TRY(const auto found,
                   extract(recipe, list.stage, {list.body, list.content_type, list.url, values}));
        if (found.postings.empty()) continue;
        values["url"] = found.postings[0].url;
        values["id"] = found.postings[0].id;
        return fill_template(recipe.detail->url, values, Encode::url);
    }
    return recipe.homepage;
}

} // namespace

Values sample_values(const Recipe& recipe) {
    Values out = {{"api_key", "sample"}};
    set_page(recipe.list, 0, "", out);
    for (const auto& [name, parameter] : recipe.params)
        if (parameter.required) out[name] = "sample";
    for (const auto& [name, parameter] : recipe.params)
        if (!parameter.required) {
            const auto filled = fill_template(parameter.fallback, out);
            out[name] = filled ? *filled : parameter.fallback;
        }
    return out;
}

Result<std::vector<Sample>> load_samples(const Recipe& recipe, const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code ec;
    for (const auto& entry : fs::directory_iterator(folder, ec)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("list") || name.starts_with("detail")) files.push_back(entry.path());
    }
    if (files.empty())
        return Error{Errc::not_found,
                     folder.string() + ": no sample (list.html, list.json, detail.html …)"};
    std::ranges::sort(files, {}, [](const fs::path& f) {
        const std::string name = f.filename().string();
        return std::pair{name.starts_with("detail"), name};
    });
    std::vector<Sample> out;
    for (const auto& file : files) {
        Sample sample{.name = file.filename().string(), .content_type = type_of(file)};
        if (sample.name.starts_with("detail")) sample.stage = Stage::detail;
        if (sample.stage == Stage::detail && !recipe.detail)
            return invalid(file.string() + ": the recipe has no [detail]");
        GONGGO_TRY(sample.body, read_file(file));
        GONGGO_TRY(sample.url, address_of(recipe, sample, out));
        out.push_back(std::move(sample));
    }
    return out;
}

Result<std::vector<std::string>> sample_records(const Recipe& recipe,
                                                const std::vector<Sample>& samples) {
    std::vector<std::string> out;
    for (const auto& sample : samples) {
        const auto found =
            extract(recipe, sample.stage,
                    {sample.body, sample.content_type, sample.url, sample_values(recipe)});
        if (!found) return found.error().in(sample.name);
        for (const auto& record : found->postings) {
            json::object line{{"sample", sample.name}, {"layout", found->layout}};
            for (auto& member : postings::raw_to_json(record))
                line[member.key()] = std::move(member.value());
            out.push_back(json::serialize(line));
        }
    }
    return out;
}

Status check_samples(const Recipe& recipe, const fs::path& folder) {
    const std::string file = (folder / "expected.jsonl").string();
    GONGGO_TRY(const auto samples, load_samples(recipe, folder));
    GONGGO_TRY(const auto got, sample_records(recipe, samples));
    GONGGO_TRY(const std::string text, read_file(file));
    const auto expected = text::split_trimmed(text, "\n");
    for (std::size_t i = 0; i < std::max(got.size(), expected.size()); ++i) {
        const std::string want = i < expected.size() ? expected[i] : "nothing more";
        const std::string have = i < got.size() ? got[i] : "nothing more";
        if (want != have)
            return invalid(file + ":" + std::to_string(i + 1) + ": expected " + want +
                           "\n  but the recipe gives " + have);
    }
    return {};
}

} // namespace gonggo::scrapers
