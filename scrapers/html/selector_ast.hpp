#pragma once
// What a compiled selector is made of; only selector*.cpp include it.
#include <memory>
#include <string>
#include <vector>

namespace gonggo::scrapers::html {

enum class SimpleKind {
    tag,
    universal,
    id,
    class_name,
    attribute,
    is,
    not_,
    has,
    nth_child,
    nth_last_child,
    nth_of_type,
    nth_last_of_type,
    only_child,
    only_of_type,
    root,
    scope,
    empty,
    contains,
    link,
    checked,
    disabled,
    enabled,
    lang,
    read_write,
    read_only,
    required,
    optional_,
    never,
};

struct SelectorList;

struct Simple {
    SimpleKind kind = SimpleKind::universal;
    std::string name;  ///< tag, id, class, attribute name (lower case)
    std::string value; ///< attribute value, :contains text, :lang's by comma
    char op = 0;       ///< attribute: 0 (present) = ~ | ^ $ *
    bool ignore_case = false;
    int a = 0, b = 0; ///< nth: an+b
    std::shared_ptr<const SelectorList> list;
};

/// Compounds from left to right; combinators[i] stands before compounds[i] (' ', '>', '+', '~').
/// The first is ' ' save in :has(), where it relates to the element tested.
struct Complex {
    std::vector<std::vector<Simple>> compounds;
    std::vector<char> combinators;
};

struct SelectorList {
    std::vector<Complex> any;
};

} // namespace gonggo::scrapers::html
