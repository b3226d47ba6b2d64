#include "scrapers/extract.hpp"

#include "base/text.hpp"
#include "postings/json.hpp"
#include "scrapers/charset.hpp"
#include "scrapers/feed.hpp"
#include "scrapers/html/document.hpp"
#include "scrapers/html/narrow.hpp"
#include "scrapers/html/selector.hpp"
#include "scrapers/html/text.hpp"
#include "scrapers/jobposting.hpp"
#include "scrapers/jq.hpp"
#include "scrapers/jsonld.hpp"
#include "scrapers/shell.hpp"
#include "scrapers/url.hpp"

#include <boost/json.hpp>
#include <map>
#include <pugixml.hpp>
#include <re2/re2.h>

namespace gonggo::scrapers {
namespace {

using html::Node;

/// Compiled programs, selectors and patterns are kept per thread: a jq program costs 13 ms to
/// compile.
template <class T, class Compile>
Result<T*> kept(const std::string& text, Compile compile) {
    thread_local std::map<std::string, T> cache;
    if (const auto found = cache.find(text); found != cache.end()) return &found->second;
    GONGGO_TRY(T made, compile(text));
    return &cache.emplace(text, std::move(made)).first->second;
}

Result<html::Selector*> selector(const std::string& css) {
    return kept<html::Selector>(css,
                                [](const std::string& s) { return html::Selector::compile(s); });
}

/// "css@attr" split; an '@' inside brackets or quotes is not ours.
std::pair<std::string, std::string> split_attribute(const std::string& select) {
    const auto at = select.rfind('@');
    if (at == std::string::npos || select.find_first_of("])\"' ", at) != std::string::npos)
        return {select, ""};
    return {std::string(text::trim(select.substr(0, at))), select.substr(at + 1)};
}

std::string matched(const std::string& text, const std::string& pattern) {
    if (pattern.empty() || text.empty()) return text;
    const auto re = kept<std::unique_ptr<RE2>>(
        pattern, [](const std::string& s) -> Result<std::unique_ptr<RE2>> {
            return std::make_unique<RE2>(s, RE2::Quiet);
        });
    const RE2& compiled = **re.value();
    re2::StringPiece groups[2];
    if (!compiled.ok() || !compiled.Match(text, 0, text.size(), RE2::UNANCHORED, groups,
                                          compiled.NumberOfCapturingGroups() > 0 ? 2 : 1))
        return {};
    return std::string(compiled.NumberOfCapturingGroups() > 0 ? groups[1] : groups[0]);
}

std::string value_of(Node node, const std::string& attribute, const std::string& field) {
    if (!attribute.empty()) return std::string(text::trim(node.attribute(attribute).value_or("")));
    return field == "description" ? html::block_text(node) : html::inline_text(node);
}

Result<std::string> html_field(const std::string& field, const std::vector<FieldRule>& rules,
                               Node item) {
    for (const auto& rule : rules) {
        std::string found = rule.constant;
        if (!rule.label.empty())
            found = html::labelled(item, rule.label);
        else if (!rule.select.empty()) {
            const auto [css, attribute] = split_attribute(rule.select);
            if (css.empty())
                found = matched(value_of(item, attribute, field), rule.match);
            else {
                GONGGO_TRY(const html::Selector* compiled, selector(css));
                for (const Node node : compiled->select(item)) {
                    const std::string one = matched(value_of(node, attribute, field), rule.match);
                    if (one.empty()) continue;
                    found += (found.empty() ? "" : "\n") + one;
                    if (!rule.all) break;
                }
            }
        } else if (!rule.match.empty())
            found = matched(html::inline_text(item), rule.match);
        if (!found.empty()) return found;
    }
    return std::string();
}

postings::RawPosting record_of(const Caught& caught, const Page& page) {
    postings::RawPosting out;
    const std::map<std::string_view, std::string*> texts = {{"id", &out.id},
                                                            {"url", &out.url},
                                                            {"title", &out.title},
                                                            {"company", &out.company},
                                                            {"career", &out.career},
                                                            {"employment", &out.employment},
                                                            {"salary", &out.salary},
                                                            {"education", &out.education},
                                                            {"description", &out.description},
                                                            {"posted", &out.posted},
                                                            {"deadline", &out.deadline},
                                                            {"remote", &out.remote},
                                                            {"kind", &out.kind},
                                                            {"closed", &out.closed}};
    for (const auto& [name, value] : caught) {
        if (name == "location")
            out.locations = text::split_trimmed(value, "\n");
        else if (name == "skills")
            out.skills = text::split_trimmed(value, "\n,");
        else if (const auto found = texts.find(name); found != texts.end())
            *found->second = value;
    }
    if (!out.url.empty()) out.url = resolve_url(page.url, out.url);
    return out;
}

Caught caught_of(const postings::RawPosting& r) {
    Caught out;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) out.emplace_back(name, value);
    };
    add("id", r.id);
    add("url", r.url);
    add("title", r.title);
    add("company", r.company);
    add("location", text::join(r.locations, "\n"));
    add("skills", text::join(r.skills, "\n"));
    add("career", r.career);
    add("employment", r.employment);
    add("salary", r.salary);
    add("education", r.education);
    add("posted", r.posted);
    add("deadline", r.deadline);
    add("remote", r.remote);
    add("kind", r.kind);
    add("closed", r.closed);
    add("description", r.description);
    return out;
}

