#pragma once
// What the store's .cpp files share.
#include "postings/store/database.hpp"
#include "postings/store/store.hpp"

namespace gonggo::postings {

struct Store::Impl {
    explicit Impl(Database d) : db(std::move(d)) {}
    Database db;
    bool in_transaction = false;
};

inline std::int64_t seconds_of(Timestamp t) {
    return t.time_since_epoch().count();
}
inline Timestamp time_of(std::int64_t s) {
    return Timestamp{std::chrono::seconds{s}};
}

/// What the full-text index holds of a posting.
struct Words {
    std::string title, company, skills, description;
    Timestamp first_seen{};
    std::optional<std::int64_t> row; ///< where they are to stand, when nothing stands there yet
};
Words words_of(const Posting& posting);
/// Puts postings' words (by id) into the full-text index, in place of what was there. Its rows are
/// in the order of first_seen, so that the newest hits can be read first.
Status index_words(Database& db, const std::map<std::string, Words>& words);
/// A row of the index for a posting that has none.
Result<std::int64_t> free_row(Database& db, const std::string& id, Timestamp first_seen);
Status forget_words(Database& db, const std::string& id);
/// Everything anew.
Status index_all(Database& db);

/// What was said of postings, and what that teaches the profiles.
Result<std::vector<Judgement>> judgements(Database& db);
Result<Lessons> lessons_in(Database& db);

/// A posting without listings and all that hangs on it.
Status erase_posting(Database& db, const std::string& id);

/// The listings that the posting has now were shown to somebody: `what` is "profile/NAME", a
/// webhook's "hook:NAME", "application" or "feedback" (the user's), or a reminder's fact.
Status note_shown(Database& db, const std::string& posting, const std::string& what, Timestamp now);

/// The posting of a row whose column 0 is the body, with status, notes and matches filled in.
Result<Posting> complete(Database& db, const std::string& body);
/// Matches, the application's status and when the links were seen.
Status fill_in(Database& db, Posting& posting);

} // namespace gonggo::postings
