#include "postings/store/texts.hpp"

namespace gonggo::postings {
namespace {

constexpr std::int64_t kMostOfText = 16; ///< a text that more listings share is a form letter

/// Keys are noted in a table that is small enough to stay in memory, and moved from there to the
/// large one by so many listings, in its order: each of its pages is then written once for many
/// keys, not once for each.
constexpr std::uint32_t kAtOnce = 1U << 15;

Status move_to_the_large_table(Database& db) {
    return db.execute("INSERT OR IGNORE INTO bands SELECT band, id FROM bands_new ORDER BY 1, 2; "
                      "DELETE FROM bands_new");
}

} // namespace

Status note_text(Database& db, const Sketch& text, std::uint32_t id) {
    for (const std::uint32_t band : bands_of(text))
        GONGGO_CHECK(db.prepare("INSERT OR IGNORE INTO bands_new VALUES (?1,?2)")
                         .bind(1, std::int64_t{band})
                         .bind(2, std::int64_t{id})
                         .run());
    return id % kAtOnce == 0 ? move_to_the_large_table(db) : Status{};
}

Status forget_text(Database& db, const Sketch& text, std::uint32_t id) {
    for (const std::uint32_t band : bands_of(text))
        for (const char* sql : {"DELETE FROM bands WHERE band=?1 AND id=?2",
                                "DELETE FROM bands_new WHERE band=?1 AND id=?2"})
            GONGGO_CHECK(
                db.prepare(sql).bind(1, std::int64_t{band}).bind(2, std::int64_t{id}).run());
    return {};
}

Status near_texts(Database& db, const Sketch& text, std::set<std::uint32_t>& out) {
    for (const std::uint32_t band : bands_of(text)) {
        auto rows = db.prepare("SELECT id FROM bands WHERE band=?1 UNION ALL SELECT id FROM "
                               "bands_new WHERE band=?1 LIMIT ?2");
        rows.bind(1, std::int64_t{band}).bind(2, kMostOfText);
        for (;;) {
            GONGGO_TRY(const bool row, rows.step());
            if (!row) break;
            out.insert(static_cast<std::uint32_t>(rows.number(0)));
        }
    }
    return {};
}

} // namespace gonggo::postings
