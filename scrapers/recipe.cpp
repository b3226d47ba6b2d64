#include "scrapers/recipe.hpp"

#include "base/file.hpp"
#include "base/program.hpp"
#include "base/text.hpp"
#include "config/load.hpp"

#include <cstdlib>
#include <set>

namespace gonggo::scrapers {

namespace fs = std::filesystem;

namespace {

/// The file's recipe, read again only when the file is another: every poll asks, and to check a
/// recipe's jq programs takes longer than to poll a board that has nothing new.
Result<Recipe> kept_recipe(const fs::path& file) {
    struct Kept {
        fs::file_time_type written;
        std::uintmax_t size = 0;
        Recipe recipe;
    };
    thread_local std::map<fs::path, Kept> cache;
    std::error_code ec;
    const auto written = fs::last_write_time(file, ec);
    const auto size = fs::file_size(file, ec);
    const auto found = cache.find(file);
    if (!ec && found != cache.end() && found->second.written == written &&
        found->second.size == size)
        return found->second.recipe;
    GONGGO_TRY(const std::string text, read_file(file));
    GONGGO_TRY(Recipe recipe, parse_recipe(text, file.string()));
    cache[file] = {written, size, recipe};
    return recipe;
}

std::set<std::string> ids_in(const std::vector<fs::path>& directories) {
    std::set<std::string> out;
    std::error_code ec;
    for (const auto& directory : directories)
        for (const auto& entry : fs::directory_iterator(directory, ec))
            if (entry.path().extension() == ".toml") out.insert(entry.path().stem());
    return out;
}

} // namespace

fs::path user_recipes() {
    return config::config_home() / "recipes";
}

std::vector<fs::path> recipe_path() {
    std::vector<fs::path> out;
    if (const char* named = std::getenv("GONGGO_RECIPES")) out.emplace_back(named);
    out.push_back(user_recipes());
    out.emplace_back("/etc/gonggo/recipes");
    const fs::path self = own_program();
    if (!self.empty()) out.push_back(self.parent_path().parent_path() / "share/gonggo/recipes");
    out.emplace_back(GONGGO_RECIPE_DIR);
    return out;
}

Result<Recipe> load_recipe(const std::string& id, const std::vector<fs::path>& directories) {
    std::error_code ec;
    if (id.find('/') == std::string::npos)
        for (const auto& directory : directories) {
            const fs::path file = directory / (id + ".toml");
            if (!fs::exists(file, ec)) continue;
            return kept_recipe(file);
        }
    const auto ids = ids_in(directories);
    const auto near = text::nearest(id, {ids.begin(), ids.end()});
    return Error{Errc::not_found,
                 "no recipe '" + id + "'" +
                     (near.empty() ? "; your own stand in " + user_recipes().string() +
                                         "; gonggo recipes list shows them all"
                                   : "; did you mean '" + std::string(near) +
                                         "'? (gonggo recipes list shows them all)")};
}

std::map<std::string, Recipe> load_recipes(const std::vector<fs::path>& directories,
                                           std::vector<Error>& faults) {
    std::map<std::string, Recipe> out;
    std::error_code ec;
    for (const auto& directory : directories)
        for (const auto& entry : fs::directory_iterator(directory, ec)) {
            if (entry.path().extension() != ".toml" || out.contains(entry.path().stem())) continue;
            auto recipe = load_recipe(entry.path().stem(), {directory});
            if (recipe)
                out.emplace(entry.path().stem(), std::move(*recipe));
            else
                faults.push_back(recipe.error());
        }
    return out;
}

} // namespace gonggo::scrapers
