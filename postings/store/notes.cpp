// The sources' history and small facts.
#include "base/text.hpp"
#include "postings/store/impl.hpp"

#include <cstdlib>

namespace gonggo::postings {

namespace {

/// "items 40\ntitle 40\n" and back.
std::string written(const std::map<std::string, int>& filled) {
    std::string out;
    for (const auto& [field, items] : filled) out += field + " " + std::to_string(items) + "\n";
    return out;
}

std::map<std::string, int> read_filled(std::string_view words) {
    std::map<std::string, int> out;
    for (const auto line : text::split(words, '\n'))
        if (const auto space = line.find(' '); space != std::string_view::npos)
            out[std::string(line.substr(0, space))] = std::atoi(line.data() + space + 1);
    return out;
}

/// Of the columns in the order of record_poll().
SourceRecord poll_of(const Statement& row) {
    return {.source = row.text(0),
            .state = row.text(2),
            .reason = row.text(3),
            .at = time_of(row.number(1)),
            .items = static_cast<int>(row.number(4)),
            .fresh = static_cast<int>(row.number(5)),
            .layout = static_cast<int>(row.number(6)),
            .unchanged = row.number(7) != 0,
            .filled = read_filled(row.text(8))};
}

} // namespace

Status Store::record_poll(const SourceRecord& r) {
    return impl_->db
        .prepare("INSERT INTO polls (source,at,state,reason,items,fresh,layout,unchanged,filled) "
                 "VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)")
        .bind(1, r.source)
        .bind(2, seconds_of(r.at))
        .bind(3, r.state)
        .bind(4, r.reason)
        .bind(5, r.items)
        .bind(6, r.fresh)
        .bind(7, r.layout)
        .bind(8, r.unchanged ? 1 : 0)
        .bind(9, written(r.filled))
        .run();
}

Result<std::vector<SourceRecord>> Store::sources() {
    std::vector<SourceRecord> out;
    // From source to source along the index: half a year of polls is not read every minute.
    auto rows = impl_->db.prepare(
        "WITH RECURSIVE each(name) AS (SELECT min(source) FROM polls UNION ALL SELECT (SELECT "
        "min(source) FROM polls WHERE source>name) FROM each WHERE name IS NOT NULL) "
        "SELECT source,at,state,reason,items,fresh,layout,unchanged,filled,(SELECT at FROM polls "
        "WHERE source=name AND state='ok' ORDER BY id DESC LIMIT 1) FROM each JOIN polls ON "
        "id=(SELECT id FROM polls WHERE source=name ORDER BY id DESC LIMIT 1) ORDER BY source");
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        out.push_back(poll_of(rows));
        if (const auto at = rows.number(9); at > 0) out.back().last_ok = time_of(at);
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

Result<std::vector<SourceRecord>> Store::healthy_polls(const std::string& source, int most) {
    std::vector<SourceRecord> out;
    auto rows =
        impl_->db.prepare("SELECT source,at,state,reason,items,fresh,layout,unchanged,filled FROM "
                          "polls WHERE source=?1 AND state='ok' AND filled<>'' "
                          "ORDER BY id DESC LIMIT ?2");
    rows.bind(1, source).bind(2, most);
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        out.push_back(poll_of(rows));
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
