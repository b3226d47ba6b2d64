#pragma once
// Where the listings are that may be the same vacancy: by the names of their employers and the
// letters of their titles, or by their texts.
#include "postings/dedup/traits.hpp"
#include "postings/store/database.hpp"
#include <string>
#include <vector>

namespace gonggo::postings {

/// Notes the listing's traits, in place of those it had. False when it had none.
Result<bool> note_traits(Database& db, const std::string& listing, const Traits& traits);
/// Removes them. False when there were none.
Result<bool> forget_traits(Database& db, const std::string& listing);

struct Neighbour {
    std::string listing;
    Traits traits;
};
/// The other listings whose employer has one of these names, or nearly, and whose title is near.
Result<std::vector<Neighbour>> of_employer(Database& db, const std::string& listing,
                                           const Traits& traits);
/// The other listings whose text is nearly this one's, so that either may be a copy.
Result<std::vector<Neighbour>> of_text(Database& db, const std::string& listing,
                                       const Traits& traits);

} // namespace gonggo::postings
