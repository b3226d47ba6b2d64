#include "postings/concluded.hpp"

#include "postings/json.hpp"

namespace gonggo::postings {

std::string content_of(Posting listing) {
    listing.first_seen = listing.last_seen = {};
    listing.id.clear();
    for (auto& link : listing.links) link.first_seen = link.last_seen = {};
    return to_json(listing);
}

Concluded conclude(const Posting& listing) {
    return {.content = content_of(listing),
            .traits = traits_of(listing),
            .classification = classify(listing)};
}

} // namespace gonggo::postings
