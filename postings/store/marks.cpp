#include "postings/store/marks.hpp"

#include "postings/store/impl.hpp"

namespace gonggo::postings {

Result<Marks> Marks::open(const std::filesystem::path& path, Store::Mode mode) {
    GONGGO_TRY(Database db, Database::open(path, mode == Store::Mode::read_write
                                                     ? Database::Mode::read_write
                                                     : Database::Mode::read_only));
    return Marks(std::move(db));
}

Result<std::vector<Mark>> Marks::of(const std::string& id) {
    std::vector<Mark> out;
    auto rows = db_.prepare("SELECT status, at FROM marks WHERE posting=?1 ORDER BY at, rowid");
    rows.bind(1, id);
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        out.push_back({rows.text(0), time_of(rows.number(1))});
    }
}

Result<std::vector<std::string>> Marks::notes() {
    std::vector<std::string> out;
    auto rows = db_.prepare("SELECT note FROM applications WHERE note<>''");
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        out.push_back(rows.text(0));
    }
}

Status Marks::set_note(const std::string& id, const std::string& note) {
    return db_.prepare("UPDATE applications SET note=?2 WHERE posting=?1")
        .bind(1, id)
        .bind(2, note)
        .run();
}

} // namespace gonggo::postings
