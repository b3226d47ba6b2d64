#pragma once
// Puts listings into the postings their clusters say, and makes those postings anew.
#include "postings/store/clusters.hpp"
#include "postings/store/records.hpp"
#include <set>
#include <string>

namespace gonggo::postings {

/// An id no posting has: seven letters and digits, the same for the same listing.
Result<std::string> unused_id(Database& db, const std::string& listing);
/// A posting without a word, for listings to show with until it is written.
Status reserve_posting(Database& db, const std::string& id, Timestamp first_seen);

/// settle(), then rebuild(): between them it can be seen what the postings were.
class Settler {
public:
    Settler(Database& db, Records& records) : db_(db), records_(records) {}

    /// Reads the clusters around the listing and moves what belongs elsewhere; the posting that
    /// shows the listing now. What was told and marked stays with the listings it was shown by: a
    /// vacancy split off that nobody saw is told.
    Result<std::string> settle(const std::string& listing);
    void touch(const std::string& posting) { touched_.insert(posting); }
    /// All postings touched, emptied ones removed; a repost is counted for `reposted`.
    Status rebuild(const std::string& reposted);

private:
    Result<std::string> posting_of(const std::string& listing);
    Status move(const std::string& listing, const std::string& posting);
    Result<bool> is_shown(const std::string& id);
    /// Who still has the id, from a mail perhaps, is led to the posting that took its listings.
    Status lead_to_heir(const std::string& id);

    Database& db_;
    Records& records_;
    std::set<std::string> touched_;
    std::set<std::pair<std::string, std::string>> heirs_; ///< posting, whose listings it took
    std::set<std::string> parted_;                        ///< postings that won or lost listings
};

} // namespace gonggo::postings
