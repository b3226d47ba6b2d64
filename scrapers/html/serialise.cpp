// textContent and outerHTML, without recursion: a hostile page may be thousands of levels deep.
#include "scrapers/html/document.hpp"
#include "scrapers/html/gumbo_tree.hpp"

#include <algorithm>
#include <vector>

namespace gonggo::scrapers::html {
namespace {

void escape(std::string& out, std::string_view s, bool attribute) {
    for (std::size_t i = 0; i < s.size(); ++i) {
        const char c = s[i];
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"' && attribute)
            out += "&quot;";
        else if (c == '\xC2' && i + 1 < s.size() && s[i + 1] == '\xA0') {
            out += "&nbsp;";
            ++i;
        } else
            out += c;
    }
}

bool one_of(std::string_view tag, std::initializer_list<std::string_view> tags) {
    return std::ranges::find(tags, tag) != tags.end();
}

bool is_raw_text(std::string_view tag) {
    return one_of(tag, {"style", "script", "xmp", "iframe", "noembed", "noframes", "plaintext"});
}

bool has_no_end_tag(std::string_view tag) {
    return one_of(tag,
                  {"area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr",
                   "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr"});
}

void open_tag(std::string& out, const GumboNode* node, const std::string& tag) {
    out += '<' + tag;
    const GumboVector& attributes = node->v.element.attributes;
    for (unsigned i = 0; i < attributes.length; ++i) {
        const auto* attribute = static_cast<const GumboAttribute*>(attributes.data[i]);
        out += ' ';
        if (attribute->attr_namespace == GUMBO_ATTR_NAMESPACE_XLINK)
            out += "xlink:";
        else if (attribute->attr_namespace == GUMBO_ATTR_NAMESPACE_XML)
            out += "xml:";
        out += attribute->name;
        out += "=\"";
        escape(out, attribute->value, true);
        out += '"';
    }
    out += '>';
}

/// Visits the nodes of a subtree in order: enter(node), leave(node).
template <class Enter, class Leave>
void walk(const GumboNode* root, Enter enter, Leave leave) {
    struct Frame {
        const GumboNode* node;
        unsigned next;
    };
    std::vector<Frame> stack{{root, 0}};
    enter(root);
    while (!stack.empty()) {
        Frame& top = stack.back();
        const GumboVector* children = top.node->type == GUMBO_NODE_TEMPLATE
                                          ? &top.node->v.element.children
                                          : children_of(top.node);
        if (children && top.next < children->length) {
            const auto* child = static_cast<const GumboNode*>(children->data[top.next++]);
            enter(child);
            stack.push_back({child, 0});
        } else {
            leave(top.node);
            stack.pop_back();
        }
    }
}

} // namespace

std::string Node::text_content() const {
    std::string out;
    int in_template = 0;
    walk(
        raw_,
        [&](const GumboNode* node) {
            if (node->type == GUMBO_NODE_TEMPLATE)
                ++in_template;
            else if (is_text(node) && in_template == 0)
                out += node->v.text.text;
        },
        [&](const GumboNode* node) {
            if (node->type == GUMBO_NODE_TEMPLATE) --in_template;
        });
    return out;
}

std::string Node::outer_html() const {
    std::string out;
    walk(
        raw_,
        [&](const GumboNode* node) {
            if (is_element(node))
                open_tag(out, node, tag_of(node));
            else if (node->type == GUMBO_NODE_COMMENT)
                out += "<!--" + std::string(node->v.text.text) + "-->";
            else if (is_text(node)) {
                const bool raw =
                    node->parent && is_element(node->parent) && is_raw_text(tag_of(node->parent));
                if (raw)
                    out += node->v.text.text;
                else
                    escape(out, node->v.text.text, false);
            }
        },
        [&](const GumboNode* node) {
            if (!is_element(node)) return;
            if (const std::string tag = tag_of(node); !has_no_end_tag(tag)) out += "</" + tag + ">";
        });
    return out;
}

} // namespace gonggo::scrapers::html
