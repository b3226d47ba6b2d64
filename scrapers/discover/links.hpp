#pragma once
// The links of a page by the shape of their addresses, and the elements that hold one each.
#include "scrapers/html/document.hpp"
#include <string>
#include <vector>

namespace gonggo::scrapers {

struct LinkGroup {
    std::string shape;             ///< "/jobs/*", "/view?idx=*"
    std::string link;              ///< a selector of its links: a[href*="/jobs/"]
    std::string id;                ///< RE2 with one group: what differs between their addresses
    std::vector<html::Node> links; ///< the first of each address, in document order
    std::vector<html::Node> cards; ///< for each: the largest element that holds no other's link
};

/// Groups of at least three different addresses of one shape, the largest first.
std::vector<LinkGroup> link_groups(const html::Document& document);

/// A selector that gives the group's cards and little else; empty when none does. Class names that
/// look made by a build tool are the last choice.
std::string items_selector(const html::Document& document, const LinkGroup& group);

} // namespace gonggo::scrapers
