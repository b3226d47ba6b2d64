#include "postings/store/clusters.hpp"

#include "postings/dedup.hpp"
#include "postings/json.hpp"
#include "postings/store/neighbours.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace gonggo::postings {
namespace {

constexpr double kOverruledSame = 2; ///< the user's opinions lie outside 0–1
constexpr double kOverruledApart = -1;

using Edges = std::map<std::pair<std::string, std::string>, double>;

Status connect(Database& db, const std::string& a, const std::string& b, double score,
               bool replace) {
    for (const auto& [from, to] : {std::pair{&a, &b}, std::pair{&b, &a}}) {
        auto row = db.prepare("INSERT INTO alike VALUES (?1,?2,?3) ON CONFLICT DO UPDATE SET "
                              "score=?3 WHERE ?4");
        GONGGO_CHECK(row.bind(1, *from)
                         .bind(2, *to)
                         .bind(3, static_cast<std::int64_t>(score * 1e6))
                         .bind(4, static_cast<std::int64_t>(replace))
                         .run());
    }
    return {};
}

Status link_copies(Database& db, const std::string& a, const std::string& b) {
    return db.prepare("INSERT OR IGNORE INTO copies VALUES (?1,?2), (?2,?1)")
        .bind(1, a)
        .bind(2, b)
        .run();
}

Status forget_copies(Database& db, const std::string& listing) {
    for (const char* sql : {"DELETE FROM copies WHERE b=?1 AND a IN (SELECT b FROM copies WHERE "
                            "a=?1)",
                            "DELETE FROM copies WHERE a=?1"})
        GONGGO_CHECK(db.prepare(sql).bind(1, listing).run());
    return {};
}

/// All but the user's.
Status forget_opinions(Database& db, const std::string& listing) {
    GONGGO_CHECK(forget_copies(db, listing));
    GONGGO_CHECK(
        db.prepare("DELETE FROM alike WHERE b=?1 AND a IN (SELECT b FROM alike WHERE a=?1) "
                   "AND score BETWEEN 0 AND 1000000")
            .bind(1, listing)
            .run());
    return db.prepare("DELETE FROM alike WHERE a=?1 AND score BETWEEN 0 AND 1000000")
        .bind(1, listing)
        .run();
}

/// The listings of the posting that shows `listing`: an edit may have set them apart.
Result<std::vector<std::string>> shown_together(Database& db, const std::string& listing) {
    std::vector<std::string> out{listing};
    const auto cut = listing.find('\n');
    auto rows = db.prepare("SELECT source, external_id FROM listings WHERE posting=(SELECT posting "
                           "FROM listings WHERE source=?1 AND external_id=?2)");
    rows.bind(1, std::string_view(listing).substr(0, cut))
        .bind(2, std::string_view(listing).substr(cut + 1));
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        out.push_back(listing_key(rows.text(0), rows.text(1)));
    }
}

/// Everything that can be reached from `listing`, and the edges between.
Result<Edges> component(Database& db, const std::string& listing, std::set<std::string>& members) {
    Edges edges;
    GONGGO_TRY(std::vector<std::string> open, shown_together(db, listing));
    members.insert(open.begin(), open.end());
    while (!open.empty()) {
        const std::string at = std::move(open.back());
        open.pop_back();
        auto rows = db.prepare("SELECT b, score FROM alike WHERE a=?1");
        rows.bind(1, at);
        for (;;) {
            GONGGO_TRY(const bool row, rows.step());
            if (!row) break;
            const double score = static_cast<double>(rows.number(1)) / 1e6;
            edges[{at, rows.text(0)}] = score;
            if (members.insert(rows.text(0)).second) open.push_back(rows.text(0));
        }
    }
    return edges;
}

