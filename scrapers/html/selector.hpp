#pragma once
// CSS selectors (Selectors Level 4) over a Document, as browsers' querySelectorAll understands
// them, and :contains("text"), which boards need.
#include "base/result.hpp"
#include "scrapers/html/document.hpp"
#include <memory>
#include <string_view>
#include <vector>

namespace gonggo::scrapers::html {

struct SelectorList; // selector_ast.hpp

/// A compiled selector; cheap to copy, safe to share between threads.
class Selector {
public:
    /// The error's message ends with the selector and a caret under the place.
    static Result<Selector> compile(std::string_view css);

    /// Elements below `scope` that match, in document order. With `with_self` the scope itself
    /// counts too (a whole document: its root can match).
    [[nodiscard]] std::vector<Node> select(Node scope, bool with_self = false,
                                           bool quirks = false) const;
    [[nodiscard]] Node first(Node scope, bool with_self = false, bool quirks = false) const;
    [[nodiscard]] bool matches(Node node, Node scope = {}, bool quirks = false) const;

    [[nodiscard]] const SelectorList& list() const { return *list_; }

private:
    explicit Selector(std::shared_ptr<const SelectorList> list) : list_(std::move(list)) {}
    std::shared_ptr<const SelectorList> list_;
};

} // namespace gonggo::scrapers::html
