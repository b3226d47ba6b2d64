#pragma once
// What a recipe did not catch on a page, and why: for the one who writes it (gonggo try).
#include "scrapers/extract.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::scrapers {

/// A sentence for every rule that caught nothing and every value that cannot be meant, with its
/// place in the recipe, what stands on the page instead and the mend. `found` is what extract()
/// gave for the recipe. Of a list the layout that yielded is looked at, or all when none did; of a
/// detail page all, for the fields that nothing filled.
std::vector<std::string> missed(const Recipe& recipe, Stage stage, const Page& page,
                                const Extraction& found);

/// The title of an HTML page or its first words, or a JSON answer's first members: what the page
/// says when it is not what was looked for. At most 80 columns; empty when it says nothing.
std::string said_by(std::string_view utf8);

namespace remark {

/// The parts of missed(): what an html layout's selectors met, …
void on_html(const Layout& layout, std::string_view utf8, const Extraction& found, Stage stage,
             std::vector<std::string>& out);
/// … what a jq program's outputs hold, …
void on_json(const Layout& layout, const Page& page, std::string_view utf8, Stage stage,
             std::vector<std::string>& out);
/// … and what the values themselves look like.
void on_values(const Layout& layout, const Extraction& found, Stage stage,
               std::vector<std::string>& out);

/// "file:line:column: part: " of the layout.
std::string of(const Layout& layout, const std::string& part);
/// `text` in quotes, on one line and not too long.
std::string in_quotes(std::string_view text);
/// The field is filled in an item at least.
bool is_caught(const Extraction& found, std::string_view field);
/// The caught text of that field; empty when there is none.
std::string_view caught_in(const Caught& item, std::string_view field);

} // namespace remark
} // namespace gonggo::scrapers
