// What was told and is to be told, the sources' history, applications, and small facts.
#include "postings/store/impl.hpp"

namespace gonggo::postings {

Result<std::vector<Posting>> Store::untold(const std::string& profile) {
    std::vector<Posting> out;
    auto rows =
        impl_->db.prepare("SELECT p.body FROM matches m JOIN postings p ON p.id=m.posting WHERE "
                          "m.profile=?1 AND m.told IS NULL AND p.closed IS NULL "
                          "AND NOT EXISTS (SELECT 1 FROM applications a WHERE a.posting=p.id AND "
                          "a.status='hidden') ORDER BY m.score DESC, p.first_seen DESC, p.id");
    rows.bind(1, profile);
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        GONGGO_TRY(Posting posting, complete(impl_->db, rows.text(0)));
        out.push_back(std::move(posting));
    }
}

Status Store::mark_told(const std::string& profile, const std::vector<std::string>& ids,
                        Timestamp now) {
    return in_transaction([&]() -> Status {
        for (const auto& id : ids)
            GONGGO_CHECK(impl_->db
                             .prepare("UPDATE matches SET told=?3 WHERE posting=?1 AND profile=?2 "
                                      "AND told IS NULL")
                             .bind(1, id)
                             .bind(2, profile)
                             .bind(3, seconds_of(now))
                             .run());
        return {};
    });
}

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

Status Store::enqueue(const OutboxEntry& entry, Timestamp now) {
    return impl_->db
        .prepare("INSERT INTO outbox (key,channel,target,payload,next_try,created) VALUES "
                 "(?1,?2,?3,?4,?5,?5) ON CONFLICT DO NOTHING")
        .bind(1, entry.key)
        .bind(2, entry.channel)
        .bind(3, entry.target)
        .bind(4, entry.payload)
        .bind(5, seconds_of(now))
        .run();
}

Result<std::vector<OutboxEntry>> Store::outbox(bool due_only, Timestamp now) {
    std::vector<OutboxEntry> out;
    auto rows =
        impl_->db.prepare("SELECT id,key,channel,target,payload,state,attempts,next_try,last_error "
                          "FROM outbox WHERE ?1=0 OR (state='due' AND next_try<=?2) ORDER BY id");
    rows.bind(1, std::int64_t{due_only}).bind(2, seconds_of(now));
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        out.push_back({rows.number(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4),
                       rows.text(5), static_cast<int>(rows.number(6)), time_of(rows.number(7)),
                       rows.text(8)});
    }
}

Status Store::outbox_result(std::int64_t id, const std::string& state, const std::string& error,
                            Timestamp next_try) {
    return impl_->db
        .prepare("UPDATE outbox SET state=?2, last_error=?3, next_try=?4, attempts=attempts+1 "
                 "WHERE id=?1")
        .bind(1, id)
        .bind(2, state)
        .bind(3, error)
        .bind(4, seconds_of(next_try))
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
    auto rows =
        impl_->db.prepare("SELECT source,at,state,reason,items,fresh,layout FROM polls WHERE id IN "
                          "(SELECT max(id) FROM polls GROUP BY source) ORDER BY source");
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
