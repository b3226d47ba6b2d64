#pragma once
// Names that Selectors 4 and HTML give a meaning; only selector*.cpp include it.
#include "scrapers/html/selector_ast.hpp"

#include <optional>
#include <string_view>

namespace gonggo::scrapers::html {

/// Attributes whose values HTML compares without case (WHATWG HTML 4.16.2).
bool folds_value(std::string_view attribute);

/// A pseudo-class without arguments, its name in lower case; nothing when there is none of it.
std::optional<Simple> plain_pseudo_class(std::string_view name);

} // namespace gonggo::scrapers::html
