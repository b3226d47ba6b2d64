// Questions people ask of what is stored.
#include "base/text.hpp"
#include "postings/json.hpp"
#include "postings/query.hpp"
#include "postings/store/filter.hpp"
#include "postings/store/fts.hpp"
#include "postings/store/hidden.hpp"
#include "postings/store/impl.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace gonggo::postings {
namespace {

bool asks_user(const QueryNode& node) {
    return node.field == "status" || node.field == "tag" ||
           std::ranges::any_of(node.children, asks_user);
}

} // namespace

Result<Posting> complete(Database& db, const std::string& body) {
    auto posting = from_json(body);
    if (!posting) return Error{Errc::database, "a stored posting cannot be read"};
    GONGGO_CHECK(fill_in(db, *posting));
    return std::move(*posting);
}

Status fill_in(Database& db, Posting& posting) {
    {
        auto rows = db.prepare(
            "SELECT profile, score, reasons FROM matches WHERE posting=?1 AND score>=0 ORDER BY "
            "score DESC, profile");
        rows.bind(1, posting.id);
        for (;;) {
            GONGGO_TRY(const bool row, rows.step());
            if (!row) break;
            posting.matches.push_back({rows.text(0), static_cast<int>(rows.number(1)),
                                       text::split_trimmed(rows.text(2), "\n")});
        }
    }
    {
        auto row = db.prepare("SELECT status, note FROM applications WHERE posting=?1");
        GONGGO_TRY(const bool found, row.bind(1, posting.id).step());
        if (found) {
            posting.status = row.text(0);
            posting.notes = row.text(1);
        }
    }
    auto rows =
        db.prepare("SELECT l.source, l.external_id, l.first_seen, s.last_seen, l.closed FROM "
                   "listings l JOIN seen s USING (source, external_id) WHERE posting=?1");
    rows.bind(1, posting.id);
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) break;
        for (auto& link : posting.links)
            if (link.source == rows.text(0) && link.external_id == rows.text(1)) {
                link.first_seen = time_of(rows.number(2));
                link.last_seen = time_of(rows.number(3));
                link.closed = !rows.null(4);
                posting.last_seen = std::max(posting.last_seen, link.last_seen);
            }
    }
    return {};
}

namespace {

/// Rows in the wanted order, from an index that has it, so that reading stops when there is enough.
class Finder {
public:
    Finder(Database& db, const Filter& filter, const Query& query, Date today)
        : db_(db), filter_(filter), query_(query), today_(today),
          fts_(query.empty() ? "" : fts_of(query.root())), of_user_(asks_user(query.root())) {}

    Result<std::vector<Posting>> run() {
        GONGGO_TRY(hidden_, Hidden::of(db_));
        GONGGO_CHECK(rows_in_order());
        if (filter_.sort == "score" && !in_order())
            std::ranges::stable_sort(out_, std::ranges::greater{}, [](const Posting& p) {
                return p.matches.empty() ? -1 : p.matches[0].score;
            });
        if (filter_.sort == "deadline" && !in_order())
            std::ranges::stable_sort(out_, {}, [](const Posting& p) {
                return p.deadline.date ? std::chrono::sys_days{*p.deadline.date}
                                       : std::chrono::sys_days::max();
            });
        out_.erase(out_.begin(),
                   out_.begin() + std::min<std::ptrdiff_t>(filter_.offset, std::ssize(out_)));
        if (filter_.limit > 0 && std::ssize(out_) > filter_.limit)
            out_.resize(static_cast<std::size_t>(filter_.limit));
        return std::move(out_);
    }

private:
    Status rows_in_order() {
        if (marked_only()) return by_mark();
        if (!fts_.empty()) return by_words();
        if (by_deadline_index()) return by_deadline();
        if (filter_.sort == "score" && fits_only()) return by_score();
        return by_age();
    }
    [[nodiscard]] bool by_deadline_index() const {
        return (filter_.sort == "deadline" || filter_.closing_within) && !filter_.include_closed;
    }
    /// Only postings somebody marked: a handful among all.
    [[nodiscard]] bool marked_only() const {
        const auto of_user = [](const QueryNode& n) {
            return n.kind == QueryKind::term && (n.field == "status" || n.field == "tag");
        };
        return (!filter_.statuses.empty() &&
                std::ranges::find(filter_.statuses, "none") == filter_.statuses.end()) ||
               std::ranges::any_of(query_.root().children, of_user);
    }
    [[nodiscard]] bool fits_only() const {
        return filter_.matching_only || filter_.min_score > 0 || !filter_.profiles.empty();
    }
    /// The rows come in the order that is wanted in the end.
    [[nodiscard]] bool in_order() const {
        if (marked_only()) return filter_.sort == "recent";
        if (!fts_.empty()) return filter_.sort == "recent" || filter_.sort == "relevance";
        if (by_deadline_index()) return filter_.sort == "deadline";
        return filter_.sort == "recent" || (filter_.sort == "score" && fits_only());
    }

