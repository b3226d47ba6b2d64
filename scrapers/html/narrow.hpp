#pragma once
// Never give the parser a whole board page: four fifths of it are script. Plain searches over
// bytes.
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::scrapers::html {

/// The page without comments and without the bodies of script, style and svg, and without attribute
/// values over 2 KB (data: pictures). Elements stay where they were, so selectors on the rest see
/// the same tree. Script elements themselves stay, empty.
std::string slim(std::string_view page);

/// The bodies of <script> elements whose start tag contains `mark` ("application/ld+json",
/// "__NEXT_DATA__").
std::vector<std::string_view> script_bodies(std::string_view page, std::string_view mark);

/// The data a Next.js page streams: the strings of all self.__next_f.push([1,"…"]) joined,
/// unescaped.
std::string flight_data(std::string_view page);

} // namespace gonggo::scrapers::html
