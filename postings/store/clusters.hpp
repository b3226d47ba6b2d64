#pragma once
// Which listings are one vacancy. The answer depends on the listings alone, never on the order in
// which they came: whom a listing is like is kept (table `alike`), and clusters are made anew of
// everything connected. Within a cluster every two listings are alike, so that a third never chains
// two vacancies together.
#include "postings/dedup/traits.hpp"
#include "postings/posting.hpp"
#include "postings/store/database.hpp"
#include <string>
#include <vector>

namespace gonggo::postings {

/// A listing's name in the tables: its source, a line feed, the source's id of it.
std::string listing_key(const std::string& source, const std::string& external_id);

/// The keys of the posting's listings, sorted.
Result<std::vector<std::string>> listings_of(Database& db, const std::string& posting);

struct Cluster {
    std::vector<std::string> listings; ///< sorted keys
    std::string posting;               ///< the posting that shows it; empty = a new one is needed
};

/// Notes what comparing looks at of the listing, which stored listings are the same vacancy and
/// which are possible copies. Earlier opinions on the listing are forgotten; the user's stay.
/// Whether any is the same vacancy.
Result<bool> learn(Database& db, const std::string& listing, const Traits& traits);

/// The listing is removed: so is what learn() noted of it.
Status forget(Database& db, const std::string& listing);

/// The clusters of all that is connected with `listing`, itself included.
Result<std::vector<Cluster>> clusters_around(Database& db, const std::string& listing);

/// The user's word: these two are, or are not, one vacancy.
Status overrule(Database& db, const std::string& a, const std::string& b, bool one_vacancy);

/// For databases of before there were traits: works out every listing's. Opinions stay as they are.
Status learn_all(Database& db);

} // namespace gonggo::postings
