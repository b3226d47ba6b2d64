// The sources' history, applications, and small facts.
#include "postings/store/impl.hpp"

namespace gonggo::postings {

Status Store::mark_status(const std::string& id, const std::string& status, const std::string& note,
                          Timestamp now) {
    return impl_->db
        .prepare("INSERT INTO applications VALUES (?1,?2,?3,?4) ON CONFLICT DO UPDATE SET "
                 "status=?2, note=CASE ?3 WHEN '' THEN note ELSE ?3 END, at=?4")
        .bind(1, id)
        .bind(2, status)
        .bind(3, note)
        .bind(4, seconds_of(now))
        .run();
}

Status Store::record_poll(const SourceRecord& r) {
    return impl_->db
        .prepare("INSERT INTO polls (source,at,state,reason,items,fresh,layout) VALUES "
                 "(?1,?2,?3,?4,?5,?6,?7)")
        .bind(1, r.source)
        .bind(2, seconds_of(r.at))
        .bind(3, r.state)
        .bind(4, r.reason)
        .bind(5, r.items)
        .bind(6, r.fresh)
        .bind(7, r.layout)
        .run();
}

Result<std::vector<SourceRecord>> Store::sources() {
    std::vector<SourceRecord> out;
    // From source to source along the index: half a year of polls is not read every minute.
    auto rows = impl_->db.prepare(
        "WITH RECURSIVE each(name) AS (SELECT min(source) FROM polls UNION ALL SELECT (SELECT "
        "min(source) FROM polls WHERE source>name) FROM each WHERE name IS NOT NULL) "
        "SELECT source,at,state,reason,items,fresh,layout FROM each JOIN polls ON id=(SELECT id "
        "FROM polls WHERE source=name ORDER BY id DESC LIMIT 1) ORDER BY source");
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        out.push_back({.source = rows.text(0),
                       .state = rows.text(2),
                       .reason = rows.text(3),
                       .at = time_of(rows.number(1)),
                       .items = static_cast<int>(rows.number(4)),
                       .fresh = static_cast<int>(rows.number(5)),
                       .layout = static_cast<int>(rows.number(6))});
    }
}

Result<std::vector<Reliability>> Store::reliability() {
    std::vector<Reliability> out;
    auto rows = impl_->db.prepare(
        "SELECT source, count(*), sum(state='ok') FROM polls GROUP BY source ORDER BY source");
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        out.push_back(
            {rows.text(0), static_cast<int>(rows.number(1)), static_cast<int>(rows.number(2))});
    }
}

Result<std::vector<int>> Store::yields(const std::string& source, int polls) {
    std::vector<int> out;
    auto rows = impl_->db.prepare("SELECT items FROM polls WHERE source=?1 AND state='ok' AND "
                                  "items>0 ORDER BY id DESC LIMIT ?2");
    rows.bind(1, source).bind(2, polls);
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        out.push_back(static_cast<int>(rows.number(0)));
    }
}

CachedAnswer Store::cached(const std::string& source, const std::string& url) {
    auto row = impl_->db.prepare(
        "SELECT etag,last_modified,hash FROM http_cache WHERE source=?1 AND url=?2");
    const auto found = row.bind(1, source).bind(2, url).step();
    if (!found || !*found) return {};
    return {row.text(0), row.text(1), row.text(2)};
}

Status Store::cache(const std::string& source, const std::string& url, const CachedAnswer& a) {
    return impl_->db
        .prepare("INSERT INTO http_cache VALUES (?1,?2,?3,?4,?5) ON CONFLICT DO UPDATE SET "
                 "etag=?3, last_modified=?4, hash=?5")
        .bind(1, source)
        .bind(2, url)
        .bind(3, a.etag)
        .bind(4, a.last_modified)
        .bind(5, a.hash)
        .run();
}

std::string Store::meta(const std::string& key) {
    auto row = impl_->db.prepare("SELECT value FROM meta WHERE key=?1");
    const auto found = row.bind(1, key).step();
    return found && *found ? row.text(0) : std::string();
}

Status Store::set_meta(const std::string& key, const std::string& value) {
    return impl_->db.prepare("INSERT INTO meta VALUES (?1,?2) ON CONFLICT DO UPDATE SET value=?2")
        .bind(1, key)
        .bind(2, value)
        .run();
}

} // namespace gonggo::postings
