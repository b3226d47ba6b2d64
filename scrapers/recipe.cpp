#include "scrapers/recipe.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "config/reader.hpp"
#include "scrapers/url.hpp"

#include <cstdlib>
#include <toml++/toml.h>

namespace gonggo::scrapers {
namespace {

namespace fs = std::filesystem;
using config::TableReader;

constexpr const char* kFields[] = {
    "id",     "url",       "title",       "company", "location", "skills", "career", "employment",
    "salary", "education", "description", "posted",  "deadline", "remote", "kind",   "closed"};

class Reader {
public:
    explicit Reader(const std::string& file) : file_(file) {}

    void recipe(const toml::table& table, Recipe& out) {
        TableReader in(table, "the recipe", file_);
        in.read("id", out.id);
        in.read("name", out.name);
        in.read("homepage", out.homepage);
        in.read("verified", out.verified);
        in.read("company", out.company);
        in.read_word("kind", out.kind, {"job", "internship", "contest", "fair"});
        in.require(!out.id.empty(), "id", "a recipe needs id = \"…\"");
        if (const auto* params = in.node("params"); params && params->is_table())
            for (const auto& [name, value] : *params->as_table())
                parameter(std::string(name.str()), value, out);
        if (const auto* list = in.node("list"); list && list->is_table())
            request(*list->as_table(), "[list]", out.list);
        in.require(!out.list.url.empty(), "list", "a recipe needs [list] with url = \"…\"");
        in.require(!out.list.layouts.empty(), "list",
                   "a recipe needs at least one [[list.layout]]");
        if (const auto* detail = in.node("detail"); detail && detail->is_table())
            request(*detail->as_table(), "[detail]", out.detail.emplace());
        if (const auto* expect = in.node("expect"); expect && expect->is_table()) {
            TableReader e(*expect->as_table(), "[expect]", file_);
            e.read("items", out.expect_items, 0, 10'000);
            e.read("empty", out.empty_marks);
            take(e);
        }
        take(in);
    }

    std::vector<std::string> faults;

private:
    void take(TableReader& in) {
        for (auto& e : in.finish()) faults.push_back(std::move(e.message));
    }

    void parameter(const std::string& name, const toml::node& node, Recipe& out) {
        Parameter& p = out.params[name];
        if (const auto* about = node.as_string()) {
            p.about = about->get();
            p.required = true;
            return;
        }
        if (const auto* table = node.as_table()) {
            TableReader in(*table, "params." + name, file_);
            in.read("about", p.about);
            in.read("default", p.fallback);
            p.required = !table->contains("default");
            take(in);
        } else
            faults.push_back(config::place_of(node, file_) + ": 'params." + name +
                             "' must be a text or a table");
    }

    void request(const toml::table& table, const std::string& name, RecipeRequest& out) {
        TableReader in(table, name, file_);
        in.read("url", out.url);
        in.read_word("method", out.method, {"GET", "POST"});
        in.read("body", out.body);
        in.read("headers", out.headers);
        if (const auto* pages = in.node("pages"); pages && pages->is_table()) {
            TableReader p(*pages->as_table(), name + ".pages", file_);
            p.read("first", out.first_page, 0, 1000);
            p.read("most", out.most_pages, 1, 1000);
            p.read("size", out.page_size, 0, 1000);
            take(p);
        }
        if (const auto* layouts = in.node("layout"); layouts && layouts->is_array())
            for (const auto& layout : *layouts->as_array())
                if (layout.is_table())
                    this->layout(*layout.as_table(),
                                 "[[" + name.substr(1, name.size() - 2) + ".layout]]",
                                 out.layouts.emplace_back());
        take(in);
    }

    void layout(const toml::table& table, const std::string& name, Layout& out) {
        TableReader in(table, name, file_);
        std::string parse = "html";
        in.read_word("parse", parse, {"html", "json", "embedded", "jsonld", "feed", "xml"});
        out.parse = parse == "json"       ? Parse::json
                    : parse == "embedded" ? Parse::embedded
                    : parse == "jsonld"   ? Parse::jsonld
                    : parse == "feed"     ? Parse::feed
                    : parse == "xml"      ? Parse::xml
                                          : Parse::html;
        in.read("items", out.items);
        in.read("program", out.program);
        in.read("script", out.script);
        in.require(!out.program.empty() ||
                       (out.parse != Parse::json && out.parse != Parse::embedded),
                   "parse", "parse = \"" + parse + "\" needs a jq program = \"…\"");
        const auto* fields = in.node("fields");
        take(in);
        if (!fields || !fields->is_table()) return;
        TableReader f(*fields->as_table(), name + " fields", file_);
        for (const char* field : kFields)
            if (const auto* node = f.node(field))
                rules(field, *node,
                      out.fields.emplace_back(field, std::vector<FieldRule>{}).second);
        take(f);
    }

    void rules(const std::string& field, const toml::node& node, std::vector<FieldRule>& out) {
        if (const auto* array = node.as_array()) {
            for (const auto& item : *array) rules(field, item, out);
        } else if (const auto* text = node.as_string()) {
            out.push_back({.select = text->get()});
        } else if (const auto* table = node.as_table()) {
            TableReader in(*table, "the field '" + field + "'", file_);
            FieldRule& rule = out.emplace_back();
            in.read("select", rule.select);
            in.read("label", rule.label);
            in.read("match", rule.match);
            in.read("format", rule.format);
            in.require(rule.format.empty() || rule.format.find("{}") != std::string::npos, "format",
                       "'format' needs a {} where the value goes");
            in.read("const", rule.constant);
            in.read("all", rule.all);
            take(in);
        } else
            faults.push_back(config::place_of(node, file_) + ": the field '" + field +
                             "' must be a selector, a table or a list of them");
    }

    const std::string& file_;
};

} // namespace

Result<Recipe> parse_recipe(std::string_view text, const std::string& file) {
    GONGGO_TRY(const toml::table root, config::parse_toml(text, file));
    Recipe out;
    out.file = file;
    Reader reader(file);
    reader.recipe(root, out);
    if (!reader.faults.empty()) return invalid(text::join(reader.faults, "\n"));
    return out;
}

std::vector<fs::path> recipe_path() {
    std::vector<fs::path> out;
    if (const char* named = std::getenv("GONGGO_RECIPES")) out.emplace_back(named);
    if (const char* xdg = std::getenv("XDG_CONFIG_HOME"))
        out.push_back(fs::path(xdg) / "gonggo/recipes");
    else if (const char* home = std::getenv("HOME"))
        out.push_back(fs::path(home) / ".config/gonggo/recipes");
    out.emplace_back("/etc/gonggo/recipes");
    std::error_code ec;
    const fs::path self = fs::read_symlink("/proc/self/exe", ec);
    if (!ec) out.push_back(self.parent_path().parent_path() / "share/gonggo/recipes");
    out.emplace_back(GONGGO_RECIPE_DIR);
    return out;
}

Result<Recipe> load_recipe(const std::string& id, const std::vector<fs::path>& directories) {
    std::error_code ec;
    if (id.find('/') == std::string::npos)
        for (const auto& directory : directories) {
            const fs::path file = directory / (id + ".toml");
            if (!fs::exists(file, ec)) continue;
            GONGGO_TRY(const std::string text, read_file(file));
            return parse_recipe(text, file.string());
        }
    return Error{Errc::not_found, "no recipe '" + id + "'; gonggo recipes list shows them all"};
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

Result<std::string> fill_template(const std::string& text,
                                  const std::map<std::string, std::string>& values, bool encode) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t close = text[i] == '{' ? text.find('}', i) : std::string::npos;
        const std::string name =
            close == std::string::npos ? "" : text.substr(i + 1, close - i - 1);
        if (name.empty() ||
            name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") != std::string::npos) {
            out += text[i]; // JSON bodies have braces of their own
            continue;
        }
        const auto found = values.find(name);
        if (found == values.end())
            return invalid("'{" + name + "}' in \"" + text + "\" has no value; give it in params");
        out += encode && name != "url" ? url_encode(found->second) : found->second;
        i = close;
    }
    return out;
}

} // namespace gonggo::scrapers
