// What each profile and each webhook was told, so that it is told once.
#include "base/text.hpp"
#include "postings/json.hpp"
#include "postings/store/hidden.hpp"
#include "postings/store/impl.hpp"

#include <map>

namespace gonggo::postings {
namespace {

Result<std::vector<Posting>> postings_of(Database& db, Statement& rows) {
    std::vector<Posting> out;
    GONGGO_TRY(const Hidden hidden, Hidden::of(db));
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        GONGGO_TRY(Posting posting, complete(db, rows.text(0)));
        if (!hidden.has_copy(posting.id)) out.push_back(std::move(posting));
    }
}

} // namespace

Status note_shown(Database& db, const std::string& posting, const std::string& what,
                  Timestamp now) {
    return db
        .prepare("INSERT OR IGNORE INTO shown SELECT source||char(10)||external_id, ?2, ?3 FROM "
                 "listings WHERE posting=?1")
        .bind(1, posting)
        .bind(2, what)
        .bind(3, seconds_of(now))
        .run();
}

Result<Untold> Store::untold(const std::string& profile, std::size_t most) {
    auto rows = impl_->db.prepare(
        "SELECT p.body, p.id, p.first_seen FROM matches m JOIN postings p ON p.id=m.posting WHERE "
        "m.profile=?1 AND m.told IS NULL AND m.score>=0 AND p.closed IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM applications a WHERE a.posting=p.id AND "
        "a.status='hidden') ORDER BY m.score DESC, p.first_seen DESC, p.id");
    rows.bind(1, profile);
    GONGGO_TRY(const Hidden hidden, Hidden::of(impl_->db));
    Untold out;
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        if (hidden.has_copy(rows.text(1))) continue;
        const Timestamp at = time_of(rows.number(2));
        if (out.ids.empty() || at < out.oldest) out.oldest = at;
        out.ids.push_back(rows.text(1));
        if (out.postings.size() == most) continue;
        GONGGO_TRY(out.postings.emplace_back(), complete(impl_->db, rows.text(0)));
    }
}

Result<std::vector<SkillTrend>> Store::skill_trends(const std::string& profile, Timestamp from,
                                                    Timestamp middle, Timestamp until) {
    auto rows = impl_->db.prepare(
        "SELECT p.body, p.first_seen FROM matches m JOIN postings p ON p.id=m.posting WHERE "
        "m.profile=?1 AND m.score>=0 AND p.first_seen>=?2 AND p.first_seen<?3 AND NOT EXISTS "
        "(SELECT 1 FROM applications a WHERE a.posting=p.id AND a.status='hidden')");
    rows.bind(1, profile).bind(2, seconds_of(from)).bind(3, seconds_of(until));
    std::map<std::string, SkillTrend> counted;
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) break;
        for (auto& skill : skills_of_json(rows.view(0))) {
            auto& trend = counted[skill];
            ++(time_of(rows.number(1)) < middle ? trend.before : trend.since);
            if (trend.skill.empty()) trend.skill = std::move(skill);
        }
    }
    std::vector<SkillTrend> out;
    for (auto& [skill, trend] : counted) out.push_back(std::move(trend));
    return out;
}

Status Store::mark_told(const std::string& profile, const std::vector<std::string>& ids,
                        Timestamp now) {
    return in_transaction([&]() -> Status {
        for (const auto& id : ids) {
            GONGGO_CHECK(impl_->db
                             .prepare("UPDATE matches SET told=?3 WHERE posting=?1 AND profile=?2 "
                                      "AND told IS NULL")
                             .bind(1, id)
                             .bind(2, profile)
                             .bind(3, seconds_of(now))
                             .run());
            GONGGO_CHECK(note_shown(impl_->db, id, "profile/" + profile, now));
        }
        return watch(profile);
    });
}

Result<std::vector<Posting>> Store::untold_to(const std::string& receiver,
                                              const std::vector<std::string>& profiles,
                                              int min_score) {
    auto rows = impl_->db.prepare(
        "SELECT p.body FROM matches m JOIN postings p ON p.id=m.posting WHERE m.score>=?1 AND "
        "p.closed IS NULL AND (?2='' OR instr(?2, char(10)||m.profile||char(10))>0) AND NOT EXISTS "
        "(SELECT 1 FROM told t WHERE t.what=m.posting||?3) AND NOT EXISTS (SELECT 1 FROM "
        "applications a WHERE a.posting=p.id AND a.status='hidden') GROUP BY p.id ORDER BY "
        "max(m.score) DESC, p.first_seen DESC, p.id");
    rows.bind(1, std::int64_t{min_score})
        .bind(2, profiles.empty() ? "" : "\n" + text::join(profiles, "\n") + "\n")
        .bind(3, "/" + receiver);
    return postings_of(impl_->db, rows);
}

Status Store::tell(const std::string& what, Timestamp now) {
    return in_transaction([&]() -> Status {
        const auto slash = what.find('/');
        if (slash != std::string::npos)
            GONGGO_CHECK(note_shown(impl_->db, what.substr(0, slash), what.substr(slash + 1), now));
        return impl_->db.prepare("INSERT INTO told VALUES (?1,?2) ON CONFLICT DO NOTHING")
            .bind(1, what)
            .bind(2, seconds_of(now))
            .run();
    });
}

bool Store::was_told(const std::string& what) {
    auto row = impl_->db.prepare("SELECT 1 FROM told WHERE what=?1");
    const auto found = row.bind(1, what).step();
    return found && *found;
}

Status Store::watch(const std::string& profile) {
    return impl_->db
        .prepare("INSERT INTO watched SELECT m.profile, m.posting, coalesce(p.deadline,''), "
                 "p.closed IS NOT NULL FROM matches m JOIN postings p ON p.id=m.posting WHERE "
                 "m.profile=?1 AND m.told IS NOT NULL ON CONFLICT DO UPDATE SET "
                 "deadline=excluded.deadline, closed=excluded.closed")
        .bind(1, profile)
        .run();
}

Result<std::vector<Change>> Store::changes(const std::string& profile) {
    auto rows = impl_->db.prepare(
        "SELECT p.body, w.deadline, p.closed IS NOT NULL AND w.closed=0 FROM watched w JOIN "
        "postings p ON p.id=w.posting WHERE w.profile=?1 AND (coalesce(p.deadline,'')<>w.deadline "
        "OR (p.closed IS NOT NULL)<>w.closed) AND NOT EXISTS (SELECT 1 FROM applications a WHERE "
        "a.posting=p.id AND a.status='hidden') ORDER BY p.id");
    rows.bind(1, profile);
    std::vector<Change> out;
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        GONGGO_TRY(Posting posting, complete(impl_->db, rows.text(0)));
        out.push_back({std::move(posting), parse_date(rows.text(1)), rows.number(2) != 0});
    }
}

} // namespace gonggo::postings
