// Messages on their way: what is due, and what became of it.
#include "postings/store/impl.hpp"

namespace gonggo::postings {

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
    auto rows = impl_->db.prepare(
        "SELECT id,key,channel,target,payload,state,attempts,next_try,last_error,"
        "created FROM outbox WHERE ?1=0 OR (state='due' AND next_try<=?2) ORDER BY id");
    rows.bind(1, std::int64_t{due_only}).bind(2, seconds_of(now));
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        out.push_back({rows.number(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4),
                       rows.text(5), static_cast<int>(rows.number(6)), time_of(rows.number(7)),
                       rows.text(8), time_of(rows.number(9))});
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

Result<std::map<std::string, std::int64_t>> Store::outbox_counts() {
    std::map<std::string, std::int64_t> out;
    auto rows = impl_->db.prepare("SELECT state,count(*) FROM outbox GROUP BY state");
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        out[rows.text(0)] = rows.number(1);
    }
}

Result<std::optional<Timestamp>> Store::next_delivery() {
    auto row = impl_->db.prepare("SELECT min(next_try) FROM outbox WHERE state='due'");
    GONGGO_TRY(const bool found, row.step());
    if (!found || row.null(0)) return std::optional<Timestamp>();
    return std::optional(time_of(row.number(0)));
}

Result<bool> Store::outbox_again(std::int64_t id, Timestamp now) {
    auto row = impl_->db.prepare("UPDATE outbox SET state='due', attempts=0, next_try=?2, "
                                 "created=?2 WHERE id=?1 AND state<>'sent' RETURNING id");
    return row.bind(1, id).bind(2, seconds_of(now)).step();
}

Result<bool> Store::outbox_drop(std::int64_t id) {
    auto row = impl_->db.prepare("DELETE FROM outbox WHERE id=?1 AND state<>'sent' RETURNING id");
    return row.bind(1, id).step();
}

} // namespace gonggo::postings