/// Joins the likest first; two clusters join when all their listings are alike, or the user says
/// so.
std::vector<std::vector<std::string>> partition(const std::set<std::string>& members,
                                                const Edges& edges) {
    std::map<std::string, std::size_t> of;
    std::vector<std::vector<std::string>> clusters;
    for (const auto& m : members) {
        of[m] = clusters.size();
        clusters.push_back({m});
    }
    std::vector<std::pair<double, std::pair<std::string, std::string>>> order;
    for (const auto& [pair, score] : edges)
        if (pair.first < pair.second && score >= 0) order.emplace_back(-score, pair);
    std::ranges::sort(order);
    for (const auto& [negative, pair] : order) {
        auto& a = clusters[of[pair.first]];
        auto& b = clusters[of[pair.second]];
        if (&a == &b) continue;
        bool all = true;
        for (const auto& x : a)
            for (const auto& y : b) {
                const auto edge = edges.find({x, y});
                all = all && edge != edges.end() && edge->second >= 0;
            }
        if (!all && -negative < kOverruledSame) continue;
        for (const auto& y : b) of[y] = of[pair.first];
        a.insert(a.end(), b.begin(), b.end());
        b.clear();
    }
    std::erase_if(clusters, [](const auto& c) { return c.empty(); });
    for (auto& c : clusters) std::ranges::sort(c);
    return clusters;
}

/// Each posting goes on showing the cluster that has most of its listings.
Status assign(Database& db, std::vector<Cluster>& clusters) {
    std::vector<std::tuple<int, std::string, std::size_t>> claims;
    for (std::size_t i = 0; i < clusters.size(); ++i) {
        std::map<std::string, int> counts;
        for (const auto& listing : clusters[i].listings) {
            const auto cut = listing.find('\n');
            auto row = db.prepare("SELECT l.posting, p.role='' FROM listings l JOIN postings p ON "
                                  "p.id=l.posting WHERE source=?1 AND external_id=?2");
            row.bind(1, std::string_view(listing).substr(0, cut))
                .bind(2, std::string_view(listing).substr(cut + 1));
            GONGGO_TRY(const bool found, row.step());
            // One that was never shown (no role yet) gives way to any other.
            if (found) counts[row.text(0)] += row.number(1) != 0 ? 1 : 1000;
        }
        for (const auto& [posting, count] : counts) claims.emplace_back(-count, posting, i);
    }
    std::ranges::sort(claims);
    std::set<std::string> taken;
    for (const auto& [count, posting, i] : claims)
        if (clusters[i].posting.empty() && taken.insert(posting).second)
            clusters[i].posting = posting;
    return {};
}

} // namespace

std::string listing_key(const std::string& source, const std::string& external_id) {
    return source + "\n" + external_id;
}

Result<std::vector<std::string>> listings_of(Database& db, const std::string& id) {
    std::vector<std::string> out;
    auto rows =
        db.prepare("SELECT source, external_id FROM listings WHERE posting=?1 ORDER BY 1, 2");
    rows.bind(1, id);
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        out.push_back(listing_key(rows.text(0), rows.text(1)));
    }
}

Result<bool> learn(Database& db, const std::string& listing, const Traits& traits) {
    GONGGO_TRY(const bool known, note_traits(db, listing, traits));
    if (known) GONGGO_CHECK(forget_opinions(db, listing));
    bool any = false;
    GONGGO_TRY(const auto near, of_employer(db, listing, traits));
    for (const auto& other : near)
        if (const Comparison c = compare_traits(traits, other.traits); c.duplicate) {
            any = true;
            GONGGO_CHECK(connect(db, listing, other.listing, c.score, false));
        }
    GONGGO_TRY(const auto same, of_text(db, listing, traits));
    for (const auto& other : same)
        if (const Comparison c = compare_traits(traits, other.traits); c.possible_copy)
            GONGGO_CHECK(link_copies(db, listing, other.listing));
    return any;
}

Status forget(Database& db, const std::string& listing) {
    GONGGO_CHECK(forget_traits(db, listing));
    return forget_copies(db, listing);
}

Result<std::vector<Cluster>> clusters_around(Database& db, const std::string& listing) {
    std::set<std::string> members;
    GONGGO_TRY(const Edges edges, component(db, listing, members));
    std::vector<Cluster> out;
    for (auto& listings : partition(members, edges)) out.push_back({std::move(listings), {}});
    GONGGO_CHECK(assign(db, out));
    return out;
}

Status overrule(Database& db, const std::string& a, const std::string& b, bool one_vacancy) {
    return connect(db, a, b, one_vacancy ? kOverruledSame : kOverruledApart, true);
}

Status learn_all(Database& db) {
    auto rows = db.prepare("SELECT source, external_id, body FROM listings");
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return {};
        if (const auto body = from_json(rows.text(2)))
            GONGGO_CHECK(
                note_traits(db, listing_key(rows.text(0), rows.text(1)), traits_of(*body)));
    }
}

} // namespace gonggo::postings
