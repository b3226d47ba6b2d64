#pragma once
// Elements and HTML strings as text for people: lists, paragraphs and line breaks kept.
#include "scrapers/html/document.hpp"
#include <string>
#include <string_view>

namespace gonggo::scrapers::html {

/// One line: white space collapsed, script and style left out.
std::string inline_text(Node node);
/// Lines as a browser would break them: blocks, <br>, list items ("- "), table cells side by side.
std::string block_text(Node node);
/// block_text of an HTML string, also of one that was entity-escaped once more ("&lt;p&gt;"), as
/// some applicant-tracking systems send it. Plain text comes back with its lines kept.
std::string html_to_text(std::string_view html);
/// The page's value for `label`: of a dt/dd, th/td or "label: value" pair; empty when there is
/// none.
std::string labelled(Node scope, std::string_view label);

} // namespace gonggo::scrapers::html
