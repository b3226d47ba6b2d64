#pragma once
// What pseudo-classes say of one element, most of them of form controls (WHATWG HTML 4.16.3).
#include <gumbo.h>
#include <string>
#include <vector>

namespace gonggo::scrapers::html {

bool is_link(const GumboNode* node);    ///< :link, :any-link
bool is_checked(const GumboNode* node); ///< :checked
bool is_disabled(const GumboNode* node);
bool is_enabled(const GumboNode* node);
bool is_required(const GumboNode* node);
bool is_optional(const GumboNode* node);
bool can_be_written(const GumboNode* node); ///< :read-write

/// :lang() of one of `ranges`, lower case: the nearest lang attribute decides, as RFC 4647's
/// extended filtering of a plain range does.
bool speaks(const GumboNode* node, const std::vector<std::string>& ranges);

} // namespace gonggo::scrapers::html
