#include "postings/store/settle.hpp"

#include <algorithm>
#include <xxhash.h>

namespace gonggo::postings {
namespace {

/// Seven letters and digits that stay the same for a source's listing; `salt` steps past a
/// collision.
std::string new_id(const std::string& listing, int salt) {
    static constexpr char kAlphabet[] = "23456789abcdefghjkmnpqrstuvwxyz";
    const std::string key = listing + (salt ? "\n" + std::to_string(salt) : "");
    std::uint64_t h = XXH3_64bits(key.data(), key.size());
    std::string out;
    for (int i = 0; i < 7; ++i, h /= 31) out += kAlphabet[h % 31];
    return out;
}

} // namespace

Result<std::string> unused_id(Database& db, const std::string& listing) {
    for (int salt = 0;; ++salt) {
        std::string id = new_id(listing, salt);
        auto row = db.prepare("SELECT 1 FROM postings WHERE id=?1");
        GONGGO_TRY(const bool taken, row.bind(1, id).step());
        if (!taken) return id;
    }
}

Status reserve_posting(Database& db, const std::string& id, Timestamp first_seen) {
    return db.prepare("INSERT INTO postings (id,body,role,kind,first_seen) VALUES (?1,'','','',?2)")
        .bind(1, id)
        .bind(2, seconds_of(first_seen))
        .run();
}

Result<std::string> Settler::posting_of(const std::string& listing) {
    const auto cut = listing.find('\n');
    auto row = db_.prepare("SELECT posting FROM listings WHERE source=?1 AND external_id=?2");
    row.bind(1, std::string_view(listing).substr(0, cut))
        .bind(2, std::string_view(listing).substr(cut + 1));
    GONGGO_TRY(const bool found, row.step());
    return found ? row.text(0) : std::string();
}

Status Settler::move(const std::string& listing, const std::string& posting) {
    const auto cut = listing.find('\n');
    return db_.prepare("UPDATE listings SET posting=?3 WHERE source=?1 AND external_id=?2")
        .bind(1, std::string_view(listing).substr(0, cut))
        .bind(2, std::string_view(listing).substr(cut + 1))
        .bind(3, posting)
        .run();
}

Result<std::string> Settler::settle(const std::string& listing) {
    GONGGO_TRY(auto clusters, clusters_around(db_, listing));
    std::string out;
    for (auto& cluster : clusters) {
        if (cluster.posting.empty()) {
            GONGGO_TRY(cluster.posting, unused_id(db_, cluster.listings.front()));
            GONGGO_CHECK(reserve_posting(db_, cluster.posting, Timestamp{}));
        }
        for (const auto& member : cluster.listings) {
            if (member == listing) {
                out = cluster.posting;
                touch(out);
            }
            GONGGO_TRY(const std::string before, posting_of(member));
            if (before == cluster.posting) continue;
            GONGGO_CHECK(move(member, cluster.posting));
            touch(before);
            touch(cluster.posting);
            heirs_.insert({cluster.posting, before});
            parted_.insert({before, cluster.posting});
        }
    }
    return out;
}

Status Settler::rebuild(const std::string& reposted) {
    for (const auto& id : touched_) GONGGO_CHECK(records_.rebuild(id, id == reposted ? 1 : 0));
    for (const auto& [to, from] : heirs_) GONGGO_CHECK(records_.inherit(from, to));
    for (const auto& id : parted_) GONGGO_CHECK(records_.retell(id));
    for (const auto& id : touched_) {
        GONGGO_TRY(const bool shown, is_shown(id));
        if (shown) continue;
        GONGGO_CHECK(lead_to_heir(id));
        GONGGO_CHECK(erase_posting(db_, id));
    }
    return {};
}

Result<bool> Settler::is_shown(const std::string& id) {
    auto row = db_.prepare("SELECT 1 FROM listings WHERE posting=?1");
    return row.bind(1, id).step();
}

Status Settler::lead_to_heir(const std::string& id) {
    std::string heir = id;
    for (std::size_t steps = 0; steps < heirs_.size(); ++steps) {
        const auto next = std::ranges::find(heirs_, heir, [](const auto& h) { return h.second; });
        if (next == heirs_.end()) return {};
        heir = next->first;
        GONGGO_TRY(const bool shown, is_shown(heir));
        if (!shown) continue;
        GONGGO_CHECK(db_.prepare("UPDATE former SET posting=?2 WHERE posting=?1")
                         .bind(1, id)
                         .bind(2, heir)
                         .run());
        return db_.prepare("INSERT OR REPLACE INTO former VALUES (?1,?2)")
            .bind(1, id)
            .bind(2, heir)
            .run();
    }
    return {};
}

} // namespace gonggo::postings
