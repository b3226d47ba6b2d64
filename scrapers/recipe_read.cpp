#include "base/text.hpp"
#include "config/reader.hpp"
#include "scrapers/recipe.hpp"

#include <algorithm>
#include <filesystem>
#include <toml++/toml.h>

namespace gonggo::scrapers {
namespace {

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
        in.read("company", out.company);
        in.read_word("kind", out.kind, {"job", "internship", "contest", "fair"});
        in.read("recognise", out.recognise);
        in.require(!out.id.empty(), "id", "a recipe needs id = \"…\"");
        const std::string called = std::filesystem::path(file_).stem().string();
        in.require(out.id.empty() || out.id == called || !file_.ends_with(".toml"), "id",
                   "the file is called '" + called + ".toml', so write id = \"" + called + "\"");
        if (const auto* params = table_in(in, "params"))
            for (const auto& [name, value] : *params)
                parameter(std::string(name.str()), value, out);
        if (const auto* list = table_in(in, "list")) request(*list, "[list]", out.list);
        in.require(!out.list.url.empty(), "list", "a recipe needs [list] with url = \"…\"");
        in.require(!out.list.layouts.empty(), "list",
                   "a recipe needs at least one [[list.layout]]");
        if (const auto* detail = table_in(in, "detail"))
            request(*detail, "[detail]", out.detail.emplace());
        proof(in, out.list);
        if (const auto* expect = table_in(in, "expect")) {
            TableReader e(*expect, "[expect]", file_);
            e.read("items", out.expect_items, 0, 10'000);
            e.read("empty", out.empty_marks);
            e.read_words("fields", out.expect_fields, field_names());
            take(e);
        }
        take(in);
    }

    std::vector<std::string> faults;

private:
    void take(TableReader& in) {
        for (auto& e : in.finish()) faults.push_back(std::move(e.message));
    }

    /// Either the real page a stage was proved against, or what it rests on instead.
    void proof(TableReader& in, RecipeRequest& out) {
        in.read("verified", out.verified);
        in.read_word("basis", out.basis, {"documented", "reported", "guessed"});
        in.require(out.verified.empty() || out.basis.empty(), "basis",
                   "'basis' is for what no real page has proved: give verified or basis");
    }

    /// The table of that key; a fault when something else stands there.
    const toml::table* table_in(TableReader& in, const char* key) {
        const toml::node* node = in.node(key);
        if (!node || node->is_table()) return node ? node->as_table() : nullptr;
        faults.push_back(config::place_of(*node, file_) + ": '" + key + "' must be a table: [" +
                         key + "]");
        return nullptr;
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
        out.place = config::place_of(table, file_);
        in.read("url", out.url);
        in.read("headers", out.headers);
        body(in, out);
        in.read_word("method", out.method, {"GET", "POST"});
        in.require(out.method == "POST" || out.body_kind == BodyKind::none, "method",
                   "a request with a body is a POST");
        if (name == "[detail]") proof(in, out);
        std::string browser;
        in.read_word("render", browser, {"chromium"});
        out.render = !browser.empty();
        in.require(!out.render || out.method == "GET", "render", "a browser sends GET only");
        in.read("render_hosts", out.render_hosts);
        if (const auto* pages = table_in(in, "pages")) paging(*pages, name, out.pages);
        if (const auto* layouts = in.node("layout")) {
            const auto* list = layouts->as_array();
            const std::string written = "[[" + name.substr(1, name.size() - 2) + ".layout]]";
            if (!list)
                faults.push_back(config::place_of(*layouts, file_) + ": 'layout' must be written " +
                                 written);
            else
                for (const auto& layout : *list)
                    if (layout.is_table())
                        this->layout(*layout.as_table(), written, out.layouts.emplace_back());
        }
        take(in);
    }

    void body(TableReader& in, RecipeRequest& out) {
        int given = 0;
        const auto one = [&](const char* key, BodyKind kind, auto& text) {
            in.read(key, text);
            if (text.empty()) return;
            out.body_kind = kind;
            out.method = "POST";
            in.require(++given == 1, key, "give only one of body, form and json");
        };
        one("body", BodyKind::raw, out.body);
        one("form", BodyKind::form, out.form);
        std::string json;
        one("json", BodyKind::json, json);
        if (!json.empty()) out.body = std::move(json);
    }

    void paging(const toml::table& table, const std::string& name, Paging& out) {
        TableReader in(table, name + ".pages", file_);
        out.place = config::place_of(table, file_);
        in.read("first", out.first, 0, 1000);
        in.read("most", out.most, 1, 1000);
        in.read("size", out.size, 0, 1000);
        in.read("next", out.next);
        in.read("cursor", out.cursor);
        in.read("total", out.total);
        in.read("whole", out.whole);
        take(in);
    }

    void layout(const toml::table& table, const std::string& name, Layout& out) {
        static const std::pair<std::string_view, Parse> kWays[] = {
            {"html", Parse::html},      {"json", Parse::json}, {"embedded", Parse::embedded},
            {"jsonld", Parse::jsonld},  {"feed", Parse::feed}, {"xml", Parse::xml},
            {"sitemap", Parse::sitemap}};
        TableReader in(table, name, file_);
        out.place = config::place_of(table, file_);
        std::string parse = "html";
        std::vector<std::string_view> words;
        for (const auto& [word, way] : kWays) words.push_back(word);
        in.read_word("parse", parse, words);
        for (const auto& [word, way] : kWays)
            if (word == parse) out.parse = way;
        in.read("items", out.items);
        in.read("program", out.program);
        in.read("script", out.script);
        in.read("match", out.match);
        in.require(!out.program.empty() ||
                       (out.parse != Parse::json && out.parse != Parse::embedded),
                   "parse", "parse = \"" + parse + "\" needs a jq program = \"…\"");
        in.require(!out.script.empty() || out.parse != Parse::embedded, "parse",
                   "parse = \"embedded\" needs script = \"…\" (\"__NEXT_DATA__\", \"__next_f\" "
                   "or a mark)");
        in.require(!out.items.empty() || out.parse != Parse::xml, "parse",
                   "parse = \"xml\" needs items = \"…\" (an XPath)");
        const auto* fields = table_in(in, "fields");
        take(in);
        if (!fields) return;
        TableReader f(*fields, name + " fields", file_);
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
            out.push_back({.select = text->get(), .place = config::place_of(node, file_)});
        } else if (const auto* table = node.as_table()) {
            TableReader in(*table, "the field '" + field + "'", file_);
            FieldRule& rule = out.emplace_back();
            rule.place = config::place_of(node, file_);
            in.read("select", rule.select);
            in.read("label", rule.label);
            in.read("match", rule.match);
            in.read("format", rule.format);
            in.require(rule.format.empty() || rule.format.find("{}") != std::string::npos, "format",
                       "'format' needs a {} where the value goes");
            in.read("const", rule.constant);
            in.read("jq", rule.program);
            in.read("join", rule.join);
            in.read("all", rule.all);
            take(in);
        } else
            faults.push_back(config::place_of(node, file_) + ": the field '" + field +
                             "' must be a selector, a table or a list of them");
    }

    const std::string& file_;
};

} // namespace

std::vector<std::string_view> field_names() {
    return {std::begin(kFields), std::end(kFields)};
}

Result<Recipe> parse_recipe(std::string_view text, const std::string& file) {
    GONGGO_TRY(const toml::table root, config::parse_toml(text, file));
    Recipe out;
    out.file = file;
    Reader reader(file);
    reader.recipe(root, out);
    if (!reader.faults.empty()) return invalid(text::join(reader.faults, "\n"));
    return out;
}

} // namespace gonggo::scrapers
