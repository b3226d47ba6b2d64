#include "scrapers/html/text.hpp"

#include "base/text.hpp"
#include "scrapers/html/fragment.hpp"
#include "scrapers/html/gumbo_tree.hpp"
#include "scrapers/html/lines.hpp"

#include <algorithm>
#include <vector>

namespace gonggo::scrapers::html {
namespace {

bool one_of(std::string_view tag, std::initializer_list<std::string_view> tags) {
    return std::ranges::find(tags, tag) != tags.end();
}

void walk(const GumboNode* root, Lines& lines) {
    struct Frame {
        const GumboNode* node;
        unsigned next;
    };
    std::vector<Frame> stack{{root, 0}};
    while (!stack.empty()) {
        Frame& top = stack.back();
        const GumboVector* children = children_of(top.node);
        if (!children || top.next >= children->length) {
            if (is_element(top.node)) lines.end(tag_of(top.node));
            stack.pop_back();
            continue;
        }
        const auto* child = static_cast<const GumboNode*>(children->data[top.next++]);
        if (is_text(child)) {
            lines.words(child->v.text.text);
            continue;
        }
        if (!is_element(child)) continue;
        const std::string tag = tag_of(child);
        if (is_silent(tag)) continue;
        lines.start(tag);
        stack.push_back({child, 0});
    }
}

std::string text_of(Node node, bool blocks) {
    Lines lines(blocks);
    walk(node.raw(), lines);
    return lines.take();
}

} // namespace

std::string inline_text(Node node) {
    return text_of(node, false);
}

std::string block_text(Node node) {
    return text_of(node, true);
}

std::string html_to_text(std::string_view html) {
    if (html.find_first_of("<&") == std::string_view::npos) {
        std::string out;
        for (const auto line : text::split(html, '\n')) out += text::collapse_space(line) + "\n";
        return std::string(text::trim(out));
    }
    if (html.find('<') != std::string_view::npos)
        if (auto text = fragment_text(html)) return std::move(*text);
    auto page = Document::parse(html);
    if (!page) return text::collapse_space(html);
    std::string out;
    if (html.find('<') == std::string_view::npos) {
        out = page->root().text_content();
        if (out.find("</") != std::string::npos || out.find("<br") != std::string::npos ||
            out.find("<p>") != std::string::npos) {
            auto again = Document::parse(out);
            if (again) return block_text(again->root());
        }
        std::string tidy;
        for (const auto line : text::split(out, '\n')) tidy += text::collapse_space(line) + "\n";
        return std::string(text::trim(tidy));
    }
    return block_text(page->root());
}

std::string labelled(Node scope, std::string_view label) {
    for (Node n = next_in_tree(scope, scope); n; n = next_in_tree(n, scope)) {
        const std::string tag = n.tag();
        if (!one_of(tag,
                    {"dt", "th", "strong", "b", "span", "label", "p", "div", "td", "h3", "h4"}))
            continue;
        if (first_element_child(n.raw()) && tag != "dt" && tag != "th") continue;
        std::string own = inline_text(n);
        if (!own.empty() && own.back() == ':') own.pop_back();
        if (text::trim(own) != label) continue;
        const GumboNode* value = next_element(n.raw());
        for (Node up = n.parent(); !value && up && up != scope; up = up.parent()) {
            if (inline_text(up) != inline_text(n)) break;
            value = next_element(up.raw());
        }
        if (value)
            if (std::string text = inline_text(Node(value)); !text.empty()) return text;
    }
    return {};
}

} // namespace gonggo::scrapers::html
