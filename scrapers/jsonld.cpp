#include "scrapers/jsonld.hpp"

#include "base/text.hpp"
#include "scrapers/html/document.hpp"
#include "scrapers/html/narrow.hpp"
#include "scrapers/html/selector.hpp"
#include "scrapers/url.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

namespace gonggo::scrapers {
namespace {

namespace json = boost::json;
using html::Document;
using html::Node;

constexpr int kDeepest = 64;

std::optional<json::value> parse(std::string_view text) {
    boost::system::error_code ec;
    json::parse_options options;
    options.max_depth = kDeepest;
    json::value value = json::parse(text, ec, {}, options);
    if (ec) return std::nullopt;
    return value;
}

/// Control characters inside strings escaped; commas before a closing bracket, comments outside
/// strings and what follows the value dropped.
std::string mended(std::string_view s) {
    std::string out;
    out.reserve(s.size() + 64);
    bool quoted = false;
    int depth = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
        const char c = s[i];
        if (quoted) {
            if (c == '\\' && i + 1 < s.size()) {
                static constexpr std::string_view kEscapes = "\"\\/bfnrtu";
                if (kEscapes.find(s[i + 1]) == std::string_view::npos) { // "\'" and the like
                    if (static_cast<unsigned char>(s[i + 1]) >= ' ') out += s[++i];
                    continue;
                }
                out += c;
                out += s[++i];
            } else if (c == '"') {
                quoted = false;
                out += c;
            } else if (static_cast<unsigned char>(c) < ' ') {
                out += c == '\n' ? "\\n" : c == '\t' ? "\\t" : c == '\r' ? "" : " ";
            } else
                out += c;
            continue;
        }
        if (c == '/' && s.substr(i, 2) == "/*") {
            const auto end = s.find("*/", i + 2);
            if (end == std::string_view::npos) break; // never closed: nothing follows
            i = end + 1;
            continue;
        }
        if (c == '/' && s.substr(i, 2) == "//") {
            i = std::min(s.find('\n', i), s.size());
            continue;
        }
        if (c == '"') quoted = true;
        if (c == ',') {
            std::size_t next = i + 1;
            while (next < s.size() && static_cast<unsigned char>(s[next]) <= ' ') ++next;
            if (next >= s.size() || s[next] == '}' || s[next] == ']' || s[next] == ',') continue;
        }
        if (c == '{' || c == '[') ++depth;
        out += c;
        if ((c == '}' || c == ']') && --depth == 0) break;
    }
    return out;
}

std::string_view unwrapped(std::string_view s) {
    s = text::trim(s);
    const auto drop_front = [&](std::string_view p) {
        if (s.starts_with(p)) s = text::trim(s.substr(p.size()));
    };
    const auto drop_back = [&](std::string_view p) {
        if (s.ends_with(p)) s = text::trim(s.substr(0, s.size() - p.size()));
    };
    for (int i = 0; i < 2; ++i) {
        drop_front("//");
        drop_front("<!--");
        drop_front("/*");
        drop_front("<![CDATA[");
        drop_front("*/");
        drop_back("*/");
        drop_back("-->");
        drop_back("]]>");
        drop_back("/*");
        drop_back("//");
    }
    drop_back(";");
    return s;
}

bool names_job_posting(std::string_view type) {
    const auto slash = type.find_last_of("/#:");
    return (slash == std::string_view::npos ? type : type.substr(slash + 1)) == "JobPosting";
}

bool is_job_posting(const json::object& object) {
    const json::value* type = object.if_contains("@type");
    if (!type) return false;
    if (const auto* one = type->if_string()) return names_job_posting(*one);
    if (const auto* many = type->if_array())
        for (const auto& t : *many)
            if (t.is_string() && names_job_posting(t.get_string())) return true;
    return false;
}

void collect(const json::value& value, json::array& out, int depth) {
    if (depth > kDeepest) return;
    if (const auto* array = value.if_array()) {
        for (const auto& item : *array) collect(item, out, depth + 1);
    } else if (const auto* object = value.if_object()) {
        if (is_job_posting(*object))
            out.push_back(*object);
        else
            for (const auto& member : *object) collect(member.value(), out, depth + 1);
    }
}

/// WHATWG HTML, microdata: the value of a property's element.
std::string item_value(Node node, std::string_view base) {
    const std::string tag = node.tag();
    const auto attribute = [&](std::string_view name) {
        return std::string(node.attribute(name).value_or(""));
    };
    if (tag == "meta") return attribute("content");
    if (tag == "audio" || tag == "embed" || tag == "iframe" || tag == "img" || tag == "source" ||
        tag == "track" || tag == "video")
        return resolve_url(base, attribute("src"));
    if (tag == "a" || tag == "area" || tag == "link") return resolve_url(base, attribute("href"));
    if (tag == "object") return resolve_url(base, attribute("data"));
    if (tag == "data" || tag == "meter") return attribute("value");
    if (tag == "time" && node.attribute("datetime")) return attribute("datetime");
    if (node.attribute("content")) return attribute("content");
    return text::collapse_space(node.text_content());
}

class Microdata {
public:
    Microdata(Node root, std::string_view base) : root_(root), base_(base) {}

