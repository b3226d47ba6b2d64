// What the user said of postings, and everything open matched anew by it.
#include "postings/json.hpp"
#include "postings/store/impl.hpp"
#include "postings/store/records.hpp"

namespace gonggo::postings {
namespace {

Result<int> fitting(Database& db, const std::string& profile) {
    auto row = db.prepare("SELECT count(*) FROM matches m JOIN postings p ON p.id=m.posting WHERE "
                          "m.profile=?1 AND m.score>=0 AND p.closed IS NULL");
    GONGGO_TRY(const bool found, row.bind(1, profile).step());
    return found ? static_cast<int>(row.number(0)) : 0;
}

/// Matches what is open, and `judged` (empty = none) whether it is or not, anew.
Result<int> rematch_all(Database& db, const std::string& judged, const Matcher& matcher,
                        Timestamp now, Date today) {
    std::vector<std::string> ids;
    auto rows = db.prepare("SELECT id FROM postings WHERE id=?1 OR (closed IS NULL AND (deadline "
                           "IS NULL OR deadline>=?2))");
    rows.bind(1, judged).bind(2, iso8601(today));
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) break;
        ids.push_back(rows.text(0));
    }
    Records records(db, matcher, now);
    for (const auto& id : ids) GONGGO_CHECK(records.rematch(id));
    return static_cast<int>(ids.size());
}

} // namespace

Result<std::vector<Judgement>> judgements(Database& db) {
    std::vector<Judgement> out;
    auto rows =
        db.prepare("SELECT f.profile, f.verdict, f.at, p.body FROM feedback f JOIN postings "
                   "p ON p.id=f.posting ORDER BY f.profile, f.at, f.posting");
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        auto posting = from_json(rows.text(3));
        if (!posting) continue;
        out.push_back(
            {rows.text(0), std::move(*posting), rows.text(1) == "good", time_of(rows.number(2))});
    }
}

Result<Lessons> lessons_in(Database& db) {
    GONGGO_TRY(auto all, judgements(db));
    std::map<std::string, std::vector<std::pair<Posting, bool>>> by_profile;
    for (auto& j : all) by_profile[j.profile].emplace_back(std::move(j.posting), j.good);
    Lessons out;
    for (const auto& [profile, judged] : by_profile) out[profile] = learn(judged);
    return out;
}

Result<std::vector<Judgement>> Store::feedback() {
    return judgements(impl_->db);
}

Result<Lessons> Store::lessons() {
    return lessons_in(impl_->db);
}

Result<Rematched> Store::teach(const std::string& profile, const std::string& id,
                               std::optional<bool> good, const Matcher& matcher, Timestamp now,
                               Date today) {
    auto& db = impl_->db;
    Rematched out;
    GONGGO_CHECK(in_transaction([&]() -> Status {
        GONGGO_TRY(out.fitted, fitting(db, profile));
        const char* sql = good ? "INSERT INTO feedback VALUES (?1,?2,?3,?4) ON CONFLICT DO "
                                 "UPDATE SET verdict=?3, at=?4"
                               : "DELETE FROM feedback WHERE profile=?1 AND posting=?2";
        {
            auto row = db.prepare(sql);
            row.bind(1, profile).bind(2, id);
            if (good) row.bind(3, *good ? "good" : "bad").bind(4, seconds_of(now));
            GONGGO_CHECK(row.run());
        }
        if (good) GONGGO_CHECK(note_shown(db, id, "feedback", now));
        GONGGO_TRY(out.postings, rematch_all(db, id, matcher, now, today));
        GONGGO_TRY(out.fit, fitting(db, profile));
        return {};
    }));
    return out;
}

Result<int> Store::rematch_open(const Matcher& matcher, Timestamp now, Date today) {
    int out = 0;
    GONGGO_CHECK(in_transaction([&]() -> Status {
        GONGGO_TRY(out, rematch_all(impl_->db, "", matcher, now, today));
        return {};
    }));
    return out;
}

} // namespace gonggo::postings
