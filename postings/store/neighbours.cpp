#include "postings/store/neighbours.hpp"

#include "postings/json.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace gonggo::postings {
namespace {

constexpr std::size_t kShortestPrefix = 6; ///< bytes; same_employer() calls such names near
constexpr std::int64_t kMostOfText = 16;   ///< a text that more listings share is a form letter

/// As they are stored; worked out again from the listing when another version wrote them.
Result<std::optional<Traits>> traits_in(Database& db, const std::string& listing) {
    {
        auto row = db.prepare("SELECT body FROM traits WHERE listing=?1");
        GONGGO_TRY(const bool found, row.bind(1, listing).step());
        if (found)
            if (auto traits = unpacked(row.view(0))) return traits;
    }
    const auto cut = listing.find('\n');
    auto row = db.prepare("SELECT body FROM listings WHERE source=?1 AND external_id=?2");
    row.bind(1, std::string_view(listing).substr(0, cut))
        .bind(2, std::string_view(listing).substr(cut + 1));
    GONGGO_TRY(const bool found, row.step());
    const auto body = found ? from_json(row.text(0)) : std::nullopt;
    return body ? std::optional(traits_of(*body)) : std::nullopt;
}

/// Names of employers, walked in their order.
class Names {
public:
    Names(Database& db, const Glance& glance, std::set<std::string, std::less<>>& out)
        : db_(db), glance_(glance), out_(out) {}

    /// Row by row; a stretch of titles with other functions is stepped over.
    Status same(std::string_view name) {
        constexpr int kWorthASeek = 8; // rows read in vain
        auto from = std::numeric_limits<std::int64_t>::min();
        for (;;) {
            auto rows = db_.prepare(
                "SELECT functions, letters, listing, closes, provinces FROM names WHERE name=?1 "
                "AND functions>=?2");
            rows.bind(1, name).bind(2, from);
            for (int vain = 0; vain < kWorthASeek;) {
                GONGGO_TRY(const bool row, rows.step());
                if (!row) return {};
                const std::int64_t functions = rows.number(0);
                vain = take(rows) ? 0 : functions == from ? vain + 1 : 1;
                from = functions;
            }
            if (from == std::numeric_limits<std::int64_t>::max()) return {};
            ++from;
        }
    }
    Status longer(std::string_view name) {
        auto rows = db_.prepare(
            "SELECT functions, letters, listing, closes, provinces FROM names WHERE name>?1 AND "
            "name<?1||char(1114111)");
        rows.bind(1, name);
        for (;;) {
            GONGGO_TRY(const bool row, rows.step());
            if (!row) return {};
            take(rows);
        }
    }
    /// From the greatest name that is not after it down, past all that share less and less.
    Status shorter(std::string_view name) {
        std::string at(name);
        for (;;) {
            std::string found;
            {
                auto row = db_.prepare("SELECT max(name) FROM names WHERE name<?1");
                GONGGO_TRY(const bool any, row.bind(1, at).step());
                if (!any || row.null(0)) return {};
                found = row.text(0);
            }
            const auto common =
                static_cast<std::size_t>(std::ranges::mismatch(found, name).in1 - found.begin());
            if (common < kShortestPrefix) return {};
            if (common == found.size()) {
                GONGGO_CHECK(same(found));
                at = std::move(found);
            } else // nothing between shares more
                at = std::string(name.substr(0, common)) + '\0';
        }
    }

private:
    /// False when the row's functions are others.
    bool take(const Statement& row) {
        const Glance other{.functions = static_cast<std::uint64_t>(row.number(0)),
                           .letters = static_cast<std::uint64_t>(row.number(1)),
                           .closes = row.number(3),
                           .provinces = static_cast<std::uint64_t>(row.number(4))};
        if (!functions_near(glance_.functions, other.functions)) return false;
        if (glances_near(glance_, other)) out_.emplace(row.view(2));
        return true;
    }

