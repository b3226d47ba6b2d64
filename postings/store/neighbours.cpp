#include "postings/store/neighbours.hpp"

#include "postings/json.hpp"
#include "postings/store/employers.hpp"
#include "postings/store/texts.hpp"

namespace gonggo::postings {
namespace {

struct Stored {
    std::uint32_t id = 0;
    std::string listing;
    std::optional<Traits> traits; ///< nothing when the listing cannot be read
};

/// Of a row (id, listing, body): as stored, or worked out again from the listing when another
/// version wrote it.
Result<Stored> stored(Database& db, const Statement& row) {
    Stored out{.id = static_cast<std::uint32_t>(row.number(0)),
               .listing = row.text(1),
               .traits = unpacked(row.view(2))};
    if (out.traits) return out;
    const auto cut = out.listing.find('\n');
    auto listed = db.prepare("SELECT body FROM listings WHERE source=?1 AND external_id=?2");
    listed.bind(1, std::string_view(out.listing).substr(0, cut))
        .bind(2, std::string_view(out.listing).substr(cut + 1));
    GONGGO_TRY(const bool found, listed.step());
    if (const auto body = found ? from_json(listed.text(0)) : std::nullopt)
        out.traits = traits_of(*body);
    return out;
}

/// Those of the listings that `likely` lets pass by their packed traits.
template <class Likely>
Result<std::vector<Neighbour>> with_traits(Database& db, const std::set<std::uint32_t>& ids,
                                           const std::string& but, Likely likely) {
    std::vector<Neighbour> out;
    for (const auto id : ids) {
        auto row = db.prepare("SELECT id, listing, body FROM traits WHERE id=?1");
        GONGGO_TRY(const bool found, row.bind(1, std::int64_t{id}).step());
        if (!found || row.view(1) == but || !likely(row.view(2))) continue;
        GONGGO_TRY(auto known, stored(db, row));
        if (known.traits) out.push_back({std::move(known.listing), std::move(*known.traits)});
    }
    return out;
}

/// What finds a listing: its number among its employer's names and its text's keys.
Status index(Database& db, std::uint32_t id, const Traits& traits) {
    const Glance glance = glance_of(traits);
    for (const auto& name : traits.companies)
        if (!name.empty()) GONGGO_CHECK(note_employer(db, name, glance, id));
    return traits.text ? note_text(db, *traits.text, id) : Status{};
}

Status unindex(Database& db, std::uint32_t id, const Traits& traits) {
    for (const auto& name : traits.companies) GONGGO_CHECK(forget_employer(db, name, id));
    return traits.text ? forget_text(db, *traits.text, id) : Status{};
}

} // namespace

Result<bool> note_traits(Database& db, const std::string& listing, const Traits& traits) {
    const std::string body = packed(traits);
    const auto insert = [&] {
        return db.prepare("INSERT OR IGNORE INTO traits (listing,body) VALUES (?1,?2)")
            .bind(1, listing)
            .bind_bytes(2, body)
            .run();
    };
    GONGGO_CHECK(insert());
    const bool known = db.changes() == 0; // most are not
    if (known) {
        GONGGO_TRY(const bool forgotten, forget_traits(db, listing));
        static_cast<void>(forgotten);
        GONGGO_CHECK(insert());
    }
    GONGGO_CHECK(index(db, static_cast<std::uint32_t>(db.last_id()), traits));
    return known;
}

Result<bool> forget_traits(Database& db, const std::string& listing) {
    Stored old;
    {
        auto row = db.prepare("SELECT id, listing, body FROM traits WHERE listing=?1");
        GONGGO_TRY(const bool found, row.bind(1, listing).step());
        if (!found) return false;
        GONGGO_TRY(old, stored(db, row));
    }
    if (old.traits) GONGGO_CHECK(unindex(db, old.id, *old.traits));
    GONGGO_CHECK(db.prepare("DELETE FROM traits WHERE id=?1").bind(1, std::int64_t{old.id}).run());
    return true;
}

Result<std::vector<Neighbour>> of_employer(Database& db, const std::string& listing,
                                           const Traits& traits) {
    std::set<std::uint32_t> found;
    GONGGO_CHECK(near_listings(db, traits.companies, glance_of(traits), found));
    return with_traits(db, found, listing, [](std::string_view) { return true; });
}

Result<std::vector<Neighbour>> of_text(Database& db, const std::string& listing,
                                       const Traits& traits) {
    std::set<std::uint32_t> found;
    if (!traits.text) return std::vector<Neighbour>();
    GONGGO_CHECK(near_texts(db, *traits.text, found));
    return with_traits(db, found, listing, [&](std::string_view packed) {
        const auto text = packed_text(packed);
        return !text || likeness(*traits.text, *text) >= kCopyText;
    });
}

} // namespace gonggo::postings
