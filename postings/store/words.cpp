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

/// Where the posting's words are to stand; nothing when there is no such posting.
struct Place {
    std::int64_t row = 0;
    bool taken = false; ///< by its words as they were
};

Result<std::optional<Place>> place_of(Database& db, const std::string& id, Timestamp first_seen) {
    {
        auto row = db.prepare("SELECT words_row FROM postings WHERE id=?1");
        GONGGO_TRY(const bool found, row.bind(1, id).step());
        if (!found) return std::optional<Place>();
        if (!row.null(0)) return std::optional(Place{row.number(0), true});
    }
    GONGGO_TRY(const auto row, free_row(db, id, first_seen));
    GONGGO_CHECK(
        db.prepare("UPDATE postings SET words_row=?2 WHERE id=?1").bind(1, id).bind(2, row).run());
    return std::optional(Place{row, false});
}

} // namespace

Words words_of(const Posting& p) {
    return {.title = p.title,
            .company = p.company,
            .skills = text::join(p.skills, ", ") + ", " + text::join(p.locations, ", "),
            .description = p.description,
            .first_seen = p.first_seen,
            .row = {}};
}

Result<std::int64_t> free_row(Database& db, const std::string& id, Timestamp first_seen) {
    const std::int64_t age =
        std::clamp<std::int64_t>(seconds_of(first_seen) - kEpoch, 0, (std::int64_t{1} << 30) - 1);
    const auto hash = static_cast<std::int64_t>(XXH3_64bits(id.data(), id.size()) &
                                                ((std::uint64_t{1} << kHashBits) - 1));
    for (std::int64_t out = (age << kHashBits) | hash;; ++out) {
        auto row = db.prepare("SELECT 1 FROM postings WHERE words_row=?1");
        GONGGO_TRY(const bool taken, row.bind(1, out).step());
        if (!taken) return out;
    }
}

Status forget_words(Database& db, const std::string& id) {
    auto row = db.prepare("SELECT words_row FROM postings WHERE id=?1 AND words_row IS NOT NULL");
    GONGGO_TRY(const bool found, row.bind(1, id).step());
    if (!found) return {};
    return db.prepare("DELETE FROM words WHERE rowid=?1").bind(1, row.number(0)).run();
}

Status index_words(Database& db, const std::map<std::string, Words>& words) {
    // The places first: other statements between those on the index make it write its batch.
    std::vector<std::pair<const std::string*, Place>> places;
    for (const auto& [id, said] : words) {
        if (said.row) {
            places.emplace_back(&id, Place{*said.row, false});
            continue;
        }
        GONGGO_TRY(const auto place, place_of(db, id, said.first_seen));
        if (place) places.emplace_back(&id, *place);
    }
    for (const auto& [id, place] : places)
        if (place.taken)
            GONGGO_CHECK(db.prepare("DELETE FROM words WHERE rowid=?1").bind(1, place.row).run());
    for (const auto& [id, place] : places) {
        const Words& said = words.at(*id);
        GONGGO_CHECK(db.prepare("INSERT INTO words (rowid,id,title,company,skills,description) "
                                "VALUES (?1,?2,?3,?4,?5,?6)")
                         .bind(1, place.row)
                         .bind(2, *id)
                         .bind(3, said.title)
                         .bind(4, said.company)
                         .bind(5, said.skills)
                         .bind(6, said.description)
                         .run());
    }
    return {};
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
        if (posting) GONGGO_CHECK(index_words(db, {{after, words_of(*posting)}}));
    }
}

} // namespace gonggo::postings
