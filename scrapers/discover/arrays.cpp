// JSON in a page, or the page itself, with a list of objects that look like postings: a jq program.
#include "base/text.hpp"
#include "scrapers/discover/usual_names.hpp"
#include "scrapers/discover/ways.hpp"
#include "scrapers/html/narrow.hpp"
#include "scrapers/jsonld.hpp"
#include "scrapers/ways.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <re2/re2.h>
#include <set>

namespace gonggo::scrapers {
namespace {

namespace json = boost::json;

constexpr int kDeepest = 24;
constexpr std::size_t kMostLists = 4;

std::string plain_key(std::string_view key) {
    std::string out;
    for (const char c : text::ascii_lower(key))
        if (c != '_' && c != '-') out += c;
    // as Korean systems shorten them: companyNm, endDt, regYmd
    for (const auto& [brief, whole] : {std::pair<std::string_view, std::string_view>{"nm", "name"},
                                       {"ymd", "date"},
                                       {"dt", "date"}})
        if (out.size() > brief.size() + 1 && out.ends_with(brief))
            return out.substr(0, out.size() - brief.size()) + std::string(whole);
    return out;
}

bool is_said(const json::value& v) {
    return !v.is_null() && !(v.is_string() && v.get_string().empty()) &&
           !(v.is_array() && v.get_array().empty());
}

/// A list in the answer: how jq comes to its objects, and some of them.
struct List {
    std::string program; ///< ".data.jobs[]"
    std::vector<const json::object*> objects;
    std::map<std::string, std::string> keys; ///< field → member
    double score = 0;
};

std::string member(std::string_view key) {
    static const RE2 plain("[A-Za-z_][A-Za-z0-9_]*");
    const std::string k(key);
    return RE2::FullMatch(k, plain) ? "." + k : "[" + json::serialize(json::value(k)) + "]";
}

/// What members the objects have for the fields; score 0 when they are no postings.
void judge(List& list) {
    std::map<std::string, std::pair<std::string, int>> seen; // plain key → key, how often said
    for (const auto* object : list.objects)
        for (const auto& m : *object)
            if (is_said(m.value())) {
                auto& [key, times] = seen[plain_key(m.key())];
                key = m.key();
                ++times;
            }
    const int all = static_cast<int>(list.objects.size());
    for (const auto& [field, names] : usual_names())
        for (const auto& name : names)
            if (const auto found = seen.find(std::string(name));
                found != seen.end() && found->second.second * 2 >= all) {
                const auto& value = list.objects.front()->if_contains(found->second.first);
                const std::string_view f = field;
                if ((f == "title" || f == "url") && value && !value->is_string()) continue;
                list.keys[field] = found->second.first;
                break;
            }
    if (!list.keys.contains("title") || (!list.keys.contains("id") && !list.keys.contains("url")))
        return;
    static const RE2 job(
        R"((?i)engineer|developer|scientist|research|analyst|manager|designer|intern\b|lead\b|specialist|엔지니어|개발|연구|사이언|데이터|인턴|채용|신입|경력|담당|기획|모집|공고)");
    int job_titles = 0;
    for (const auto* object : list.objects)
        if (const auto* title = object->if_contains(list.keys.at("title"));
            title && title->is_string())
            job_titles += RE2::PartialMatch(std::string(title->get_string()), job);
    const auto besides = static_cast<int>(list.keys.size()) - 2;
    if (besides < 1 || (besides < 3 && job_titles * 3 < all)) return;
    list.score = besides * 10 + std::min(all, 50) + 20.0 * job_titles / all;
}

const json::object* unwrapped(const json::value& item, std::string& step) {
    const auto* object = item.if_object();
    if (!object) return nullptr;
    for (const char* wrap : {"node", "item", "attributes", "_source"})
        if (const auto* inner = object->if_contains(wrap); inner && inner->is_object()) {
            step = std::string(".") + wrap;
            return inner->if_object();
        }
    return object;
}

void take_list(const json::value& value, const std::string& path, std::vector<List>& out) {
    List list;
    std::string step;
    const auto put = [&](const json::value& item) {
        if (const auto* object = unwrapped(item, step)) list.objects.push_back(object);
    };
    if (const auto* array = value.if_array())
        for (const auto& item : *array) put(item);
    else if (const auto* object = value.if_object())
        for (const auto& m : *object)
            if (m.value().is_object()) put(m.value());
    if (list.objects.size() < 2) return;
    list.program = (path.empty() ? "." : path) + "[]" + (value.is_object() ? " | objects" : "") +
                   (step.empty() ? "" : " | " + step);
    judge(list);
    if (list.score > 0) out.push_back(std::move(list));
}

/// Lists within each object of a list, as one: ".groups[].openings[]".
void take_nested(const json::array& array, const std::string& path, std::vector<List>& out) {
    std::map<std::string_view, int> lists;
    for (const auto& item : array)
        if (const auto* object = item.if_object())
            for (const auto& m : *object)
                if (m.value().is_array()) ++lists[m.key()];
    for (const auto& [key, times] : lists) {
        if (times < 2) continue;
        List list;
        std::string step;
        for (const auto& item : array) {
            const auto* inner = item.is_object() ? item.get_object().if_contains(key) : nullptr;
            if (!inner || !inner->is_array()) continue;
            for (const auto& each : inner->get_array())
                if (const auto* object = unwrapped(each, step)) list.objects.push_back(object);
        }
        if (list.objects.size() < 2) continue;
        list.program = (path.empty() ? "." : path) + "[]" + member(key) + "[]?" +
                       (step.empty() ? "" : " | " + step);
        judge(list);
        if (list.score > 0) out.push_back(std::move(list));
    }
}

void walk(const json::value& value, const std::string& path, int depth, std::vector<List>& out) {
    if (depth > kDeepest) return;
    if (const auto* array = value.if_array()) {
        take_list(value, path, out);
        take_nested(*array, path, out);
        for (std::size_t i = 0; i < std::min<std::size_t>(array->size(), 4); ++i)
            walk((*array)[i], path + "[" + std::to_string(i) + "]", depth + 1, out);
    } else if (const auto* object = value.if_object()) {
        if (object->size() > 2) take_list(value, path, out);
        for (const auto& m : *object)
            if (m.value().is_structured())
                walk(m.value(),
                     path + (path.empty() && member(m.key())[0] == '[' ? "." : "") +
                         member(m.key()),
                     depth + 1, out);
    }
}

constexpr const char* kHelpers =
    R"(def said: if type == "string" then . elif type == "number" then tostring elif type == "object" then (.name // .nm // .title // .label // .text // .city // "" | said) elif type == "array" then (map(said) | map(select(. != "")) | unique | join(", ")) else "" end;
def day: if type == "number" and . > 100000000000 then (. / 1000 | floor | tostring) else said end;
)";

std::string text_at(const json::object& object, const std::string& key) {
    const auto* v = object.if_contains(key);
    if (!v) return {};
    return v->is_string() ? std::string(v->get_string()) : json::serialize(*v);
}

/// The address of one posting as a jq text: from a link in the page that holds its id.
std::string address_program(const List& list, const std::string& utf8) {
    if (list.keys.contains("url")) return "(" + member(list.keys.at("url")) + " | said)";
    const std::string& key = list.keys.at("id");
    const std::string id = text_at(*list.objects.front(), key);
    const RE2 link(R"(href="([^"]*?[/=]))" + RE2::QuoteMeta(id) + R"((?:[?&#"][^"]*)?")");
    std::string before;
    if (id.empty() || !RE2::PartialMatch(utf8, link, &before)) before = "#";
    std::string prefix = json::serialize(json::value(text::replace_all(before, "&amp;", "&")));
    prefix.pop_back();
    return prefix + "\\(" + member(key) + ")\"";
}

/// The objects wherever they stand: streamed data has no place of its own.
std::string anywhere(const List& list) {
    std::string has;
    for (const auto& [field, key] : list.keys)
        has += (has.empty() ? "" : " and ") + ("has(" + json::serialize(json::value(key)) + ")");
    const auto by = list.keys.contains("id") ? list.keys.at("id") : list.keys.at("url");
    return "[.. | objects | select(" + has + ")] | unique_by(" + member(by) + ")[]";
}

std::string program_of(const List& list, const std::string& head, const std::string& utf8) {
    std::string out = kHelpers + head + list.program + " | select(" +
                      member(list.keys.at("title")) +
                      " | type == \"string\")\n| {url: " + address_program(list, utf8);
    for (const auto& [field, names] : usual_names()) {
        const auto found = list.keys.find(field);
        if (found == list.keys.end() || std::string_view(field) == "url") continue;
        const std::string from = member(found->second);
        const std::string_view f = field;
        if (f == "deadline" || f == "posted")
            out += ",\n   " + std::string(f) + ": (" + from + " | day)";
        else if (f == "skills")
            out += ",\n   skills: [" + from + " | if type == \"array\" then .[] else . end | said]";
        else
            out += ",\n   " + std::string(f) + ": (" + from + " | said)";
    }
    return out + "}\n";
}

/// The lists of one document as findings.
void offer(const json::value& document, const Page& page, const std::string& utf8,
           const std::string& script, const std::string& head, std::vector<Finding>& out) {
    std::vector<List> lists;
    walk(document, "", 0, lists);
    std::ranges::stable_sort(lists, std::ranges::greater{}, &List::score);
    if (lists.size() > kMostLists) lists.resize(kMostLists);
    for (auto& list : lists) {
        if (script == "__next_f") list.program = anywhere(list);
        Skeleton skeleton{.parse = script.empty() ? "json" : "embedded"};
        if (!script.empty()) skeleton.lines.emplace_back("script", toml_text(script));
        skeleton.lines.emplace_back("program", toml_text(program_of(list, head, utf8)));
        auto finding = finding_of(skeleton, script.empty() ? Way::json : Way::embedded,
                                  (script.empty() ? "" : script + " ") + list.program, page, utf8);
        if (!finding) continue;
        finding->rank += 60; // data beats looks
        out.push_back(std::move(*finding));
        return;
    }
}

/// Marks of scripts that hold JSON: an id, or the name it is assigned to.
std::vector<std::string> script_marks(const std::string& utf8) {
    std::vector<std::string> out;
    std::set<std::string> seen;
    const auto take = [&](const std::string& mark) {
        if (!mark.empty() && mark != "self.__next_f" && seen.insert(mark).second && out.size() < 40)
            out.push_back(mark);
    };
    static const RE2 id(
        R"re((?i)<script\b[^>]*\btype=["']?application/json["']?[^>]*\bid=["']([\w-]+)["'])re");
    static const RE2 id_first(
        R"re((?i)<script\b[^>]*\bid=["']([\w-]+)["'][^>]*\btype=["']?application/json)re");
    static const RE2 assigned(R"(((?:window|self|globalThis)\.[\w$.]+)\s*=\s*[\[{])");
    static const RE2 variable(R"((?:var|let|const)\s+([\w$]+)\s*=\s*[\[{])");
    for (const RE2* pattern : {&id, &id_first, &assigned, &variable}) {
        re2::StringPiece rest(utf8);
        std::string mark;
        while (RE2::FindAndConsume(&rest, *pattern, &mark)) take(mark);
    }
    return out;
}

void find_streamed(const Page& page, const std::string& utf8, std::vector<Finding>& out) {
    const std::string flight = html::flight_data(utf8);
    if (flight.empty()) return;
    json::array rows; // "1a:{…}" a line; a row that is no JSON is left out, as the program does
    for (const auto& line : text::split_trimmed(flight, "\n")) {
        const auto colon = line.find(':');
        if (colon == std::string::npos || colon > 8) continue;
        boost::system::error_code ec;
        auto value = json::parse(std::string_view(line).substr(colon + 1), ec);
        if (!ec && value.is_structured()) rows.push_back(std::move(value));
    }
    if (rows.empty()) return;
    offer(
        rows, page, utf8, "__next_f",
        R"([split("\n")[] | capture("^[0-9a-zA-Z]{1,8}:(?<j>.*)$").j? | fromjson? | select(type == "object" or type == "array")] | )",
        out);
}

} // namespace

void find_arrays(const Page& page, const std::string& utf8, std::vector<Finding>& out) {
    const auto start = text::trim(utf8);
    if (start.starts_with('{') || start.starts_with('[')) {
        boost::system::error_code ec;
        if (const auto document = json::parse(start, ec); !ec)
            offer(document, page, utf8, "", "", out);
        return;
    }
    for (const auto& mark : script_marks(utf8))
        for (const auto& text : embedded_json({.script = mark}, utf8)) {
            boost::system::error_code ec;
            if (const auto document = json::parse(text, ec); !ec)
                offer(document, page, utf8, mark, "", out);
        }
    find_streamed(page, utf8, out);
}

} // namespace gonggo::scrapers
