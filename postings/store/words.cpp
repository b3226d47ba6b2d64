// The full-text index of what is stored.
#include "base/text.hpp"
#include "postings/json.hpp"
#include "postings/store/impl.hpp"

#include <xxhash.h>

namespace gonggo::postings {
namespace {

/// 2020-01-01 UTC: before any posting of ours. 30 bits of seconds reach the year 2054.
constexpr std::int64_t kEpoch = 1'577'836'800;
constexpr int kHashBits = 33;

Result<std::optional<std::int64_t>> row_of(Database& db, const std::string& id) {
    auto row = db.prepare("SELECT words_row FROM postings WHERE id=?1");
    GONGGO_TRY(const bool found, row.bind(1, id).step());
    if (!found || row.null(0)) return std::optional<std::int64_t>();
    return std::optional(row.number(0));
}

Result<std::int64_t> free_row(Database& db, const Posting& p) {
    const std::int64_t age =
        std::clamp<std::int64_t>(seconds_of(p.first_seen) - kEpoch, 0, (std::int64_t{1} << 30) - 1);
    const auto hash = static_cast<std::int64_t>(XXH3_64bits(p.id.data(), p.id.size()) &
                                                ((std::uint64_t{1} << kHashBits) - 1));
    for (std::int64_t out = (age << kHashBits) | hash;; ++out) {
        auto row = db.prepare("SELECT 1 FROM postings WHERE words_row=?1");
        GONGGO_TRY(const bool taken, row.bind(1, out).step());
        if (!taken) return out;
    }
}

} // namespace

Status forget_words(Database& db, const std::string& id) {
    GONGGO_TRY(const auto row, row_of(db, id));
    if (!row) return {};
    return db.prepare("DELETE FROM words WHERE rowid=?1").bind(1, *row).run();
}

Status index_words(Database& db, const Posting& p) {
    GONGGO_CHECK(forget_words(db, p.id));
    GONGGO_TRY(auto row, row_of(db, p.id));
    if (!row) {
        GONGGO_TRY(row, free_row(db, p));
        GONGGO_CHECK(db.prepare("UPDATE postings SET words_row=?2 WHERE id=?1")
                         .bind(1, p.id)
                         .bind(2, *row)
                         .run());
    }
    return db
        .prepare("INSERT INTO words (rowid,id,title,company,skills,description) VALUES "
                 "(?1,?2,?3,?4,?5,?6)")
        .bind(1, *row)
        .bind(2, p.id)
        .bind(3, p.title)
        .bind(4, p.company)
        .bind(5, text::join(p.skills, ", ") + ", " + text::join(p.locations, ", "))
        .bind(6, p.description)
        .run();
}

Status index_all(Database& db) {
    GONGGO_CHECK(db.execute("DELETE FROM words; UPDATE postings SET words_row=NULL"));
    std::string after;
    for (;;) { // one at a time: the rows are written while they are read
        std::optional<Posting> posting;
        {
            auto row = db.prepare("SELECT id, body FROM postings WHERE id>?1 ORDER BY id LIMIT 1");
            GONGGO_TRY(const bool found, row.bind(1, after).step());
            if (!found) return {};
            after = row.text(0);
            posting = from_json(row.text(1));
        }
        if (posting) GONGGO_CHECK(index_words(db, *posting));
    }
}

} // namespace gonggo::postings
