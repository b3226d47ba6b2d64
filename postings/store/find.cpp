// Questions people ask of what is stored.
#include "base/text.hpp"
#include "postings/json.hpp"
#include "postings/names.hpp"
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

bool holds(std::string_view text, const std::string& part) {
    return text::fold(text).find(text::fold(part)) != std::string::npos;
}

/// One of the wished values is held by one of the posting's; no wish is fulfilled by all.
template <class Have, class Test>
bool fulfilled(const std::vector<std::string>& wished, const Have& have, Test test) {
    return wished.empty() || std::ranges::any_of(wished, [&](const std::string& w) {
               return std::ranges::any_of(have, [&](const auto& h) { return test(h, w); });
           });
}

bool within_years(const Level& level, int years) {
    if (level.min_years && years < *level.min_years) return false;
    if (level.max_years && years > *level.max_years) return false;
    const auto has = [&](LevelLabel l) {
        return std::ranges::find(level.labels, l) != level.labels.end();
    };
    if (level.min_years || level.max_years || level.labels.empty() || has(LevelLabel::any))
        return true;
    return years == 0 ? has(LevelLabel::entry) || has(LevelLabel::intern)
                      : has(LevelLabel::mid) || has(LevelLabel::senior);
}

bool wanted(const Posting& p, const Filter& f, const Query& query, Date today) {
    if (!f.include_closed && (p.closed || (p.deadline.kind == DeadlineKind::date &&
                                           p.deadline.date && *p.deadline.date < today)))
        return false;
    const auto one = [](std::string_view s) { return std::vector<std::string>{std::string(s)}; };
    const auto equal = [](std::string_view have, const std::string& want) { return have == want; };
    if (p.status == "hidden" && std::ranges::find(f.statuses, "hidden") == f.statuses.end())
        return false;
    if (!fulfilled(f.statuses, one(p.status.empty() ? "none" : p.status), equal)) return false;
    if (!fulfilled(f.companies, one(p.company), holds)) return false;
    if (!fulfilled(f.places, p.locations, holds)) return false;
    if (!fulfilled(f.roles, one(name_of(p.role)), equal)) return false;
    if (!fulfilled(f.kinds, one(name_of(p.kind)), equal)) return false;
    if (!fulfilled(f.remote, one(p.remote ? name_of(*p.remote) : ""), equal)) return false;
    if (!fulfilled(f.levels, p.level.labels,
                   [](LevelLabel have, const std::string& want) { return name_of(have) == want; }))
        return false;
    if (!fulfilled(f.sources, p.links,
                   [](const Link& l, const std::string& want) { return l.source == want; }))
        return false;
    for (const auto& skill : f.skills)
        if (std::ranges::none_of(p.skills,
                                 [&](const auto& s) { return text::fold(s) == text::fold(skill); }))
            return false;
    if (f.years && !within_years(p.level, *f.years)) return false;
    if (f.until && p.first_seen >= *f.until) return false;
    if ((f.matching_only || f.min_score > 0 || !f.profiles.empty()) &&
        std::ranges::none_of(p.matches, [&](const ProfileMatch& m) {
            return m.score >= f.min_score && fulfilled(f.profiles, one(m.profile), equal);
        }))
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
            ? db.prepare(
                  "SELECT body FROM postings p WHERE first_seen>=?2 AND (?3=0 OR EXISTS (SELECT 1 "
                  "FROM matches m WHERE m.posting=p.id AND m.told IS NULL)) ORDER BY "
                  "first_seen DESC, id")
            : db.prepare(
                  "SELECT body FROM words JOIN postings p USING (id) WHERE words MATCH ?1 AND "
                  "first_seen>=?2 AND (?3=0 OR EXISTS (SELECT 1 FROM matches m WHERE "
                  "m.posting=p.id AND m.told IS NULL)) ORDER BY CASE ?4 WHEN 'relevance' "
                  "THEN bm25(words, 0, 8, 2, 4, 1) ELSE 0 END, first_seen DESC, id");
    if (!fts.empty()) rows.bind(1, fts).bind(4, filter.sort);
    rows.bind(2, filter.since ? seconds_of(*filter.since) : 0)
        .bind(3, std::int64_t{filter.untold_only});
    const bool early_stop = filter.sort == "recent" || filter.sort == "relevance";
    const auto enough = static_cast<std::size_t>(filter.offset + filter.limit);
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) break;
        GONGGO_TRY(Posting posting, complete(db, rows.text(0)));
        if (!wanted(posting, filter, query, today)) continue;
        out.push_back(std::move(posting));
        if (early_stop && filter.limit > 0 && out.size() >= enough) break;
    }
    if (filter.sort == "score") std::ranges::stable_sort(out, std::ranges::greater{}, score_of);
    if (filter.sort == "deadline")
        std::ranges::stable_sort(out, {}, [](const Posting& p) {
            return p.deadline.date ? std::chrono::sys_days{*p.deadline.date}
                                   : std::chrono::sys_days::max();
        });
    if (filter.limit > 0 && out.size() > enough) out.resize(enough);
    out.erase(out.begin(), out.begin() + std::min<std::ptrdiff_t>(filter.offset, std::ssize(out)));
    return out;
}

Result<std::vector<std::string>> Store::suggest(const std::string& query) {
    std::map<std::string, int> known;
    auto rows = impl_->db.prepare(
        "SELECT title || ' ' || skills || ' ' || company FROM words ORDER BY rowid LIMIT 5000");
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) break;
        for (const auto& word : text::split_trimmed(text::fold(rows.text(0)), " ,()[]/·\"'"))
            ++known[word];
    }
    std::vector<std::pair<int, std::string>> found;
    for (const auto& word : text::split_trimmed(text::fold(query), " \"()"))
        for (const auto& [candidate, times] : known)
            if (candidate != word && candidate.size() + 6 >= word.size() &&
                candidate.size() <= word.size() + 6 &&
                text::edit_distance(word, candidate) <= (text::display_width(word) > 6 ? 2U : 1U))
                found.emplace_back(-times, candidate);
    std::ranges::sort(found);
    std::vector<std::string> out;
    for (auto& [times, word] : found)
        if (out.size() < 3) out.push_back(std::move(word));
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
