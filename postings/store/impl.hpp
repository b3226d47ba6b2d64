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

/// The row of a posting in the full-text index.
std::int64_t words_row(const std::string& id);

/// A posting without listings and all that hangs on it.
Status erase_posting(Database& db, const std::string& id);

/// The posting of a row whose column 0 is the body, with status, notes and matches filled in.
Result<Posting> complete(Database& db, const std::string& body);

} // namespace gonggo::postings
