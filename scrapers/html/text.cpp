#include "scrapers/html/text.hpp"

#include "base/text.hpp"
#include "scrapers/html/gumbo_tree.hpp"

#include <algorithm>
#include <vector>

namespace gonggo::scrapers::html {
namespace {

bool one_of(std::string_view tag, std::initializer_list<std::string_view> tags) {
    return std::ranges::find(tags, tag) != tags.end();
}

bool is_silent(std::string_view tag) {
    return one_of(tag, {"script", "style", "noscript", "template", "svg", "head", "title", "iframe",
                        "button"});
}

bool is_block(std::string_view tag) {
    return one_of(tag,
                  {"p",    "div",   "section", "article", "ul",  "ol",         "li",     "dl",
                   "dt",   "dd",    "h1",      "h2",      "h3",  "h4",         "h5",     "h6",
                   "tr",   "table", "br",      "hr",      "pre", "blockquote", "header", "footer",
                   "main", "aside", "figure",  "address", "form"});
}

bool is_paragraph(std::string_view tag) {
    return one_of(
        tag, {"p", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "dl"});
}

/// Gathers text, keeping at most one blank line between paragraphs.
class Lines {
public:
    void words(std::string_view text) {
        std::string flat = text::collapse_space(text);
        if (flat.empty()) {
            space_ = space_ || !text.empty();
            return;
        }
        flush();
        const bool leading = !text.empty() && static_cast<unsigned char>(text[0]) <= ' ';
        if ((space_ || leading) && !out_.empty() && out_.back() != '\n' && out_.back() != ' ')
            out_ += ' ';
        out_ += flat;
        space_ = static_cast<unsigned char>(text.back()) <= ' ';
    }
    void breaks(int n) { pending_ = std::max(pending_, n); }
    void line() { pending_ = std::min(pending_ + 1, 2); }
    void mark(std::string_view text) {
        flush();
        out_ += text;
        space_ = false;
    }
    std::string take() { return std::string(text::trim(out_)); }

private:
    void flush() {
        if (pending_ > 0 && !out_.empty()) {
            while (!out_.empty() && out_.back() == ' ') out_.pop_back();
            out_.append(static_cast<std::size_t>(pending_), '\n');
            space_ = false;
        }
        pending_ = 0;
    }
    std::string out_;
    int pending_ = 0;
    bool space_ = false;
};

void walk(const GumboNode* root, Lines& lines, bool blocks) {
    struct Frame {
        const GumboNode* node;
        unsigned next;
    };
    std::vector<Frame> stack{{root, 0}};
    while (!stack.empty()) {
        Frame& top = stack.back();
        const GumboVector* children = children_of(top.node);
        if (!children || top.next >= children->length) {
            const std::string tag = is_element(top.node) ? tag_of(top.node) : std::string();
            if (blocks && is_block(tag) && tag != "br") lines.breaks(is_paragraph(tag) ? 2 : 1);
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
        if (!blocks) {
            if (is_block(tag)) lines.words(" ");
        } else if (tag == "br")
            lines.line();
        else if (is_block(tag)) {
            lines.breaks(is_paragraph(tag) && tag != "ul" && tag != "ol" ? 2 : 1);
            if (tag == "li") lines.mark("- ");
        } else if (tag == "td" || tag == "th")
            lines.words(" ");
        stack.push_back({child, 0});
    }
}

} // namespace

std::string inline_text(Node node) {
    Lines lines;
    walk(node.raw(), lines, false);
    return lines.take();
}

std::string block_text(Node node) {
    Lines lines;
    walk(node.raw(), lines, true);
    return lines.take();
}

std::string html_to_text(std::string_view html) {
    if (html.find_first_of("<&") == std::string_view::npos) {
        std::string out;
        for (const auto line : text::split(html, '\n')) out += text::collapse_space(line) + "\n";
        return std::string(text::trim(out));
    }
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
