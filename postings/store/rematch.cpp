#include "postings/store/rematch.hpp"
#include "postings/store/records.hpp"

namespace gonggo::postings {

Result<int> rematch_open(const std::filesystem::path& database, const Matcher& matcher,
                         Timestamp now, Date today) {
    GONGGO_TRY(Database db, Database::open(database, Database::Mode::read_write));
    GONGGO_CHECK(db.execute("BEGIN IMMEDIATE")); // rolled back with the connection
    std::vector<std::string> open;
    {
        auto rows = db.prepare("SELECT id FROM postings WHERE closed IS NULL AND (deadline IS NULL "
                               "OR deadline>=?1)");
        rows.bind(1, iso8601(today));
        for (;;) {
            GONGGO_TRY(const bool row, rows.step());
            if (!row) break;
            open.push_back(rows.text(0));
        }
    }
    Records records(db, matcher, now);
    for (const auto& id : open) GONGGO_CHECK(records.rematch(id));
    GONGGO_CHECK(db.execute("COMMIT"));
    return static_cast<int>(open.size());
}

} // namespace gonggo::postings
