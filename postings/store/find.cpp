// Questions people ask of what is stored.
#include "base/text.hpp"
#include "postings/json.hpp"
#include "postings/query.hpp"
#include "postings/store/impl.hpp"

#include <algorithm>

namespace gonggo::postings {
namespace {

std::string quoted(const std::string& text) {
    return "\"" + text::replace_all(text, "\"", "\"\"") + "\"";
}

/// The full-text part of a query, as FTS5 sees it; empty when it has none that narrows. What FTS5
/// cannot say (fields of the record, NOT alone) is checked on the records afterwards.
std::string fts_of(const QueryNode& node) {
    switch (node.kind) {
    case QueryKind::term:
        if (!node.field.empty() && node.field != "title" && node.field != "company") return {};
        return (node.field.empty() ? "" : node.field + " : ") + quoted(node.text) +
               (node.prefix ? " *" : "");
    case QueryKind::none:
        return {};
    case QueryKind::all: {
        std::string out;
        for (const auto& child : node.children)
            if (const std::string part = fts_of(child); !part.empty())
                out += (out.empty() ? "(" : " AND ") + part;
        return out.empty() ? out : out + ")";
    }
    case QueryKind::any: {
        std::string out;
        for (const auto& child : node.children) {
            const std::string part = fts_of(child);
            if (part.empty()) return {};
            out += (out.empty() ? "(" : " OR ") + part;
        }
        return out.empty() ? out : out + ")";
    }
    }
    return {};
}

bool wanted(const Posting& p, const Filter& f, const Query& query, Date today) {
    if (!f.include_closed && (p.closed || (p.deadline.kind == DeadlineKind::date &&
                                           p.deadline.date && *p.deadline.date < today)))
        return false;
    if (p.status == "hidden" && f.status != "hidden") return false;
    if (!f.status.empty() && p.status != f.status) return false;
    if (!f.company.empty() &&
        text::fold(p.company).find(text::fold(f.company)) == std::string::npos)
        return false;
    if (!f.source.empty() &&
        std::ranges::none_of(p.links, [&](const auto& l) { return l.source == f.source; }))
        return false;
    if (!f.place.empty() && std::ranges::none_of(p.locations, [&](const auto& l) {
            return l.find(f.place) != std::string::npos;
        }))
        return false;
    const auto match = std::ranges::find_if(
        p.matches, [&](const auto& m) { return f.profile.empty() || m.profile == f.profile; });
    if ((f.matching_only || f.min_score > 0) &&
        (match == p.matches.end() || match->score < f.min_score))
        return false;
    if (f.closing_within &&
        (!p.deadline.date || days_between(today, *p.deadline.date) > *f.closing_within))
        return false;
    return query.empty() || query.matches(p);
}

int score_of(const Posting& p) {
    int best = 0;
    for (const auto& m : p.matches) best = std::max(best, m.score);
    return best;
}

} // namespace

Result<Posting> complete(Database& db, const std::string& body) {
    auto posting = from_json(body);
    if (!posting) return Error{Errc::database, "a stored posting cannot be read"};
    {
        auto rows = db.prepare(
            "SELECT profile, score, reasons FROM matches WHERE posting=?1 ORDER BY score DESC");
        rows.bind(1, posting->id);
        for (;;) {
            GONGGO_TRY(const bool row, rows.step());
            if (!row) break;
            posting->matches.push_back({rows.text(0), static_cast<int>(rows.number(1)),
                                        text::split_trimmed(rows.text(2), "\n")});
        }
    }
    {
        auto row = db.prepare("SELECT status, note FROM applications WHERE posting=?1");
        GONGGO_TRY(const bool found, row.bind(1, posting->id).step());
        if (found) {
            posting->status = row.text(0);
            posting->notes = row.text(1);
        }
    }
    auto rows =
        db.prepare("SELECT l.source, l.external_id, l.first_seen, s.last_seen, l.closed FROM "
                   "listings l JOIN seen s USING (source, external_id) WHERE posting=?1");
    rows.bind(1, posting->id);
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) break;
        for (auto& link : posting->links)
            if (link.source == rows.text(0) && link.external_id == rows.text(1)) {
                link.first_seen = time_of(rows.number(2));
                link.last_seen = time_of(rows.number(3));
                link.closed = !rows.null(4);
                posting->last_seen = std::max(posting->last_seen, link.last_seen);
            }
    }
    return std::move(*posting);
}