void add(Extraction& out, postings::RawPosting record, Caught caught) {
    if (record.title.empty() && record.url.empty() && record.id.empty() &&
        record.description.empty())
        return;
    out.raw.push_back(caught.empty() ? caught_of(record) : std::move(caught));
    out.postings.push_back(std::move(record));
}

Status from_html(const Layout& layout, const Page& page, const std::string& utf8, Extraction& out) {
    GONGGO_TRY(const auto document, html::Document::parse(html::slim(utf8)));
    std::vector<Node> items{document.root()};
    if (!layout.items.empty()) {
        GONGGO_TRY(const html::Selector* compiled, selector(layout.items));
        items = compiled->select(document.root(), true, document.quirks());
    }
    for (const Node item : items) {
        Caught caught;
        for (const auto& [name, rules] : layout.fields) {
            GONGGO_TRY(std::string value, html_field(name, rules, item));
            if (!value.empty()) caught.emplace_back(name, std::move(value));
        }
        auto record = record_of(caught, page);
        add(out, std::move(record), std::move(caught));
    }
    return {};
}

Status from_json(const Layout& layout, const Page& page, std::string_view json, Extraction& out) {
    GONGGO_TRY(JqProgram * program, kept<JqProgram>(layout.program, [](const std::string& s) {
                   return JqProgram::compile(s);
               }));
    GONGGO_TRY(const auto outputs, program->run(json));
    for (const auto& output : outputs) {
        auto record = postings::raw_from_json(output);
        if (!record) continue;
        record->url = resolve_url(page.url, record->url);
        if (record->description.find_first_of("<&") != std::string::npos)
            record->description = html::html_to_text(record->description);
        if (record->title.find('&') != std::string::npos)
            record->title = html::html_to_text(record->title);
        add(out, std::move(*record), {});
    }
    return {};
}

Status from_embedded(const Layout& layout, const Page& page, const std::string& utf8,
                     Extraction& out) {
    if (layout.script == "__next_f") {
        const std::string flight = html::flight_data(utf8);
        return flight.empty() ? Status{}
                              : from_json(layout, page,
                                          boost::json::serialize(boost::json::value(flight)), out);
    }
    for (const auto body : html::script_bodies(utf8, layout.script))
        if (const auto value = lenient_json(body))
            GONGGO_CHECK(from_json(layout, page, boost::json::serialize(*value), out));
    return {};
}

Status from_feed(const Page& page, Extraction& out) {
    GONGGO_TRY(const auto entries, parse_feed(page.body, page.url));
    for (const auto& e : entries) {
        postings::RawPosting record;
        record.url = e.url.value_or("");
        record.id = e.id.value_or(record.url);
        record.title = html::html_to_text(e.title.value_or(""));
        record.description = html::html_to_text(e.content.value_or(e.summary.value_or("")));
        record.posted = e.published.value_or(e.updated.value_or(""));
        record.company = e.author.value_or("");
        add(out, std::move(record), {});
    }
    return {};
}

