#pragma once
// What the user hid does not come back under another name: copies of it are hidden too.
#include "postings/store/database.hpp"
#include <set>
#include <string>

namespace gonggo::postings {

/// The possible copies (Store::copies()) of all that is marked hidden, read once. What the user
/// marked himself is no copy.
class Hidden {
public:
    static Result<Hidden> of(Database& db);
    [[nodiscard]] bool has_copy(const std::string& id) const { return copies_.contains(id); }

private:
    std::set<std::string> copies_;
};

} // namespace gonggo::postings
