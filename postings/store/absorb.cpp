#include "base/text.hpp"
#include "postings/classify.hpp"
#include "postings/dedup.hpp"
#include "postings/json.hpp"
#include "postings/names.hpp"
#include "postings/store/impl.hpp"

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

/// Seven letters and digits that stay the same for a source's listing; `salt` steps past a
/// collision.
std::string new_id(const std::string& source, const std::string& external_id, int salt) {
    static constexpr char kAlphabet[] = "23456789abcdefghjkmnpqrstuvwxyz";
    const std::string key = source + "\n" + external_id + (salt ? "\n" + std::to_string(salt) : "");
    std::uint64_t h = XXH3_64bits(key.data(), key.size());
    std::string out;
    for (int i = 0; i < 7; ++i, h /= 31) out += kAlphabet[h % 31];
    return out;
}

/// How good a record is as the one people see.
int quality(const Posting& p) {
    const std::string& source = p.links.empty() ? p.url : p.links[0].source;
    const bool board = std::ranges::any_of(
        std::initializer_list<std::string_view>{"jobkorea", "saramin", "wanted", "jumpit", "rallit",
                                                "incruit", "remember", "rocketpunch"},
        [&](auto b) { return source.find(b) != std::string::npos; });
    return (board ? 0 : 8) + (p.description.size() > 300 ? 4 : 0) + (p.locations.empty() ? 0 : 2) +
           (p.level.labels.empty() ? 0 : 2) + (p.deadline.kind == DeadlineKind::unknown ? 0 : 2) +
           (p.skills.empty() ? 0 : 1) + (p.salary.min || p.salary.max ? 1 : 0);
}

/// What a change is: everything but the times we saw it at.
std::string content_of(Posting p) {
    p.first_seen = p.last_seen = {};
    p.id.clear();
    for (auto& link : p.links) link.first_seen = link.last_seen = {};
    return to_json(p);
}

class Absorber {
public:
    Absorber(Database& db, const Batch& batch, const Matcher& matcher)
        : db_(db), batch_(batch), matcher_(matcher) {}

    Result<AbsorbReport> run() {
        AbsorbReport report;
        for (const Posting& listing : batch_.listings) {
            GONGGO_TRY(Absorbed absorbed, one(listing));
            report.listings.push_back(std::move(absorbed));
        }
        if (batch_.complete) {
            GONGGO_TRY(report.closed, close_missing());
        }
        return report;
    }

private:
    Result<Absorbed> one(const Posting& listing) {
        const std::string& external = listing.links.at(0).external_id;
        GONGGO_CHECK(
            db_.prepare("INSERT INTO seen VALUES (?1,?2,?3) ON CONFLICT DO UPDATE SET last_seen=?3")
                .bind(1, batch_.source)
                .bind(2, external)
                .bind(3, seconds_of(batch_.now))
                .run());
        const std::string body = content_of(listing);
        const std::string hash = hex_hash(body);
        std::string posting;
        std::string old_hash;
        bool was_closed = false;
        {
            auto known = db_.prepare(
                "SELECT posting, hash, closed FROM listings WHERE source=?1 AND external_id=?2");
            GONGGO_TRY(const bool found, known.bind(1, batch_.source).bind(2, external).step());
            if (found) {
                posting = known.text(0);
                old_hash = known.text(1);
                was_closed = !known.null(2);
            }
        }
        if (!posting.empty()) return again(listing, posting, body, hash, old_hash, was_closed);
        GONGGO_TRY(const std::string twin, find_twin(listing));
        Absorbed out{twin, Outcome::duplicate};
        if (twin.empty()) {
            GONGGO_TRY(out.id, unused_id(external));
            out.outcome = Outcome::fresh;
            Posting fresh = listing;
            fresh.id = out.id;
            fresh.first_seen = batch_.now;
            GONGGO_CHECK(write(fresh));
        }
        GONGGO_CHECK(
            db_.prepare(
                   "INSERT INTO listings (source,external_id,posting,hash,url,body,first_seen) "
                   "VALUES (?1,?2,?3,?4,?5,?6,?7)")
                .bind(1, batch_.source)
                .bind(2, external)
                .bind(3, out.id)
                .bind(4, hash)
                .bind(5, listing.url)
                .bind(6, body)
                .bind(7, seconds_of(batch_.now))
                .run());
        if (!twin.empty()) {
            GONGGO_TRY(const bool repost, was_over(twin));
            if (repost) out.outcome = Outcome::reposted;
            GONGGO_CHECK(rebuild(twin, repost ? 1 : 0));
        }
        return out;
    }