Result<std::vector<Posting>> Store::find(const Filter& filter, Date today) {
    GONGGO_TRY(const Query query, Query::parse(filter.query));
    const std::string fts = query.empty() ? "" : fts_of(query.root());
    std::vector<Posting> out;
    auto& db = impl_->db;
    auto rows =
        fts.empty()
            ? db.prepare("SELECT body FROM postings WHERE (?2='' OR role=?2) AND first_seen>=?3 "
                         "ORDER BY first_seen DESC, id")
            : db.prepare("SELECT body FROM words JOIN postings USING (id) WHERE words MATCH ?1 AND "
                         "(?2='' OR role=?2) AND first_seen>=?3 ORDER BY first_seen DESC, id");
    if (!fts.empty()) rows.bind(1, fts);
    rows.bind(2, filter.role).bind(3, filter.since ? seconds_of(*filter.since) : 0);
    const bool early_stop = filter.sort == "recent";
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) break;
        GONGGO_TRY(Posting posting, complete(db, rows.text(0)));
        if (!wanted(posting, filter, query, today)) continue;
        out.push_back(std::move(posting));
        if (early_stop && filter.limit > 0 && static_cast<int>(out.size()) >= filter.limit) break;
    }
    if (filter.sort == "score") std::ranges::stable_sort(out, std::ranges::greater{}, score_of);
    if (filter.sort == "deadline")
        std::ranges::stable_sort(out, {}, [](const Posting& p) {
            return p.deadline.date ? std::chrono::sys_days{*p.deadline.date}
                                   : std::chrono::sys_days::max();
        });
    if (filter.limit > 0 && static_cast<int>(out.size()) > filter.limit)
        out.resize(static_cast<std::size_t>(filter.limit));
    return out;
}

Result<std::optional<Posting>> Store::get(const std::string& key) {
    std::string body;
    {
        auto row = impl_->db.prepare(
            "SELECT body FROM postings WHERE id=?1 UNION ALL SELECT p.body FROM listings l JOIN "
            "postings p ON p.id=l.posting WHERE l.url=?1 LIMIT 1");
        GONGGO_TRY(const bool found, row.bind(1, key).step());
        if (found) body = row.text(0);
    }
    if (body.empty() && key.size() >= 2) { // a unique beginning of an id
        auto rows = impl_->db.prepare(
            "SELECT body FROM postings WHERE id >= ?1 AND id < ?1 || 'zzzzzzz' LIMIT 2");
        GONGGO_TRY(const bool found, rows.bind(1, key).step());
        if (found) body = rows.text(0);
        GONGGO_TRY(const bool another, found ? rows.step() : Result<bool>(false));
        if (another) return invalid("'" + key + "' begins more than one id; write more of it");
    }
    if (body.empty()) return std::optional<Posting>();
    GONGGO_TRY(Posting posting, complete(impl_->db, body));
    return std::optional<Posting>(std::move(posting));
}

bool Store::has_listing(const std::string& source, const std::string& external_id) {
    auto row = impl_->db.prepare("SELECT 1 FROM listings WHERE source=?1 AND external_id=?2");
    const auto found = row.bind(1, source).bind(2, external_id).step();
    return found && *found;
}

Result<std::int64_t> Store::count() {
    auto row = impl_->db.prepare("SELECT count(*) FROM postings");
    GONGGO_TRY(const bool found, row.step());
    return found ? row.number(0) : 0;
}

} // namespace gonggo::postings
