#include "scrapers/html/document.hpp"

#include "base/text.hpp"
#include "scrapers/charset.hpp"
#include "scrapers/html/gumbo_tree.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <memory_resource>

namespace gonggo::scrapers::html {

/// gumbo allocates here and the whole tree is dropped at once: faster than its own destroy, which
/// also recurses as deep as the page nests.
struct Document::Tree {
    std::string text; // gumbo points into it
    std::pmr::monotonic_buffer_resource arena{64 * 1024};
    GumboOutput* output = nullptr;
};

namespace {

constexpr int kDeepest = 20'000;

bool is_void_tag(std::string_view tag) {
    static constexpr std::string_view kVoid[] = {"area",  "base",   "br",    "col",  "embed",
                                                 "hr",    "img",    "input", "link", "meta",
                                                 "param", "source", "track", "wbr"};
    return std::ranges::find(kVoid, tag) != std::end(kVoid);
}

/// How deep the tree can get: an end tag takes off a level only when such an element is open, for
/// parsers ignore the others.
int depth_bound(std::string_view s) {
    std::array<int, 4096> open{};
    int depth = 0;
    int deepest = 0;
    const auto slot = [](std::string_view name) {
        return std::hash<std::string_view>{}(name) % 4096;
    };
    const auto svg = slot("svg");
    const auto math = slot("math");
    std::string name;
    for (std::size_t i = s.find('<'); i != std::string_view::npos; i = s.find('<', i + 1)) {
        const bool closes = i + 1 < s.size() && s[i + 1] == '/';
        std::size_t end = i + (closes ? 2 : 1);
        name.clear();
        for (; end < s.size() && s[end] != '>' && s[end] != '/' && s[end] != '<' &&
               static_cast<unsigned char>(s[end]) > ' ';
             ++end)
            name += s[end] >= 'A' && s[end] <= 'Z' ? static_cast<char>(s[end] + 32) : s[end];
        if (name.empty() || name[0] < 'a' || name[0] > 'z') continue;
        if (int& count = open[slot(name)]; closes) {
            if (count > 0) --count, --depth;
        } else if (open[svg] > 0 || open[math] > 0 || !is_void_tag(name)) {
            ++count;
            deepest = std::max(deepest, ++depth);
        }
    }
    return deepest;
}

void* allocate(void* arena, std::size_t size) {
    return static_cast<std::pmr::monotonic_buffer_resource*>(arena)->allocate(size);
}

void release(void*, void*) {}

} // namespace

Document::Document(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Result<Document> Document::parse(std::string_view utf8) {
    if (depth_bound(utf8) > kDeepest)
        return invalid("the page nests elements more than 20,000 deep");
    auto tree = std::make_unique<Tree>();
    tree->text = valid_utf8(utf8) && utf8.find('\0') == std::string_view::npos
                     ? std::string(utf8)
                     : text::scrub_utf8(utf8);
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    options.allocator = allocate;
    options.deallocator = release;
    options.userdata = &tree->arena;
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