    Database& db_;
    const Glance& glance_;
    std::set<std::string, std::less<>>& out_;
};

Result<std::vector<Neighbour>> with_traits(Database& db,
                                           const std::set<std::string, std::less<>>& listings,
                                           const std::string& but) {
    std::vector<Neighbour> out;
    for (const auto& listing : listings) {
        if (listing == but) continue;
        GONGGO_TRY(auto traits, traits_in(db, listing));
        if (traits) out.push_back({listing, std::move(*traits)});
    }
    return out;
}

} // namespace

Status note_traits(Database& db, const std::string& listing, const Traits& traits) {
    GONGGO_CHECK(forget_traits(db, listing));
    const Glance glance = glance_of(traits);
    for (const auto& name : traits.companies) {
        if (name.empty()) continue;
        GONGGO_CHECK(db.prepare("INSERT OR IGNORE INTO names VALUES (?1,?2,?3,?4,?5,?6)")
                         .bind(1, name)
                         .bind(2, static_cast<std::int64_t>(glance.functions))
                         .bind(3, listing)
                         .bind(4, static_cast<std::int64_t>(glance.letters))
                         .bind(5, glance.closes)
                         .bind(6, static_cast<std::int64_t>(glance.provinces))
                         .run());
    }
    if (traits.text)
        for (const std::uint32_t band : bands_of(*traits.text))
            GONGGO_CHECK(db.prepare("INSERT OR IGNORE INTO bands VALUES (?1,?2)")
                             .bind(1, std::int64_t{band})
                             .bind(2, listing)
                             .run());
    return db.prepare("INSERT INTO traits VALUES (?1,?2)")
        .bind(1, listing)
        .bind_bytes(2, packed(traits))
        .run();
}

Status forget_traits(Database& db, const std::string& listing) {
    std::optional<Traits> old;
    {
        auto row = db.prepare("SELECT body FROM traits WHERE listing=?1");
        GONGGO_TRY(const bool found, row.bind(1, listing).step());
        if (!found) return {};
        old = unpacked(row.view(0));
    }
    if (old) {
        for (const auto& name : old->companies)
            GONGGO_CHECK(
                db.prepare("DELETE FROM names WHERE name=?1 AND functions=?2 AND listing=?3")
                    .bind(1, name)
                    .bind(2, static_cast<std::int64_t>(old->tells.functions))
                    .bind(3, listing)
                    .run());
        if (old->text)
            for (const std::uint32_t band : bands_of(*old->text))
                GONGGO_CHECK(db.prepare("DELETE FROM bands WHERE band=?1 AND listing=?2")
                                 .bind(1, std::int64_t{band})
                                 .bind(2, listing)
                                 .run());
    }
    return db.prepare("DELETE FROM traits WHERE listing=?1").bind(1, listing).run();
}

Result<std::vector<Neighbour>> of_employer(Database& db, const std::string& listing,
                                           const Traits& traits) {
    std::set<std::string, std::less<>> found;
    const Glance glance = glance_of(traits);
    Names names(db, glance, found);
    for (const auto& name : traits.companies)
        if (!name.empty()) GONGGO_CHECK(names.same(name));
    if (const auto& name = traits.companies.front(); name.size() >= kShortestPrefix) {
        GONGGO_CHECK(names.longer(name));
        GONGGO_CHECK(names.shorter(name));
    }
    return with_traits(db, found, listing);
}

Result<std::vector<Neighbour>> of_text(Database& db, const std::string& listing,
                                       const Traits& traits) {
    std::set<std::string, std::less<>> found;
    if (!traits.text) return std::vector<Neighbour>();
    for (const std::uint32_t band : bands_of(*traits.text)) {
        auto rows = db.prepare("SELECT listing FROM bands WHERE band=?1 LIMIT ?2");
        rows.bind(1, std::int64_t{band}).bind(2, kMostOfText);
        for (;;) {
            GONGGO_TRY(const bool row, rows.step());
            if (!row) break;
            found.emplace(rows.view(0));
        }
    }
    return with_traits(db, found, listing);
}

} // namespace gonggo::postings
