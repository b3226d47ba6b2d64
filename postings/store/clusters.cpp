#include "postings/store/clusters.hpp"

#include "base/text.hpp"
#include "postings/dedup.hpp"
#include "postings/json.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace gonggo::postings {
namespace {

constexpr std::size_t kShortestPrefix = 6; ///< bytes; same_employer() calls such names near
constexpr double kOverruledSame = 2;       ///< the user's opinions lie outside 0–1
constexpr double kOverruledApart = -1;

using Edges = std::map<std::pair<std::string, std::string>, double>;

std::vector<std::string> names_of(const DedupKeys& keys) {
    std::vector<std::string> out = keys.aliases;
    if (!keys.company.empty()) out.insert(out.begin(), keys.company);
    return out;
}

std::set<std::string> pairs_of_letters(std::string_view s) {
    std::set<std::string> out;
    std::string last;
    for (std::size_t i = 0; i < s.size();) {
        std::string letter;
        text::append_utf8(letter, text::next_code_point(s, i));
        if (!last.empty()) out.insert(last + letter);
        last = std::move(letter);
    }
    return out;
}

/// A cheap look before the real comparison: could these titles name one vacancy?
bool titles_near(const std::set<std::string>& a, const std::set<std::string>& b) {
    constexpr std::size_t kShort = 3;
    const std::size_t least = std::min(a.size(), b.size());
    if (least <= kShort) return true;
    std::size_t common = 0;
    for (const auto& gram : a) common += b.count(gram);
    return 2 * common >= least;
}

/// Keys and titles of the listings whose employer may be the same.
Result<std::map<std::string, std::string>> neighbours(Database& db,
                                                      const std::vector<std::string>& names) {
    std::map<std::string, std::string> out;
    const auto collect = [&](Statement& rows) -> Status {
        for (;;) {
            GONGGO_TRY(const bool row, rows.step());
            if (!row) return {};
            out.emplace(rows.text(0), rows.text(1));
        }
    };
    for (const auto& name : names) {
        for (std::size_t i = 0; i < name.size();) {
            text::next_code_point(name, i);
            if (i < kShortestPrefix && i < name.size()) continue;
            auto rows = db.prepare("SELECT listing, title FROM listing_names WHERE name=?1");
            rows.bind(1, std::string_view(name).substr(0, i));
            GONGGO_CHECK(collect(rows));
        }
        if (name.size() < kShortestPrefix) continue;
        auto rows = db.prepare("SELECT listing, title FROM listing_names WHERE name>?1 AND "
                               "name<?1||char(1114111)");
        rows.bind(1, name);
        GONGGO_CHECK(collect(rows));
    }
    return out;
}

Result<std::optional<Posting>> body_of(Database& db, const std::string& listing) {
    const auto cut = listing.find('\n');
    auto row = db.prepare("SELECT body FROM listings WHERE source=?1 AND external_id=?2");
    row.bind(1, std::string_view(listing).substr(0, cut))
        .bind(2, std::string_view(listing).substr(cut + 1));
    GONGGO_TRY(const bool found, row.step());
    return found ? from_json(row.text(0)) : std::nullopt;
}

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

Status note_names(Database& db, const std::string& listing, const DedupKeys& keys) {
    GONGGO_CHECK(db.prepare("DELETE FROM listing_names WHERE listing=?1").bind(1, listing).run());
    for (const auto& name : names_of(keys))
        GONGGO_CHECK(db.prepare("INSERT OR IGNORE INTO listing_names VALUES (?1,?2,?3)")
                         .bind(1, name)
                         .bind(2, listing)
                         .bind(3, keys.title)
                         .run());
    return {};
}

/// All but the user's.
Status forget_opinions(Database& db, const std::string& listing) {
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

Status learn(Database& db, const std::string& listing, const Posting& body) {
    const DedupKeys keys = keys_of(body);
    GONGGO_CHECK(note_names(db, listing, keys));
    GONGGO_CHECK(forget_opinions(db, listing));
    GONGGO_TRY(const auto near, neighbours(db, names_of(keys)));
    const auto letters = pairs_of_letters(keys.title);
    for (const auto& [other, title] : near) {
        if (other == listing || !titles_near(letters, pairs_of_letters(title))) continue;
        GONGGO_TRY(const auto stored, body_of(db, other));
        if (!stored) continue;
        const Comparison c = compare(body, *stored);
        if (c.duplicate) GONGGO_CHECK(connect(db, listing, other, c.score, false));
    }
    return {};
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
        if (!row) break;
        if (const auto body = from_json(rows.text(2)))
            GONGGO_CHECK(note_names(db, listing_key(rows.text(0), rows.text(1)), keys_of(*body)));
    }
    return db.execute(
        "INSERT OR IGNORE INTO alike SELECT x.source||char(10)||x.external_id, "
        "y.source||char(10)||y.external_id, 1000000 FROM listings x JOIN listings y "
        "ON x.posting=y.posting AND (x.source,x.external_id)<>(y.source,y.external_id)");
}

} // namespace gonggo::postings
