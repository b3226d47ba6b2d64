#include "config/companies.hpp"

#include "base/file.hpp"
#include "base/program.hpp"
#include "base/text.hpp"
#include "config/load.hpp"
#include "config/reader.hpp"

#include <algorithm>

namespace gonggo::config {

namespace fs = std::filesystem;

Result<std::vector<Company>> parse_companies(std::string_view text, const std::string& file) {
    GONGGO_TRY(const toml::table root, parse_toml(text, file));
    std::vector<Company> out;
    std::vector<std::string> faults;
    const auto take = [&](TableReader& in) {
        for (auto& error : in.finish()) faults.push_back(std::move(error.message));
    };
    TableReader top(root, "the file", file);
    if (const auto* node = top.node("company"))
        if (const auto* list = node->as_array())
            for (const auto& item : *list) {
                const auto* table = item.as_table();
                if (!table) continue;
                TableReader in(*table, "[[company]]", file);
                Company& company = out.emplace_back();
                in.read("id", company.id);
                in.read("name", company.name);
                in.read("recipe", company.recipe);
                in.read("params", company.params);
                in.read("several", company.several);
                in.read_word("evidence", company.evidence, {"reported", "guessed"});
                in.require(!company.id.empty() && !company.recipe.empty(), "id",
                           "a [[company]] needs id = \"…\" and recipe = \"…\"");
                take(in);
            }
    take(top);
    if (!faults.empty()) return invalid(text::join(faults, "\n"));
    return out;
}

std::vector<fs::path> companies_path() {
    std::vector<fs::path> out;
    for (const auto& config : search_path()) out.push_back(config.parent_path() / "companies.toml");
    const fs::path self = own_program();
    if (!self.empty())
        out.push_back(self.parent_path().parent_path() / "share/gonggo/companies.toml");
    out.emplace_back(GONGGO_COMPANIES_FILE);
    return out;
}

Result<std::vector<Company>> load_companies(const std::vector<fs::path>& files) {
    std::vector<Company> out;
    std::error_code ec;
    for (const auto& file : files) {
        if (!fs::exists(file, ec)) continue;
        GONGGO_TRY(const std::string text, read_file(file));
        GONGGO_TRY(auto companies, parse_companies(text, file.string()));
        for (auto& company : companies)
            if (std::ranges::find(out, company.id, &Company::id) == out.end())
                out.push_back(std::move(company));
    }
    return out;
}

Source source_of(const Company& company) {
    Source out{.id = company.id, .recipe = company.recipe, .params = company.params};
    if (!company.several) out.company = company.name;
    out.interval = std::chrono::hours{6};
    return out;
}

Status add_companies(Config& config, const std::vector<Company>& known) {
    std::vector<std::string> faults;
    for (const auto& name : config.companies) {
        const auto found = std::ranges::find(known, name, &Company::id);
        if (found == known.end()) {
            std::vector<std::string_view> ids;
            for (const auto& company : known) ids.push_back(company.id);
            const std::string_view near = text::nearest(name, ids);
            faults.push_back(config.file.string() + ": companies: there is no '" + name + "'" +
                             (near.empty() ? "" : "; did you mean '" + std::string(near) + "'?") +
                             " `gonggo companies` lists them");
        } else if (std::ranges::find(config.sources, name, &Source::id) == config.sources.end())
            config.sources.push_back(source_of(*found));
    }
    return faults.empty() ? Status{} : Status(invalid(text::join(faults, "\n")));
}

} // namespace gonggo::config
