#pragma once
// What the user wrote of postings: when they were given which status, and notes.
#include "postings/store/database.hpp"
#include "postings/store/store.hpp"

namespace gonggo::postings {

/// A status that the user gave a posting, and when.
struct Mark {
    std::string status;
    Timestamp at{};
};

/// The same file as a Store's, by a connection of its own.
class Marks {
public:
    static Result<Marks> open(const std::filesystem::path& path, Store::Mode mode);
    Result<std::vector<Mark>> of(const std::string& id); ///< oldest first
    Result<std::vector<std::string>> notes();            ///< all that is not empty
    /// The note in place of what was noted of a marked posting; it may be empty.
    Status set_note(const std::string& id, const std::string& note);

private:
    explicit Marks(Database db) : db_(std::move(db)) {}
    Database db_;
};

} // namespace gonggo::postings