Status from_xml(const Layout& layout, const Page& page, Extraction& out) {
    pugi::xml_document document;
    const std::string utf8 = to_utf8(page.body, page.content_type);
    const auto parsed =
        document.load_buffer(utf8.data(), utf8.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!parsed) return invalid(std::string("the answer is no XML: ") + parsed.description());
    try {
        for (const auto& item : document.select_nodes(layout.items.c_str())) {
            Caught caught;
            for (const auto& [name, rules] : layout.fields)
                for (const auto& rule : rules) {
                    std::string value = rule.constant;
                    if (!rule.select.empty()) {
                        for (const auto& node : item.node().select_nodes(rule.select.c_str())) {
                            const std::string one = node.attribute()
                                                        ? node.attribute().value()
                                                        : node.node().text().as_string();
                            if (one.empty()) continue;
                            value += (value.empty() ? "" : "\n") + one;
                            if (!rule.all) break;
                        }
                        value = matched(value, rule.match);
                    }
                    if (value.empty()) continue;
                    caught.emplace_back(name, name == "description"
                                                  ? html::html_to_text(value)
                                                  : std::string(text::trim(value)));
                    break;
                }
            auto record = record_of(caught, page);
            add(out, std::move(record), std::move(caught));
        }
    } catch (const pugi::xpath_exception& e) {
        return invalid(std::string("XPath: ") + e.what());
    }
    return {};
}

Status run(const Layout& layout, const Page& page, const std::string& utf8, Extraction& out) {
    switch (layout.parse) {
    case Parse::html:
        return from_html(layout, page, utf8, out);
    case Parse::json:
        return from_json(layout, page, utf8, out);
    case Parse::embedded:
        return from_embedded(layout, page, utf8, out);
    case Parse::feed:
        return from_feed(page, out);
    case Parse::xml:
        return from_xml(layout, page, out);
    case Parse::jsonld:
        for (const auto& posting : job_postings_in(utf8, page.url))
            add(out, record_of_jobposting(posting.as_object(), page.url), {});
        return {};
    }
    return {};
}

} // namespace

Result<Extraction> extract(const Recipe& recipe, Stage stage, const Page& page, int hint) {
    if (stage == Stage::detail && !recipe.detail)
        return invalid("the recipe '" + recipe.id + "' has no [detail]");
    const auto& layouts = stage == Stage::list ? recipe.list.layouts : recipe.detail->layouts;
    const std::string utf8 = to_utf8(page.body, page.content_type);
    std::vector<int> order;
    if (hint >= 0 && hint < static_cast<int>(layouts.size())) order.push_back(hint);
    for (int i = 0; i < static_cast<int>(layouts.size()); ++i)
        if (i != hint) order.push_back(i);
    std::optional<Error> first_fault;
    for (const int i : order) {
        Extraction out;
        const auto status = run(layouts[static_cast<std::size_t>(i)], page, utf8, out);
        if (!status && !first_fault) first_fault = status.error().in("layout " + std::to_string(i));
        if (!status || out.postings.empty()) continue;
        out.layout = i;
        for (auto& record : out.postings)
            if (record.kind.empty()) record.kind = recipe.kind;
        return out;
    }
    if (const auto shell = shell_page(utf8)) return Error{Errc::refused, *shell};
    if (first_fault) return *first_fault;
    return Extraction{};
}

Status check_recipe(const Recipe& recipe) {
    const auto check = [&](const RecipeRequest& request, const std::string& stage) -> Status {
        int n = 0;
        for (const auto& layout : request.layouts) {
            const std::string where =
                recipe.file.string() + ": " + stage + " layout " + std::to_string(n++);
            if (!layout.program.empty())
                if (auto program = JqProgram::compile(layout.program); !program)
                    return program.error().in(where);
            if (layout.parse == Parse::html && !layout.items.empty())
                if (auto items = html::Selector::compile(layout.items); !items)
                    return items.error().in(where + ": items");
            for (const auto& [name, rules] : layout.fields)
                for (const auto& rule : rules) {
                    const std::string css = split_attribute(rule.select).first;
                    if (layout.parse == Parse::html && !css.empty())
                        if (auto s = html::Selector::compile(css); !s)
                            return s.error().in(where + ": " + name);
                    if (const RE2 re(rule.match, RE2::Quiet); !re.ok())
                        return invalid(where + ": " + name + ": match: " + re.error());
                }
        }
        return {};
    };
    GONGGO_CHECK(check(recipe.list, "list"));
    return recipe.detail ? check(*recipe.detail, "detail") : Status{};
}

} // namespace gonggo::scrapers
