#pragma once
// Walking gumbo's nodes; only the .cpp files of this folder include it.
#include <gumbo.h>
#include <string>

namespace gonggo::scrapers::html {

inline bool is_element(const GumboNode* node) {
    return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

inline bool is_text(const GumboNode* node) {
    return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
           node->type == GUMBO_NODE_CDATA;
}

/// Null for a node without children; a template's content is not part of the tree (DOM standard).
inline const GumboVector* children_of(const GumboNode* node) {
    if (node->type == GUMBO_NODE_ELEMENT) return &node->v.element.children;
    if (node->type == GUMBO_NODE_DOCUMENT) return &node->v.document.children;
    return nullptr;
}

template <class Visit>
void for_each_child(const GumboNode* node, Visit visit) {
    if (const GumboVector* children = children_of(node))
        for (unsigned i = 0; i < children->length; ++i)
            visit(static_cast<const GumboNode*>(children->data[i]));
}

inline const GumboNode* element_at_or_after(const GumboNode* parent, std::size_t index) {
    const GumboVector* siblings = parent ? children_of(parent) : nullptr;
    if (!siblings) return nullptr;
    for (std::size_t i = index; i < siblings->length; ++i)
        if (const auto* node = static_cast<const GumboNode*>(siblings->data[i]); is_element(node))
            return node;
    return nullptr;
}

inline const GumboNode* first_element_child(const GumboNode* node) {
    return element_at_or_after(node, 0);
}
inline const GumboNode* next_element(const GumboNode* node) {
    return element_at_or_after(node->parent, node->index_within_parent + 1);
}
inline const GumboNode* previous_element(const GumboNode* node) {
    const GumboVector* siblings = node->parent ? children_of(node->parent) : nullptr;
    if (!siblings) return nullptr;
    for (std::size_t i = node->index_within_parent; i-- > 0;)
        if (const auto* other = static_cast<const GumboNode*>(siblings->data[i]); is_element(other))
            return other;
    return nullptr;
}

/// Null for the root element.
inline const GumboNode* parent(const GumboNode* node) {
    return node->parent && is_element(node->parent) ? node->parent : nullptr;
}

std::string tag_of(const GumboNode* node);

} // namespace gonggo::scrapers::html