    Status by_words() {
        if (filter_.sort == "relevance") return by_relevance();
        auto rows = db_.prepare("SELECT p.body FROM words w CROSS JOIN postings p ON "
                                "p.words_row=w.rowid WHERE words MATCH ?1 ORDER BY w.rowid DESC");
        return take(rows.bind(1, fts_));
    }
    /// The best first, of the newest hits and the newest whose title or skills say it: of few hits
    /// that is all of them. Then the others, the newest first.
    Status by_relevance() {
        constexpr int kWeighed = 8'000, kTitled = 1'000;
        std::map<std::int64_t, std::int64_t> weights; // by row, which is by age
        GONGGO_CHECK(weigh(fts_, kWeighed, weights));
        const bool more = std::ssize(weights) == kWeighed;
        const std::int64_t oldest = weights.empty() ? 0 : weights.begin()->first;
        if (more) GONGGO_CHECK(weigh("{title skills} : (" + fts_ + ")", kTitled, weights));
        std::vector<std::pair<std::int64_t, std::int64_t>> best(weights.rbegin(), weights.rend());
        std::ranges::stable_sort(best, {}, [](const auto& hit) { return hit.second; });
        for (const auto& hit : best) {
            if (enough()) return {};
            auto row = db_.prepare("SELECT body FROM postings WHERE words_row=?1");
            GONGGO_CHECK(take(row.bind(1, hit.first)));
        }
        if (!more || enough()) return {};
        auto rows = db_.prepare("SELECT p.body FROM words w CROSS JOIN postings p ON "
                                "p.words_row=w.rowid WHERE words MATCH ?1 AND w.rowid<?2 ORDER BY "
                                "w.rowid DESC");
        return take(rows.bind(1, fts_).bind(2, oldest));
    }
    /// The newest hits with relevance(), the better where there is one already.
    Status weigh(const std::string& match, int most,
                 std::map<std::int64_t, std::int64_t>& weights) {
        auto hits = db_.prepare("SELECT rowid, CAST(1e12*relevance(words) AS INTEGER) FROM "
                                "words WHERE words MATCH ?1 ORDER BY rowid DESC LIMIT ?2");
        hits.bind(1, match).bind(2, std::int64_t{most});
        for (;;) {
            GONGGO_TRY(const bool hit, hits.step());
            if (!hit) return {};
            const auto [at, fresh] = weights.emplace(hits.number(0), hits.number(1));
            if (!fresh) at->second = std::min(at->second, hits.number(1));
        }
    }
    Status by_mark() {
        return take(db_.prepare("SELECT p.body FROM applications a CROSS JOIN postings p ON "
                                "p.id=a.posting WHERE p.first_seen>=?1 ORDER BY p.first_seen "
                                "DESC, p.id")
                        .bind(1, filter_.since ? seconds_of(*filter_.since) : 0));
    }
    Status by_age() {
        return take(db_.prepare("SELECT body FROM postings WHERE first_seen>=?1 ORDER BY "
                                "first_seen DESC, id")
                        .bind(1, filter_.since ? seconds_of(*filter_.since) : 0));
    }
    Status by_deadline() {
        auto rows = db_.prepare("SELECT body FROM postings WHERE deadline IS NOT NULL AND closed "
                                "IS NULL AND deadline>=?1 ORDER BY deadline, first_seen DESC");
        GONGGO_CHECK(take(rows.bind(1, iso8601(today_))));
        if (filter_.closing_within || enough()) return {};
        return take(db_.prepare("SELECT body FROM postings WHERE deadline IS NULL AND ?1=?1 ORDER "
                                "BY first_seen DESC, id")
                        .bind(1, std::int64_t{0}));
    }
    Status by_score() {
        auto rows = db_.prepare("SELECT p.body FROM matches m INDEXED BY matches_best JOIN "
                                "postings p ON p.id=m.posting WHERE m.score>=?1 AND m.until>=?2 "
                                "ORDER BY m.score DESC, m.seen DESC");
        return take(rows.bind(1, std::int64_t{filter_.min_score})
                        .bind(2, filter_.include_closed ? "" : iso8601(today_)));
    }

    [[nodiscard]] bool enough() const {
        return filter_.limit > 0 && in_order() &&
               std::ssize(out_) >= filter_.offset + filter_.limit;
    }

    Status take(Statement& rows) {
        while (!enough()) {
            GONGGO_TRY(const bool row, rows.step());
            if (!row) return {};
            auto posting = from_json(rows.text(0));
            if (!posting) return Error{Errc::database, "a stored posting cannot be read"};
            if (past(*posting)) return {};
            if (!wanted_record(*posting, filter_, today_) ||
                (!of_user_ && !query_.matches(*posting)))
                continue;
            if (!taken_.insert(posting->id).second) continue;
            if (filter_.untold_only) {
                GONGGO_TRY(const bool untold, is_untold(posting->id));
                if (!untold) continue;
            }
            GONGGO_CHECK(fill_in(db_, *posting));
            if (!wanted_relations(*posting, filter_) || (of_user_ && !query_.matches(*posting)))
                continue;
            if (!hidden_.has_copy(posting->id) || wants_hidden())
                out_.push_back(std::move(*posting));
        }
        return {};
    }
    [[nodiscard]] bool wants_hidden() const {
        return std::ranges::find(filter_.statuses, "hidden") != filter_.statuses.end();
    }
    /// Nothing further can be wanted.
    [[nodiscard]] bool past(const Posting& p) const {
        return by_deadline_index() && fts_.empty() && !marked_only() && filter_.closing_within &&
               p.deadline.date && days_between(today_, *p.deadline.date) > *filter_.closing_within;
    }
    Result<bool> is_untold(const std::string& id) {
        auto row = db_.prepare("SELECT 1 FROM matches WHERE posting=?1 AND told IS NULL AND "
                               "score>=0");
        return row.bind(1, id).step();
    }

    Database& db_;
    const Filter& filter_;
    const Query& query_;
    Date today_;
    Hidden hidden_;
    std::string fts_;
    bool of_user_; ///< the query asks for what the user wrote, which fill_in() brings
    std::vector<Posting> out_;
    std::set<std::string> taken_;
};

} // namespace

Result<std::vector<Posting>> Store::find(const Filter& filter, Date today) {
    GONGGO_TRY(const Query query, Query::parse(filter.query));
    return Finder(impl_->db, filter, query, today).run();
}

} // namespace gonggo::postings
