#pragma once
// One source's poll in progress: what its steps share.
#include "daemon/poll.hpp"
#include "net/http.hpp"
#include "postings/normalise.hpp"
#include "scrapers/extract.hpp"
#include "scrapers/recipe.hpp"
#include <map>
#include <string>

namespace gonggo::daemon {

using scrapers::Values;

struct Job {
    World& world;
    const config::Source& source;
    scrapers::Recipe recipe;
    Values values;
    PollResult result;
    int layout = -1;                   ///< the list layout that yielded
    int first_page = 0;                ///< items of the list's first page
    std::map<std::string, int> filled; ///< in how many of them each field had a text

    [[nodiscard]] postings::NormaliseContext context() const;
};

/// The source's parameters, its key and the recipe's fallbacks; an error names what is missing.
Result<Values> values_for(const scrapers::Recipe& recipe, const config::Source& source);

/// The recipe's request with the source's manners, headers and mirror.
Result<net::Request> request_for(const config::Source& source, const scrapers::RecipeRequest& what,
                                 const Values& values);

/// The answer as the recipe's layouts see it.
scrapers::Page page_of(const net::Response& answer, const Values& values);

/// The address with the source's mirror in place of the board's own host.
std::string mirrored(const config::Source& source, const std::string& url);

} // namespace gonggo::daemon
