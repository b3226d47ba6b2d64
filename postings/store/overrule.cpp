// What the user knows better: two postings are one vacancy, or one posting is two. And what a
// posting was before.
#include "postings/json.hpp"
#include "postings/store/clusters.hpp"
#include "postings/store/impl.hpp"
#include "postings/store/settle.hpp"

#include <algorithm>

namespace gonggo::postings {
Result<std::string> Store::merge(const std::string& a, const std::string& b, const Matcher& matcher,
                                 Timestamp now) {
    auto& db = impl_->db;
    std::string out;
    GONGGO_CHECK(in_transaction([&]() -> Status {
        GONGGO_TRY(const auto of_a, listings_of(db, a));
        GONGGO_TRY(const auto of_b, listings_of(db, b));
        if (of_a.empty() || of_b.empty()) return invalid("no such posting");
        for (const auto& one : of_a)
            for (const auto& other : of_b) GONGGO_CHECK(overrule(db, one, other, true));
        Records records(db, matcher, now);
        Settler settler(db, records);
        GONGGO_TRY(out, settler.settle(of_a.front()));
        settler.touch(out);
        return settler.rebuild({});
    }));
    return out;
}

Result<std::string> Store::split(const std::string& id, const std::string& url,
                                 const Matcher& matcher, Timestamp now) {
    auto& db = impl_->db;
    std::string out;
    GONGGO_CHECK(in_transaction([&]() -> Status {
        GONGGO_TRY(const auto members, listings_of(db, id));
        std::string apart;
        {
            auto row = db.prepare("SELECT source, external_id FROM listings WHERE posting=?1 AND "
                                  "(url=?2 OR source=?2) ORDER BY 1, 2 LIMIT 1");
            GONGGO_TRY(const bool found, row.bind(1, id).bind(2, url).step());
            if (found) apart = listing_key(row.text(0), row.text(1));
        }
        if (apart.empty()) return invalid("the posting has no link '" + url + "'");
        if (members.size() < 2) return invalid("the posting has one link only");
        for (const auto& other : members)
            if (other != apart) GONGGO_CHECK(overrule(db, apart, other, false));
        Records records(db, matcher, now);
        Settler settler(db, records);
        GONGGO_TRY(out, settler.settle(apart));
        settler.touch(out);
        return settler.rebuild({});
    }));
    return out;
}

Result<std::optional<Posting>> Store::listed(const std::string& id) {
    return as_listed(impl_->db, id);
}

Result<std::vector<Version>> Store::history(const std::string& id) {
    std::vector<Version> out;
    auto rows = impl_->db.prepare(
        "SELECT v.source, v.until, v.body, external_id FROM versions v JOIN listings l USING "
        "(source, external_id) WHERE l.posting=?1 UNION ALL SELECT source, 0, body, external_id "
        "FROM listings WHERE posting=?1");
    rows.bind(1, id);
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) break;
        auto body = from_json(rows.text(2));
        if (!body) continue;
        if (body->links.empty())
            body->links.push_back({.source = rows.text(0), .external_id = rows.text(3)});
        out.push_back({.source = rows.text(0), .until = {}, .record = std::move(*body)});
        if (rows.number(1) != 0) out.back().until = time_of(rows.number(1));
    }
    std::ranges::stable_sort(out, {}, [](const Version& v) {
        return std::tuple(v.source, v.record.links[0].external_id, !v.until, v.until);
    });
    return out;
}

} // namespace gonggo::postings
