#include "postings/store/clusters.hpp"
#include "postings/store/impl.hpp"
#include "postings/store/records.hpp"
#include "postings/store/settle.hpp"

#include <algorithm>
#include <xxhash.h>

namespace gonggo::postings {
namespace {

constexpr int kMissesBeforeClosed = 2;

std::string hex_hash(std::string_view s) {
    char out[20];
    std::snprintf(out, sizeof out, "%016llx",
                  static_cast<unsigned long long>(XXH3_64bits(s.data(), s.size())));
    return out;
}

class Absorber {
public:
    Absorber(Database& db, const Batch& batch, const Matcher& matcher)
        : db_(db), batch_(batch), records_(db, matcher, batch.now) {}

    Result<AbsorbReport> run() {
        AbsorbReport report;
        records_.put_off_words();
        for (std::size_t i = 0; i < batch_.listings.size(); ++i) {
            concluded_ = i < batch_.concluded.size() && batch_.concluded[i] ? &*batch_.concluded[i]
                                                                            : nullptr;
            GONGGO_TRY(Absorbed absorbed, one(batch_.listings[i]));
            report.listings.push_back(std::move(absorbed));
        }
        GONGGO_CHECK(still_there());
        if (batch_.complete) {
            GONGGO_CHECK(
                db_.prepare("UPDATE listings SET missed=missed+1 WHERE source=?1 AND closed IS "
                            "NULL AND external_id IN (SELECT external_id FROM seen WHERE source=?1 "
                            "AND last_seen < ?2)")
                    .bind(1, batch_.source)
                    .bind(2, seconds_of(batch_.now))
                    .run());
            GONGGO_TRY(report.closed, close_missing());
        }
        report.closed += closed_;
        GONGGO_CHECK(records_.index_words_now());
        return report;
    }

    /// The list is what it was: what it did not show it does not show again.
    Result<int> unchanged() {
        GONGGO_CHECK(db_.prepare("UPDATE listings SET missed=missed+1 WHERE source=?1 AND closed "
                                 "IS NULL AND missed>0")
                         .bind(1, batch_.source)
                         .run());
        return close_missing();
    }

private:
    /// What was heard of again in the same words. The narrow table only, but for what was missed.
    Status still_there() {
        for (const auto& external : batch_.same)
            GONGGO_CHECK(
                db_.prepare("UPDATE seen SET last_seen=?3 WHERE source=?1 AND external_id=?2")
                    .bind(1, batch_.source)
                    .bind(2, external)
                    .bind(3, seconds_of(batch_.now))
                    .run());
        if (batch_.same.empty()) return {};
        return db_
            .prepare("UPDATE listings SET missed=0 WHERE source=?1 AND missed>0 AND external_id IN "
                     "(SELECT external_id FROM seen WHERE source=?1 AND last_seen>=?2)")
            .bind(1, batch_.source)
            .bind(2, seconds_of(batch_.now))
            .run();
    }

    Result<Absorbed> one(const Posting& listing) {
        const std::string& external = listing.links.at(0).external_id;
        const auto note = batch_.notes.find(external);
        const Known noted = note == batch_.notes.end() ? Known{} : note->second;
        GONGGO_CHECK(db_.prepare("INSERT INTO seen (source,external_id,last_seen,heard,detailed) "
                                 "VALUES (?1,?2,?3,?4,?5) ON CONFLICT DO UPDATE SET last_seen=?3, "
                                 "heard=?4, detailed=?5")
                         .bind(1, batch_.source)
                         .bind(2, external)
                         .bind(3, seconds_of(batch_.now))
                         .bind(4, noted.heard)
                         .bind(5, static_cast<std::int64_t>(noted.detailed))
                         .run());
        records_.heard(listing, concluded_ ? &concluded_->classification : nullptr);
        const std::string body = concluded_ ? concluded_->content : content_of(listing);
        const std::string hash = hex_hash(body);
        std::string posting;
        std::string old_hash;
        bool was_closed = false;
        bool was_missed = false;
        {
            auto known = db_.prepare("SELECT posting, hash, closed, missed FROM listings WHERE "
                                     "source=?1 AND external_id=?2");
            GONGGO_TRY(const bool found, known.bind(1, batch_.source).bind(2, external).step());
            if (found) {
                posting = known.text(0);
                old_hash = known.text(1);
                was_closed = !known.null(2);
                was_missed = known.number(3) > 0;
            }
        }
        if (!posting.empty() && hash == old_hash && (!was_closed || listing.links[0].closed)) {
            if (was_missed) GONGGO_CHECK(not_missed(external));
            return Absorbed{posting, Outcome::seen};
        }
        if (!posting.empty()) return again(listing, posting, body, hash, old_hash, was_closed);
        const std::string key = listing_key(batch_.source, external);
        GONGGO_TRY(const std::string provisional, unused_id(db_, key));
        GONGGO_TRY(const bool alike, learn(db_, key, traits(listing)));
        GONGGO_CHECK(alike ? reserve_posting(db_, provisional, batch_.now)
                           : records_.write_alone(provisional));
        GONGGO_CHECK(
            db_.prepare("INSERT INTO listings (source,external_id,posting,hash,url,body,first_seen,"
                        "closed) VALUES (?1,?2,?3,?4,?5,?6,?7,CASE WHEN ?8 THEN ?7 END)")
                .bind(1, batch_.source)
                .bind(2, external)
                .bind(3, provisional)
                .bind(4, hash)
                .bind(5, listing.url)
                .bind(6, body)
                .bind(7, seconds_of(batch_.now))
                .bind(8, std::int64_t{listing.links[0].closed})
                .run());
        if (!alike) return Absorbed{provisional, Outcome::fresh};
        Settler settler(db_, records_);
        GONGGO_TRY(const std::string id, settler.settle(key));
        if (id == provisional) {
            GONGGO_CHECK(settler.rebuild({}));
            return Absorbed{id, Outcome::fresh};
        }
        GONGGO_TRY(const bool over, was_over(id));
        const bool repost = over && !listing.links[0].closed;
        GONGGO_CHECK(settler.rebuild(repost ? id : std::string()));
        return Absorbed{id, repost ? Outcome::reposted : Outcome::duplicate};
    }

