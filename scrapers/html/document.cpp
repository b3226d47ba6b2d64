#include "scrapers/html/document.hpp"

#include "base/text.hpp"
#include "scrapers/html/gumbo_tree.hpp"

#include <algorithm>
#include <cstring>

namespace gonggo::scrapers::html {

struct Document::Tree {
    std::string text; // gumbo points into it
    GumboOutput* output = nullptr;
    Tree() = default;
    Tree(const Tree&) = delete;
    Tree& operator=(const Tree&) = delete;
    ~Tree() {
        if (output) gumbo_destroy_output(&kGumboDefaultOptions, output);
    }
};

namespace {

constexpr int kDeepest = 20'000;

bool is_void_tag(std::string_view tag) {
    static constexpr std::string_view kVoid[] = {"area",  "base",   "br",    "col",  "embed",
                                                 "hr",    "img",    "input", "link", "meta",
                                                 "param", "source", "track", "wbr"};
    return std::ranges::find(kVoid, tag) != std::end(kVoid);
}

/// An upper bound of how deep the tree can get: start tags less end tags.
int depth_bound(std::string_view s) {
    int depth = 0;
    int deepest = 0;
    for (std::size_t i = s.find('<'); i != std::string_view::npos; i = s.find('<', i + 1)) {
        if (i + 1 >= s.size()) break;
        const char c = s[i + 1];
        if (c == '/') {
            if (depth > 0) --depth;
        } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            std::size_t end = i + 1;
            while (end < s.size() && ((s[end] | 32) >= 'a' && (s[end] | 32) <= 'z')) ++end;
            if (!is_void_tag(text::ascii_lower(s.substr(i + 1, end - i - 1))))
                deepest = std::max(deepest, ++depth);
        }
    }
    return deepest;
}

} // namespace

Document::Document(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Result<Document> Document::parse(std::string_view utf8) {
    if (depth_bound(utf8) > kDeepest)
        return Error{Errc::refused, "the page nests elements more than 20,000 deep"};
    auto tree = std::make_unique<Tree>();
    tree->text = text::valid_utf8(utf8) && utf8.find('\0') == std::string_view::npos
                     ? std::string(utf8)
                     : text::scrub_utf8(utf8);
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    tree->output = gumbo_parse_with_options(&options, tree->text.data(), tree->text.size());
    if (!tree->output || !tree->output->root) return invalid("the page is no HTML");
    return Document(std::move(tree));
}

Node Document::root() const {
    return Node(tree_->output->root);
}

bool Document::quirks() const {
    return tree_->output->document->v.document.doc_type_quirks_mode == GUMBO_DOCTYPE_QUIRKS;
}

std::string tag_of(const GumboNode* node) {
    const GumboElement& element = node->v.element;
    if (element.tag_namespace == GUMBO_NAMESPACE_SVG) {
        GumboStringPiece piece = element.original_tag;
        gumbo_tag_from_original_text(&piece);
        if (piece.data)
            if (const char* proper = gumbo_normalize_svg_tagname(&piece)) return proper;
    }
    if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
    GumboStringPiece piece = element.original_tag;
    if (!piece.data) return {};
    gumbo_tag_from_original_text(&piece);
    return text::ascii_lower({piece.data, piece.length});
}

std::string Node::tag() const {
    return tag_of(raw_);
}

std::optional<std::string_view> Node::attribute(std::string_view name) const {
    const GumboVector& attributes = raw_->v.element.attributes;
    for (unsigned i = 0; i < attributes.length; ++i) {
        const auto* attribute = static_cast<const GumboAttribute*>(attributes.data[i]);
        if (text::equals_nocase(attribute->name, name)) return attribute->value;
    }
    return std::nullopt;
}

Node Node::parent() const {
    const GumboNode* up = raw_->parent;
    return up && is_element(up) ? Node(up) : Node();
}

std::vector<Node> Node::children() const {
    std::vector<Node> out;
    for_each_child(raw_, [&](const GumboNode* child) {
        if (is_element(child)) out.emplace_back(child);
    });
    return out;
}

Node next_in_tree(Node node, Node root) {
    const GumboNode* at = node.raw();
    if (const GumboNode* child = first_element_child(at)) return Node(child);
    while (at && at != root.raw()) {
        if (const GumboNode* sibling = next_element(at)) return Node(sibling);
        at = at->parent;
    }
    return {};
}

} // namespace gonggo::scrapers::html
