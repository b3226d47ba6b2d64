#include "postings/store/maintain.hpp"

#include "postings/store/clusters.hpp"
#include "postings/store/impl.hpp"

#include <unistd.h>

namespace gonggo::postings {

Status back_up(const std::filesystem::path& database, const std::filesystem::path& copy) {
    std::error_code ec;
    if (std::filesystem::exists(copy, ec))
        return invalid(copy.string() + ": exists already; mend: name a new file");
    GONGGO_TRY(Database db, Database::open(database, Database::Mode::read_only));
    const std::string part = copy.string() + ".part-" + std::to_string(::getpid());
    std::filesystem::remove(part, ec);
    if (const auto copied = db.copy_into(part); !copied) return copied.error().in(copy.string());
    std::filesystem::rename(part, copy, ec);
    if (ec) return Error{Errc::io, copy.string() + ": " + ec.message()};
    return {};
}

Result<std::vector<std::string>> integrity_faults(const std::filesystem::path& database) {
    static constexpr struct {
        const char* count;
        const char* what;
    } kLoose[] = {
        {"SELECT count(*) FROM listings l LEFT JOIN postings p ON p.id=l.posting WHERE p.id IS "
         "NULL",
         "listings without a posting"},
        {"SELECT count(*) FROM postings p WHERE NOT EXISTS (SELECT 1 FROM listings l WHERE "
         "l.posting=p.id)",
         "postings without a listing"},
        {"SELECT count(*) FROM matches m LEFT JOIN postings p ON p.id=m.posting WHERE p.id IS NULL",
         "matches without a posting"},
        {"SELECT count(*) FROM former f LEFT JOIN postings p ON p.id=f.posting WHERE p.id IS NULL",
         "former ids that lead nowhere"},
        {"SELECT count(*) FROM listings l LEFT JOIN seen s USING (source, external_id) WHERE "
         "s.source IS NULL",
         "listings never seen"},
        {"SELECT count(*) FROM postings WHERE id NOT IN (SELECT id FROM words)",
         "postings missing from the full-text index"},
    };
    GONGGO_TRY(Database db, Database::open(database, Database::Mode::read_only));
    std::vector<std::string> faults;
    auto rows = db.prepare("PRAGMA integrity_check(20)");
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) break;
        if (const std::string line = rows.text(0); line != "ok") faults.push_back(line);
    }
    if (!faults.empty()) return faults; // counting in a broken file tells nothing
    for (const auto& check : kLoose) {
        auto count = db.prepare(check.count);
        GONGGO_TRY(const bool row, count.step());
        if (row && count.number(0) > 0)
            faults.push_back(std::to_string(count.number(0)) + " " + check.what);
    }
    return faults;
}

Status erase_posting(Database& db, const std::string& id) {
    GONGGO_CHECK(forget_words(db, id));
    for (const char* sql :
         {"DELETE FROM matches WHERE posting=?1", "DELETE FROM watched WHERE posting=?1",
          "DELETE FROM applications WHERE posting=?1", "DELETE FROM feedback WHERE posting=?1",
          "DELETE FROM marks WHERE posting=?1", "DELETE FROM former WHERE posting=?1",
          "DELETE FROM told WHERE what>?1||'/' AND what<?1||'0'",
          "DELETE FROM postings WHERE id=?1"})
        GONGGO_CHECK(db.prepare(sql).bind(1, id).run());
    return {};
}

Result<Forgotten> Store::forget(Timestamp before) {
    auto& db = impl_->db;
    const std::int64_t at = seconds_of(before);
    Forgotten out;
    std::vector<std::string> gone;
    GONGGO_CHECK(in_transaction([&]() -> Status {
        {
            auto rows = db.prepare(
                "SELECT id FROM postings p WHERE (closed < ?1 OR deadline < date(?1, 'unixepoch')) "
                "AND NOT EXISTS (SELECT 1 FROM applications a WHERE a.posting=p.id) "
                "AND NOT EXISTS (SELECT 1 FROM feedback f WHERE f.posting=p.id) "
                "AND NOT EXISTS (SELECT 1 FROM listings l JOIN seen s USING (source, external_id) "
                "WHERE l.posting=p.id AND s.last_seen >= ?1)");
            rows.bind(1, at);
            for (;;) {
                GONGGO_TRY(const bool row, rows.step());
                if (!row) break;
                gone.push_back(rows.text(0));
            }
        }
        for (const auto& id : gone) {
            GONGGO_TRY(const auto listings, listings_of(db, id));
            for (const auto& listing : listings) GONGGO_CHECK(postings::forget(db, listing));
            for (const char* sql :
                 {"DELETE FROM versions WHERE (source, external_id) IN (SELECT source, external_id "
                  "FROM listings WHERE posting=?1)",
                  "DELETE FROM seen WHERE (source, external_id) IN (SELECT source, external_id "
                  "FROM listings WHERE posting=?1)",
                  "DELETE FROM listings WHERE posting=?1"})
                GONGGO_CHECK(db.prepare(sql).bind(1, id).run());
            GONGGO_CHECK(erase_posting(db, id));
        }
        GONGGO_CHECK(
            db.prepare("DELETE FROM polls WHERE at < ?1 AND id NOT IN (SELECT max(id) FROM "
                       "polls GROUP BY source)")
                .bind(1, at)
                .run());
        out.polls = static_cast<int>(db.changes());
        GONGGO_CHECK(
            db.prepare("DELETE FROM outbox WHERE state='sent' AND created < ?1").bind(1, at).run());
        out.deliveries = static_cast<int>(db.changes());
        return {};
    }));
    out.postings = static_cast<int>(gone.size());
    return out;
}

Result<bool> slim(const std::filesystem::path& database) {
    constexpr std::int64_t kWorthIt = 256; // pages: 1 MiB
    GONGGO_TRY(Database db, Database::open(database, Database::Mode::read_write));
    const auto number = [&](const char* sql) -> Result<std::int64_t> {
        auto statement = db.prepare(sql);
        GONGGO_TRY(const bool row, statement.step());
        return row ? statement.number(0) : 0;
    };
    GONGGO_TRY(const auto free, number("PRAGMA freelist_count"));
    GONGGO_TRY(const auto pages, number("PRAGMA page_count"));
    if (free < kWorthIt || free * 4 < pages) return false;
    GONGGO_CHECK(db.execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA optimize"));
    return true;
}

} // namespace gonggo::postings
