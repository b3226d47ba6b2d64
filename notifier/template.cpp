#include "notifier/template.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include <boost/json.hpp>
#include <vector>

namespace gonggo::notifier {
namespace {

namespace json = boost::json;
constexpr int kDeepest = 32;

struct Node {
    enum Kind { text, value, raw, section, inverted, partial } kind = text;
    std::string word;
    std::vector<Node> children;
};

class Parser {
public:
    explicit Parser(std::string_view source) : rest_(source) {}

    Result<std::vector<Node>> parse() { return block(""); }

private:
    Result<std::vector<Node>> block(const std::string& open) {
        std::vector<Node> nodes;
        for (;;) {
            const auto start = rest_.find("{{");
            std::string before{rest_.substr(0, start)};
            if (start == rest_.npos) {
                if (!open.empty()) return invalid("section '" + open + "' is not closed");
                if (!before.empty()) nodes.push_back({Node::text, before, {}});
                return nodes;
            }
            rest_.remove_prefix(start + 2);
            const bool triple = rest_.starts_with('{');
            const std::string_view close = triple ? "}}}" : "}}";
            const auto end = rest_.find(close);
            if (end == rest_.npos) return invalid("a tag is not closed");
            std::string_view tag = rest_.substr(triple ? 1 : 0, end - (triple ? 1 : 0));
            rest_.remove_prefix(end + close.size());
            const char sigil = tag.empty() ? ' ' : tag.front();
            const bool marked = !triple && std::string_view("#^/!>&=").find(sigil) != tag.npos;
            if (marked) tag.remove_prefix(1);
            const bool alone = marked && sigil != '&' && stand_alone(before);
            if (!before.empty()) nodes.push_back({Node::text, before, {}});
            line_start_ = alone;
            const std::string name{text::trim(tag)};
            if (!marked) {
                nodes.push_back({triple ? Node::raw : Node::value, name, {}});
            } else if (sigil == '&') {
                nodes.push_back({Node::raw, name, {}});
            } else if (sigil == '#' || sigil == '^') {
                GONGGO_TRY(auto inside, block(name));
                nodes.push_back(
                    {sigil == '#' ? Node::section : Node::inverted, name, std::move(inside)});
            } else if (sigil == '/') {
                if (name != open) return invalid("'{{/" + name + "}}' closes nothing open here");
                return nodes;
            } else if (sigil == '>') {
                nodes.push_back({Node::partial, name, {}});
            } else if (sigil == '=') {
                return invalid("other delimiters are not offered");
            }
        }
    }

    /// A tag alone on its line takes the whole line with it (mustache(5)).
    bool stand_alone(std::string& before) {
        const auto line = before.rfind('\n');
        const auto lead = line == before.npos ? std::string_view(before)
                                              : std::string_view(before).substr(line + 1);
        if (lead.find_first_not_of(" \t") != lead.npos) return false;
        if (line == before.npos && !line_start_) return false;
        const auto next = rest_.find_first_not_of(" \t\r");
        if (next != rest_.npos && rest_[next] != '\n') return false;
        before.resize(before.size() - lead.size());
        rest_.remove_prefix(next == rest_.npos ? rest_.size() : next + 1);
        return true;
    }

    std::string_view rest_;
    bool line_start_ = true;
};

class Renderer {
public:
    Renderer(const Templates& templates, std::string& out) : templates_(templates), out_(out) {}

    Status file(std::string_view name, std::vector<const json::value*>& stack, int depth) {
        if (depth > kDeepest) return invalid("partials are nested too deep");
        const auto it = templates_.find(name);
        if (it == templates_.end()) return invalid("no template '" + std::string(name) + "'");
        auto nodes = Parser(it->second).parse();
        if (!nodes) return nodes.error().in("template '" + std::string(name) + "'");
        return all(*nodes, stack, depth);
    }

private:
    using Stack = std::vector<const json::value*>;

    static const json::value* find(const Stack& stack, std::string_view name) {
        if (name == ".") return stack.back();
        const auto dot = name.find('.');
        const auto first = name.substr(0, dot);
        for (auto it = stack.rbegin(); it != stack.rend(); ++it) {
            const auto* object = (*it)->if_object();
            const auto* found = object ? object->if_contains(first) : nullptr;
            if (!found) continue;
            for (auto rest = dot == name.npos ? std::string_view{} : name.substr(dot + 1);
                 found && !rest.empty();) {
                const auto next = rest.find('.');
                const auto* inner = found->if_object();
                found = inner ? inner->if_contains(rest.substr(0, next)) : nullptr;
                rest = next == rest.npos ? std::string_view{} : rest.substr(next + 1);
            }
            return found;
        }
        return nullptr;
    }

    static bool truthy(const json::value* v) {
        if (!v || v->is_null()) return false;
        if (const auto* b = v->if_bool()) return *b;
        if (const auto* a = v->if_array()) return !a->empty();
        if (const auto* s = v->if_string()) return !s->empty();
        if (const auto* i = v->if_int64()) return *i != 0;
        return true;
    }

    static std::string text_of(const json::value* v) {
        if (!v || v->is_null()) return {};
        if (const auto* s = v->if_string()) return {s->data(), s->size()};
        return json::serialize(*v);
    }

    Status all(const std::vector<Node>& nodes, Stack& stack, int depth) {
        for (const auto& n : nodes) GONGGO_CHECK(one(n, stack, depth));
        return {};
    }

    Status one(const Node& n, Stack& stack, int depth) {
        switch (n.kind) {
        case Node::text:
            out_ += n.word;
            return {};
        case Node::value:
            out_ += escape_html(text_of(find(stack, n.word)));
            return {};
        case Node::raw:
            out_ += text_of(find(stack, n.word));
            return {};
        case Node::partial:
            return file(n.word, stack, depth + 1);
        case Node::inverted:
            if (truthy(find(stack, n.word))) return {};
            return all(n.children, stack, depth);
        case Node::section:
            return section(n, stack, depth);
        }
        return {};
    }

    Status section(const Node& n, Stack& stack, int depth) {
        const auto* v = find(stack, n.word);
        if (!truthy(v)) return {};
        const auto inside = [&](const json::value& item) {
            stack.push_back(&item);
            auto done = all(n.children, stack, depth);
            stack.pop_back();
            return done;
        };
        if (const auto* list = v->if_array()) {
            for (const auto& item : *list) GONGGO_CHECK(inside(item));
            return {};
        }
        return inside(*v);
    }

    const Templates& templates_;
    std::string& out_;
};

} // namespace

Result<Templates> load_templates(const std::filesystem::path& directory) {
    Templates all = built_in_templates();
    for (auto& [name, content] : all) {
        const auto path = directory / (name + ".mustache");
        std::error_code none;
        if (!std::filesystem::exists(path, none)) continue;
        GONGGO_TRY(content, read_file(path));
    }
    return all;
}

Result<std::string> render(const Templates& templates, std::string_view name,
                           const json::value& view) {
    std::string out;
    std::vector<const json::value*> stack{&view};
    GONGGO_CHECK(Renderer(templates, out).file(name, stack, 0));
    return out;
}

std::string escape_html(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') break;
            if (c == 0x7f) break;
            out += c;
        }
    }
    return out;
}

} // namespace gonggo::notifier