    json::array postings() {
        json::array out;
        for (Node n = root_; n; n = html::next_in_tree(n, root_))
            if (n.attribute("itemscope") && names_type(n) && !inside_posting(n))
                out.push_back(item(n, 0));
        return out;
    }

private:
    static bool names_type(Node n) {
        for (const auto& type : text::split_trimmed(n.attribute("itemtype").value_or(""), " \t\n"))
            if (names_job_posting(type)) return true;
        return false;
    }
    bool inside_posting(Node n) const {
        for (Node up = n.parent(); up; up = up.parent())
            if (up.attribute("itemscope") && names_type(up))
                return n.attribute("itemprop").has_value();
        return false;
    }

    json::object item(Node scope, int depth) {
        json::object out;
        const auto types = text::split_trimmed(scope.attribute("itemtype").value_or(""), " \t\n");
        if (!types.empty()) {
            const auto slash = types[0].find_last_of("/#");
            out["@type"] = slash == std::string::npos ? types[0] : types[0].substr(slash + 1);
        }
        if (depth > kDeepest) return out;
        properties(scope, out, depth);
        for (const auto& id : text::split_trimmed(scope.attribute("itemref").value_or(""), " \t\n"))
            for (Node n = root_; n; n = html::next_in_tree(n, root_))
                if (n.attribute("id") == id) {
                    property(n, out, depth);
                    if (!n.attribute("itemscope")) properties(n, out, depth);
                    break;
                }
        return out;
    }

    void properties(Node below, json::object& out, int depth) {
        for (Node child : below.children()) {
            property(child, out, depth);
            if (!child.attribute("itemscope")) properties(child, out, depth + 1);
        }
    }

    void property(Node node, json::object& out, int depth) {
        if (depth > kDeepest) return;
        const auto names = text::split_trimmed(node.attribute("itemprop").value_or(""), " \t\n");
        if (names.empty()) return;
        const json::value value = node.attribute("itemscope")
                                      ? json::value(item(node, depth + 1))
                                      : json::value(item_value(node, base_));
        for (const auto& name : names) {
            json::value* existing = out.if_contains(name);
            if (!existing)
                out[name] = value;
            else if (existing->is_array())
                existing->get_array().push_back(value);
            else
                *existing = json::array{*existing, value};
        }
    }

    Node root_;
    std::string_view base_;
};

/// The word stands outside the scripts, and something on the page is an item.
bool has_microdata(std::string_view utf8, const std::vector<std::string_view>& scripts) {
    constexpr std::string_view kType = "JobPosting";
    const auto in_script = [&](const char* at) {
        return std::ranges::any_of(scripts, [&](std::string_view body) {
            return at >= body.data() && at < body.data() + body.size();
        });
    };
    for (auto at = utf8.find(kType); at != std::string_view::npos;
         at = utf8.find(kType, at + kType.size()))
        if (!in_script(utf8.data() + at)) return utf8.find("itemscope") != std::string_view::npos;
    return false;
}

} // namespace

std::optional<json::value> lenient_json(std::string_view raw) {
    const std::string_view s = unwrapped(raw);
    if (s.empty()) return std::nullopt;
    if (auto value = parse(s)) return value;
    if (auto value = parse(mended(s))) return value;
    if (auto value = parse(mended(text::trim(raw)))) return value; // comments are no wrappers
    if (s.find("&quot;") != std::string_view::npos) {
        const std::string plain = text::replace_all(
            text::replace_all(text::replace_all(text::replace_all(s, "&quot;", "\""), "&lt;", "<"),
                              "&gt;", ">"),
            "&amp;", "&");
        if (auto value = parse(plain)) return value;
        return parse(mended(plain));
    }
    return std::nullopt;
}

std::optional<json::value> assigned_json(std::string_view utf8, std::string_view mark) {
    for (auto at = utf8.find(mark); at != std::string_view::npos; at = utf8.find(mark, at + 1)) {
        std::string_view rest = text::trim(utf8.substr(at + mark.size()));
        if (!rest.starts_with("=") || rest.starts_with("==")) continue;
        rest = text::trim(rest.substr(1));
        if (!rest.starts_with("{") && !rest.starts_with("[")) continue;
        rest = rest.substr(0, rest.find("</script"));
        if (auto value = parse(mended(rest))) return value; // mended() ends where the value does
    }
    return std::nullopt;
}

json::array job_postings_in(std::string_view utf8, std::string_view url) {
    json::array out;
    const auto scripts = html::script_bodies(utf8, "ld+json");
    for (const auto body : scripts)
        if (const auto value = lenient_json(body)) collect(*value, out, 0);
    if (has_microdata(utf8, scripts))
        if (const auto page = Document::parse(html::slim(utf8)))
            for (auto& item : Microdata(page->root(), url).postings())
                out.push_back(std::move(item));
    return out;
}

} // namespace gonggo::scrapers
