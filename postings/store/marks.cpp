// What the user wrote of postings: when they were given which status, and notes.
#include "postings/store/impl.hpp"

namespace gonggo::postings {

Status Store::mark_status(const std::string& id, const std::string& status, const std::string& note,
                          Timestamp now) {
    return in_transaction([&]() -> Status {
        GONGGO_CHECK(note_shown(impl_->db, id, "application", now));
        GONGGO_CHECK(impl_->db
                         .prepare("INSERT INTO marks SELECT ?1,?2,?3 WHERE ?2 IS NOT (SELECT "
                                  "status FROM marks WHERE posting=?1 ORDER BY rowid DESC LIMIT 1)")
                         .bind(1, id)
                         .bind(2, status)
                         .bind(3, seconds_of(now))
                         .run());
        return impl_->db
            .prepare("INSERT INTO applications VALUES (?1,?2,?3,?4) ON CONFLICT DO UPDATE SET "
                     "status=?2, note=CASE ?3 WHEN '' THEN note ELSE ?3 END, at=?4")
            .bind(1, id)
            .bind(2, status)
            .bind(3, note)
            .bind(4, seconds_of(now))
            .run();
    });
}

Result<std::vector<Mark>> Store::marks(const std::string& id) {
    std::vector<Mark> out;
    auto rows =
        impl_->db.prepare("SELECT status, at FROM marks WHERE posting=?1 ORDER BY at, rowid");
    rows.bind(1, id);
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        out.push_back({rows.text(0), time_of(rows.number(1))});
    }
}

Result<std::vector<std::string>> Store::notes() {
    std::vector<std::string> out;
    auto rows = impl_->db.prepare("SELECT note FROM applications WHERE note<>''");
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        out.push_back(rows.text(0));
    }
}

Status Store::set_note(const std::string& id, const std::string& note) {
    return impl_->db.prepare("UPDATE applications SET note=?2 WHERE posting=?1")
        .bind(1, id)
        .bind(2, note)
        .run();
}

} // namespace gonggo::postings
