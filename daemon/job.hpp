#pragma once
// One source's poll in progress: what its steps share.
#include "daemon/poll.hpp"
#include "net/http.hpp"
#include "postings/normalise.hpp"
#include "scrapers/recipe.hpp"
#include <map>
#include <string>

namespace gonggo::daemon {

/// What fills the {names} of a recipe's addresses.
using Values = std::map<std::string, std::string>;

struct Job {
    World& world;
    const config::Source& source;
    scrapers::Recipe recipe;
    Values values;
    PollResult result;
    int layout = -1; ///< the list layout that yielded

    [[nodiscard]] postings::NormaliseContext context() const;
};

/// The source's parameters, its key and the recipe's fallbacks; an error names what is missing.
Result<Values> values_for(const scrapers::Recipe& recipe, const config::Source& source);

/// A request with the source's manners and headers; its URL is still to be filled in.
net::Request request_for(const config::Source& source, const scrapers::RecipeRequest& what);

/// The address with the source's mirror in place of the board's own host.
std::string mirrored(const config::Source& source, const std::string& url);

} // namespace gonggo::daemon