    Result<Absorbed> again(const Posting& listing, const std::string& posting,
                           const std::string& body, const std::string& hash,
                           const std::string& old_hash, bool was_closed) {
        if (hash == old_hash && !was_closed) {
            if (batch_.complete)
                GONGGO_CHECK(db_.prepare("UPDATE listings SET missed=0 WHERE source=?1 AND "
                                         "external_id=?2 AND missed>0")
                                 .bind(1, batch_.source)
                                 .bind(2, listing.links[0].external_id)
                                 .run());
            return Absorbed{posting, Outcome::seen};
        }
        if (hash != old_hash)
            GONGGO_CHECK(db_.prepare("INSERT INTO versions SELECT source, external_id, ?3, body "
                                     "FROM listings WHERE source=?1 AND external_id=?2")
                             .bind(1, batch_.source)
                             .bind(2, listing.links[0].external_id)
                             .bind(3, seconds_of(batch_.now))
                             .run());
        GONGGO_CHECK(db_.prepare("UPDATE listings SET hash=?3, body=?4, url=?5, closed=NULL, "
                                 "missed=0 WHERE source=?1 AND external_id=?2")
                         .bind(1, batch_.source)
                         .bind(2, listing.links[0].external_id)
                         .bind(3, hash)
                         .bind(4, body)
                         .bind(5, listing.url)
                         .run());
        GONGGO_CHECK(rebuild(posting, was_closed ? 1 : 0));
        return Absorbed{posting, was_closed ? Outcome::reposted : Outcome::changed};
    }

    /// The stored posting that is the same vacancy: every listing of its cluster must agree, so
    /// that two different vacancies are never chained by a third.
    Result<std::string> find_twin(const Posting& listing) {
        const DedupKeys keys = keys_of(listing);
        if (keys.company.empty()) return std::string();
        std::vector<std::pair<std::string, Posting>> candidates;
        {
            auto rows = db_.prepare("SELECT id, body FROM postings WHERE company_key=?1 ORDER BY "
                                    "first_seen DESC LIMIT 200");
            rows.bind(1, keys.company);
            for (;;) {
                GONGGO_TRY(const bool row, rows.step());
                if (!row) break;
                if (auto p = from_json(rows.text(1)))
                    candidates.emplace_back(rows.text(0), std::move(*p));
            }
        }
        std::string best;
        double best_score = 0;
        for (const auto& [id, posting] : candidates) {
            const Comparison c = compare(listing, posting);
            if (!c.duplicate || c.score <= best_score) continue;
            GONGGO_TRY(const bool fits, fits_cluster(listing, id));
            if (!fits) continue;
            best = id;
            best_score = c.score;
        }
        return best;
    }

    Result<bool> fits_cluster(const Posting& listing, const std::string& id) {
        auto rows = db_.prepare("SELECT body FROM listings WHERE posting=?1");
        rows.bind(1, id);
        for (;;) {
            GONGGO_TRY(const bool row, rows.step());
            if (!row) return true;
            const auto member = from_json(rows.text(0));
            if (member && !compare(listing, *member).duplicate) return false;
        }
    }

    Result<std::string> unused_id(const std::string& external) {
        for (int salt = 0;; ++salt) {
            std::string id = new_id(batch_.source, external, salt);
            auto row = db_.prepare("SELECT 1 FROM postings WHERE id=?1");
            GONGGO_TRY(const bool taken, row.bind(1, id).step());
            if (!taken) return id;
        }
    }

    Result<bool> was_over(const std::string& id) {
        auto row = db_.prepare("SELECT closed IS NOT NULL OR (deadline IS NOT NULL AND deadline < "
                               "?2) FROM postings WHERE id=?1");
        GONGGO_TRY(const bool found, row.bind(1, id).bind(2, iso8601(batch_.today)).step());
        return found && row.number(0) != 0;
    }

    /// The posting from its listings: the best record, all links.
    Status rebuild(const std::string& id, int reposts) {
        std::vector<Posting> members;
        bool open = false;
        {
            auto rows = db_.prepare("SELECT l.body, l.first_seen, s.last_seen, l.closed FROM "
                                    "listings l JOIN seen s USING (source, external_id) WHERE "
                                    "posting=?1 ORDER BY l.first_seen, l.source, l.external_id");
            rows.bind(1, id);
            for (;;) {
                GONGGO_TRY(const bool row, rows.step());
                if (!row) break;
                auto p = from_json(rows.text(0));
                if (!p) continue;
                p->links[0].first_seen = time_of(rows.number(1));
                p->links[0].last_seen = time_of(rows.number(2));
                p->links[0].closed = !rows.null(3);
                open = open || rows.null(3);
                members.push_back(std::move(*p));
            }
        }
        if (members.empty()) return {};
        const auto best = std::ranges::max_element(members, {}, quality);
        Posting out = *best;
        out.id = id;
        out.links.clear();
        for (const auto& m : members) {
            out.links.push_back(m.links[0]);
            if (out.locations.empty()) out.locations = m.locations;
            if (out.level.labels.empty()) out.level = m.level;
            if (out.deadline.kind == DeadlineKind::unknown) out.deadline = m.deadline;
            if (out.description.empty()) out.description = m.description;
            if (out.skills.empty()) out.skills = m.skills;
            if (out.salary.text.empty()) out.salary = m.salary;
            if (!out.employment) out.employment = m.employment;
        }
        out.first_seen = members.front().links[0].first_seen;
        {
            auto row = db_.prepare("SELECT body FROM postings WHERE id=?1");
            GONGGO_TRY(const bool found, row.bind(1, id).step());
            if (found)
                if (const auto old = from_json(row.text(0))) out.reposts = old->reposts + reposts;
        }
        if (!open) out.closed = batch_.now;
        GONGGO_CHECK(write(out));
        return reposts > 0 ? news_again(id) : Status{};
    }

