#pragma once
// Addresses and bodies with {names} in them.
#include "base/result.hpp"
#include "scrapers/recipe.hpp"
#include <optional>
#include <string>
#include <vector>

namespace gonggo::scrapers {

enum class Encode {
    none,
    url, ///< percent-encoded (RFC 3986), except {url}, which is an address already
    json ///< as the inside of a JSON string
};

/// `text` with every {name} replaced from `values`. A name without a value is an error.
Result<std::string> fill_template(const std::string& text, const Values& values,
                                  Encode encode = Encode::none);
/// The {names} in `text`, in order. JSON's own braces are not names.
std::vector<std::string> names_in(const std::string& text);

/// What a source gave, checked against the recipe's parameters, with the defaults filled in.
/// A missing or an unknown parameter is an error that says what is wanted.
Result<Values> fill_params(const Recipe& recipe, Values given);

/// {page}, {offset} and {cursor} of a list's page, the first being 0.
void set_page(const RecipeRequest& list, int page, const std::string& cursor, Values& values);

/// The parameters that make the recipe's list address `url`: all of them, or those of its host when
/// only that agrees. Nothing when the address is another board's.
std::optional<Values> params_of_url(const Recipe& recipe, const std::string& url);

} // namespace gonggo::scrapers
