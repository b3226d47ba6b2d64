#pragma once
// What the user hid does not come back under another name: copies of it are hidden too.
#include "postings/store/database.hpp"
#include <string>

namespace gonggo::postings {

/// Whether anything is marked hidden, read once.
class Hidden {
public:
    static Result<Hidden> of(Database& db);
    /// The posting is a possible copy (store/copies.hpp) of a hidden one. What the user marked
    /// himself is no copy.
    Result<bool> has_copy(Database& db, const std::string& id) const;

private:
    bool any_ = false;
};

} // namespace gonggo::postings
