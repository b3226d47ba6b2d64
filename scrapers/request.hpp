#pragma once
// What a recipe asks a board: the HTTP request of one page.
#include "base/result.hpp"
#include "net/http.hpp"
#include "scrapers/recipe.hpp"

namespace gonggo::scrapers {

/// Address, method, headers and body with every {name} filled in: percent-encoded in the address
/// and in form bodies (application/x-www-form-urlencoded), escaped in JSON bodies; the fitting
/// Content-Type unless the recipe gives one.
Result<net::Request> request_of(const RecipeRequest& what, const Values& values);

} // namespace gonggo::scrapers
