#pragma once
// An HTML page as a tree. gumbo builds it (WHATWG HTML, section 13.2); nothing else knows gumbo.
#include "base/result.hpp"
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct GumboInternalNode;

namespace gonggo::scrapers::html {

/// An element of a Document, which must outlive it. Cheap to copy; default-made = no element.
class Node {
public:
    Node() = default;
    explicit Node(const GumboInternalNode* raw) : raw_(raw) {}
    explicit operator bool() const { return raw_ != nullptr; }
    friend bool operator==(const Node&, const Node&) = default;

    /// Lower case for HTML elements, as written for SVG and MathML.
    [[nodiscard]] std::string tag() const;
    [[nodiscard]] std::optional<std::string_view> attribute(std::string_view name) const;
    /// The parent element; none for the root.
    [[nodiscard]] Node parent() const;
    [[nodiscard]] std::vector<Node> children() const; ///< elements only
    /// The DOM's textContent.
    [[nodiscard]] std::string text_content() const;
    /// outerHTML (WHATWG HTML 13.3, serialising HTML fragments).
    [[nodiscard]] std::string outer_html() const;
    [[nodiscard]] const GumboInternalNode* raw() const { return raw_; }

private:
    const GumboInternalNode* raw_ = nullptr;
};

class Document {
public:
    /// Parses UTF-8. Refuses a page nested deeper than any honest one (20,000 elements), which
    /// would overflow the parser's stack.
    static Result<Document> parse(std::string_view utf8);
    Document(Document&&) noexcept;
    Document& operator=(Document&&) noexcept;
    ~Document();

    [[nodiscard]] Node root() const; ///< the html element
    [[nodiscard]] bool quirks() const;

private:
    struct Tree;
    explicit Document(std::unique_ptr<Tree> tree);
    std::unique_ptr<Tree> tree_;
};

/// The next element in document order below `root` (not root's siblings); none at the end.
Node next_in_tree(Node node, Node root);

} // namespace gonggo::scrapers::html
