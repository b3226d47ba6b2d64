#pragma once
// Mustache (mustache(5)): {{escaped}}, {{{raw}}}, {{&raw}}, {{#section}}, {{^inverted}},
// {{!comment}},
// {{>partial}}, dotted names and {{.}}. Ours, because Debian 12's libkainjow-mustache-dev conflicts
// with Boost 1.81. Other delimiters and lambdas are not offered.
#include "base/result.hpp"
#include <boost/json/fwd.hpp>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace gonggo::notifier {

/// Templates by name ("digest"); a partial is looked up here too.
using Templates = std::map<std::string, std::string, std::less<>>;

/// What notifier/templates/*.mustache held when this was built.
const Templates& built_in_templates();
/// The built-in ones, each replaced by `directory`/NAME.mustache where that file exists.
Result<Templates> load_templates(const std::filesystem::path& directory);

/// Renders the template of that name. Missing values are empty; an unclosed tag or section, or
/// partials nested deeper than 32, is an error that names the template.
Result<std::string> render(const Templates& templates, std::string_view name,
                           const boost::json::value& view);

/// & < > " ' as entities; what XML 1.0 does not allow (most control characters) is removed.
std::string escape_html(std::string_view text);

} // namespace gonggo::notifier