    [[nodiscard]] Traits traits(const Posting& listing) const {
        return concluded_ ? concluded_->traits : traits_of(listing);
    }

    Status not_missed(const std::string& external) {
        return db_.prepare("UPDATE listings SET missed=0 WHERE source=?1 AND external_id=?2")
            .bind(1, batch_.source)
            .bind(2, external)
            .run();
    }

    /// What stands otherwise than it did, or again.
    Result<Absorbed> again(const Posting& listing, const std::string& posting,
                           const std::string& body, const std::string& hash,
                           const std::string& old_hash, bool was_closed) {
        const bool over = listing.links[0].closed; // the page says so
        if (hash != old_hash)
            GONGGO_CHECK(db_.prepare("INSERT INTO versions SELECT source, external_id, ?3, body "
                                     "FROM listings WHERE source=?1 AND external_id=?2")
                             .bind(1, batch_.source)
                             .bind(2, listing.links[0].external_id)
                             .bind(3, seconds_of(batch_.now))
                             .run());
        GONGGO_CHECK(db_.prepare("UPDATE listings SET hash=?3, body=?4, url=?5, missed=0, "
                                 "closed=CASE WHEN ?6 THEN coalesce(closed,?7) END WHERE "
                                 "source=?1 AND external_id=?2")
                         .bind(1, batch_.source)
                         .bind(2, listing.links[0].external_id)
                         .bind(3, hash)
                         .bind(4, body)
                         .bind(5, listing.url)
                         .bind(6, std::int64_t{over})
                         .bind(7, seconds_of(batch_.now))
                         .run());
        closed_ += over && !was_closed ? 1 : 0;
        // Still open elsewhere, or back there already: no news.
        GONGGO_TRY(const bool repost,
                   was_closed && !over ? was_over(posting) : Result<bool>(false));
        std::string id = posting;
        Settler settler(db_, records_);
        if (hash != old_hash) {
            const std::string key = listing_key(batch_.source, listing.links[0].external_id);
            GONGGO_CHECK(learn(db_, key, traits(listing)));
            GONGGO_TRY(id, settler.settle(key));
        }
        settler.touch(id);
        GONGGO_CHECK(settler.rebuild(repost ? id : std::string()));
        return Absorbed{id, repost ? Outcome::reposted : Outcome::changed};
    }

    Result<bool> was_over(const std::string& id) {
        auto row = db_.prepare("SELECT closed IS NOT NULL OR (deadline IS NOT NULL AND deadline < "
                               "?2) FROM postings WHERE id=?1");
        GONGGO_TRY(const bool found, row.bind(1, id).bind(2, iso8601(batch_.today)).step());
        return found && row.number(0) != 0;
    }

    /// What complete lists no longer showed, twice in a row, has closed.
    Result<int> close_missing() {
        std::vector<std::string> gone;
        {
            auto rows = db_.prepare("SELECT DISTINCT posting FROM listings WHERE source=?1 AND "
                                    "closed IS NULL AND missed>=?2");
            rows.bind(1, batch_.source).bind(2, kMissesBeforeClosed);
            for (;;) {
                GONGGO_TRY(const bool row, rows.step());
                if (!row) break;
                gone.push_back(rows.text(0));
            }
        }
        GONGGO_CHECK(db_.prepare("UPDATE seen SET heard=0 WHERE source=?1 AND external_id IN "
                                 "(SELECT external_id FROM listings WHERE source=?1 AND closed IS "
                                 "NULL AND missed>=?2)")
                         .bind(1, batch_.source)
                         .bind(2, kMissesBeforeClosed)
                         .run());
        GONGGO_CHECK(db_.prepare("UPDATE listings SET closed=?3 WHERE source=?1 AND closed IS NULL "
                                 "AND missed>=?2")
                         .bind(1, batch_.source)
                         .bind(2, kMissesBeforeClosed)
                         .bind(3, seconds_of(batch_.now))
                         .run());
        for (const auto& id : gone) GONGGO_CHECK(records_.rebuild(id, 0));
        return static_cast<int>(gone.size());
    }

    Database& db_;
    const Batch& batch_;
    Records records_;
    const Concluded* concluded_ = nullptr; ///< of the listing at hand, when it is known
    int closed_ = 0;                       ///< by what their pages say
};

} // namespace

int AbsorbReport::count(Outcome outcome) const {
    return static_cast<int>(std::ranges::count(listings, outcome, &Absorbed::outcome));
}

Result<AbsorbReport> Store::absorb(const Batch& batch, const Matcher& matcher) {
    AbsorbReport report;
    GONGGO_CHECK(in_transaction([&]() -> Status {
        GONGGO_TRY(report, Absorber(impl_->db, batch, matcher).run());
        return {};
    }));
    return report;
}

Result<int> Store::still_missing(const std::string& source, Timestamp now, const Matcher& matcher) {
    int closed = 0;
    GONGGO_CHECK(in_transaction([&]() -> Status {
        const Batch batch{.source = source, .now = now};
        GONGGO_TRY(closed, Absorber(impl_->db, batch, matcher).unchanged());
        return {};
    }));
    return closed;
}

} // namespace gonggo::postings