    /// What was over and is back is told again, to everybody.
    Status news_again(const std::string& id) {
        GONGGO_CHECK(
            db_.prepare("UPDATE matches SET told=NULL WHERE posting=?1").bind(1, id).run());
        return db_.prepare("DELETE FROM told WHERE what>?1||'/' AND what<?1||'0'").bind(1, id).run();
    }

    Status write(Posting& p) {
        const Classification c = classify(p);
        p.role = c.role;
        for (const auto& skill : c.skills)
            if (std::ranges::none_of(
                    p.skills, [&](const auto& s) { return text::fold(s) == text::fold(skill); }) &&
                p.skills.size() < 30)
                p.skills.push_back(skill);
        p.last_seen = batch_.now;
        const DedupKeys keys = keys_of(p);
        auto row = db_.prepare("INSERT INTO postings VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10) ON "
                               "CONFLICT (id) DO UPDATE SET body=?2, company_key=?3, title_key=?4, "
                               "text_key=?5, role=?6, kind=?7, deadline=?9, closed=?10");
        row.bind(1, p.id)
            .bind(2, to_json(p))
            .bind(3, keys.company)
            .bind(4, keys.title)
            .bind(5, static_cast<std::int64_t>(keys.text))
            .bind(6, name_of(p.role))
            .bind(7, name_of(p.kind))
            .bind(8, seconds_of(p.first_seen));
        if (p.deadline.date) row.bind(9, iso8601(*p.deadline.date));
        if (p.closed) row.bind(10, seconds_of(*p.closed));
        GONGGO_CHECK(row.run());
        return index(p, c);
    }

    Status index(const Posting& p, const Classification& c) {
        const std::int64_t rowid = words_row(p.id);
        GONGGO_CHECK(db_.prepare("DELETE FROM words WHERE rowid=?1").bind(1, rowid).run());
        GONGGO_CHECK(db_.prepare("INSERT INTO words (rowid,id,title,company,skills,description) "
                                 "VALUES (?1,?2,?3,?4,?5,?6)")
                         .bind(1, rowid)
                         .bind(2, p.id)
                         .bind(3, p.title)
                         .bind(4, p.company)
                         .bind(5, text::join(p.skills, ", "))
                         .bind(6, p.description)
                         .run());
        const auto matches = matcher_.match(p, c);
        for (const auto& m : matches)
            GONGGO_CHECK(db_.prepare("INSERT INTO matches (posting,profile,score,reasons) VALUES "
                                     "(?1,?2,?3,?4) ON CONFLICT DO UPDATE SET score=?3, reasons=?4")
                             .bind(1, p.id)
                             .bind(2, m.profile)
                             .bind(3, m.score)
                             .bind(4, text::join(m.reasons, "\n"))
                             .run());
        return {};
    }

    /// What a complete list no longer shows, twice in a row, has closed.
    Result<int> close_missing() {
        GONGGO_CHECK(
            db_.prepare("UPDATE listings SET missed=missed+1 WHERE source=?1 AND closed IS NULL "
                        "AND (SELECT last_seen FROM seen s WHERE s.source=listings.source AND "
                        "s.external_id=listings.external_id) < ?2")
                .bind(1, batch_.source)
                .bind(2, seconds_of(batch_.now))
                .run());
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
        GONGGO_CHECK(db_.prepare("UPDATE listings SET closed=?3 WHERE source=?1 AND closed IS NULL "
                                 "AND missed>=?2")
                         .bind(1, batch_.source)
                         .bind(2, kMissesBeforeClosed)
                         .bind(3, seconds_of(batch_.now))
                         .run());
        for (const auto& id : gone) GONGGO_CHECK(rebuild(id, 0));
        return static_cast<int>(gone.size());
    }

    Database& db_;
    const Batch& batch_;
    const Matcher& matcher_;
};

} // namespace

std::int64_t words_row(const std::string& id) {
    return static_cast<std::int64_t>(XXH3_64bits(id.data(), id.size()) >> 2);
}

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

} // namespace gonggo::postings
