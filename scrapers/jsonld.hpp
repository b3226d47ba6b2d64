#pragma once
// schema.org JobPosting objects in a page: JSON-LD in every shape real pages use, and microdata.
#include <boost/json/array.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace gonggo::scrapers {

/// The JobPosting objects of a UTF-8 page with their members as found, in page order, JSON-LD
/// before microdata: one object, arrays, @graph, nested in other objects; scripts with comments,
/// trailing commas, raw line breaks in strings and escaped quotes are repaired. `url` resolves
/// microdata's links.
boost::json::array job_postings_in(std::string_view utf8, std::string_view url);

/// JSON that is almost JSON, mended: comment and CDATA wrappers, trailing commas, control
/// characters in strings, a trailing semicolon, entity-escaped quotes. Nothing when it still does
/// not parse.
std::optional<boost::json::value> lenient_json(std::string_view text);

/// The JSON that a script assigns to `mark` ("window.pageData", "phApp.ddo"): what stands after
/// `mark =`. Nothing when the page has no such assignment.
std::optional<boost::json::value> assigned_json(std::string_view utf8, std::string_view mark);

} // namespace gonggo::scrapers
