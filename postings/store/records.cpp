#include "postings/store/records.hpp"

#include "base/text.hpp"
#include "postings/json.hpp"
#include "postings/names.hpp"

#include <algorithm>

namespace gonggo::postings {
namespace {

constexpr std::size_t kWordsAtOnce = 1024; ///< put off; more only take memory

/// A listing as a record of the posting.
struct Member {
    Posting record;
    bool own = false; ///< of the company's own page
};

/// How good a record is as the one people see: the company's own page first, then what says most.
int quality(const Member& m) {
    const Posting& p = m.record;
    return (m.own ? 16 : 0) + (p.description.size() > 300 ? 4 : 0) + (p.locations.empty() ? 0 : 2) +
           (p.level.labels.empty() ? 0 : 2) + (p.deadline.kind == DeadlineKind::unknown ? 0 : 2) +
           (p.skills.empty() ? 0 : 1) + (p.salary.min || p.salary.max ? 1 : 0);
}

} // namespace

/// The posting from its listings: the best record, all links.
Result<std::optional<Posting>> as_listed(Database& db, const std::string& id,
                                         const Posting* heard) {
    std::vector<Member> members;
    std::int64_t closed = 0; ///< when the last of them did
    {
        auto rows =
            db.prepare("SELECT l.body, l.first_seen, s.last_seen, l.closed, EXISTS (SELECT "
                       "1 FROM meta WHERE key='own.'||l.source), l.source, l.external_id FROM "
                       "listings l JOIN seen s USING (source, external_id) WHERE "
                       "posting=?1 ORDER BY l.first_seen, l.source, l.external_id");
        rows.bind(1, id);
        for (;;) {
            GONGGO_TRY(const bool row, rows.step());
            if (!row) break;
            const bool at_hand = heard && heard->links[0].source == rows.text(5) &&
                                 heard->links[0].external_id == rows.text(6);
            auto p = at_hand ? std::optional(*heard) : from_json(rows.text(0));
            if (!p) continue;
            if (p->links.empty()) // no gonggo writes this, but other programs can
                p->links.push_back({.source = rows.text(5), .external_id = rows.text(6)});
            p->links[0].first_seen = time_of(rows.number(1));
            p->links[0].last_seen = time_of(rows.number(2));
            p->links[0].closed = !rows.null(3);
            closed = std::max(closed, rows.number(3));
            members.push_back({std::move(*p), rows.number(4) != 0});
        }
    }
    if (members.empty()) return std::optional<Posting>();
    const auto best = std::ranges::max_element(members, {}, quality);
    Posting out = best->record;
    out.id = id;
    out.links.clear();
    for (const auto& [m, own] : members) {
        out.links.push_back(m.links[0]);
        if (out.locations.empty()) out.locations = m.locations;
        if (out.level.labels.empty()) out.level = m.level;
        if (out.deadline.kind == DeadlineKind::unknown) out.deadline = m.deadline;
        if (out.description.empty()) out.description = m.description;
        if (out.skills.empty()) out.skills = m.skills;
        if (out.salary.text.empty()) out.salary = m.salary;
        if (!out.employment) out.employment = m.employment;
    }
    out.first_seen = members.front().record.links[0].first_seen;
    if (std::ranges::all_of(out.links, &Link::closed)) out.closed = time_of(closed);
    return std::optional(std::move(out));
}

Status Records::rebuild(const std::string& id, int reposts) {
    GONGGO_TRY(auto composed, as_listed(db_, id, heard_));
    if (!composed) return {};
    Posting& out = *composed;
    {
        auto row = db_.prepare("SELECT body FROM postings WHERE id=?1");
        GONGGO_TRY(const bool found, row.bind(1, id).step());
        if (found)
            if (const auto old = from_json(row.text(0))) out.reposts = old->reposts + reposts;
    }
    GONGGO_CHECK(write(out));
    return reposts > 0 ? news_again(id) : Status{};
}

/// What was over and is back is told again, to everybody.
Status Records::news_again(const std::string& id) {
    for (const char* sql :
         {"UPDATE matches SET told=NULL WHERE posting=?1",
          "DELETE FROM told WHERE what>?1||'/' AND what<?1||'0'",
          "DELETE FROM shown WHERE what NOT IN ('application','feedback') AND listing IN (SELECT "
          "source||char(10)||external_id FROM listings WHERE posting=?1)"})
        GONGGO_CHECK(db_.prepare(sql).bind(1, id).run());
    return {};
}

/// A posting of one listing is what the listing is.
Classification Records::classified(const Posting& composed) const {
    const bool alone = classification_ && composed.links.size() == 1 &&
                       composed.links[0].source == heard_->links[0].source &&
                       composed.links[0].external_id == heard_->links[0].external_id;
    return alone ? *classification_ : classify(composed);
}

/// Role and skills are told to the posting.
Classification Records::concluded(Posting& p) const {
    Classification c = classified(p);
    p.role = c.role;
    for (const auto& skill : c.skills)
        if (std::ranges::none_of(
                p.skills, [&](const auto& s) { return text::fold(s) == text::fold(skill); }) &&
            p.skills.size() < 30)
            p.skills.push_back(skill);
    p.last_seen = now_;
    return c;
}

Status Records::write_alone(const std::string& id) {
    Posting p = *heard_;
    p.id = id;
    p.links.resize(1);
    p.links[0].first_seen = p.links[0].last_seen = p.first_seen = now_;
    if (p.links[0].closed) p.closed = now_;
    const Classification c = concluded(p);
    GONGGO_TRY(const auto row, free_row(db_, id, p.first_seen));
    GONGGO_CHECK(put(p, row));
    GONGGO_CHECK(index(p, row));
    return note_matches(p, c);
}

Status Records::write(Posting& p) {
    const Classification c = concluded(p);
    GONGGO_CHECK(put(p, std::nullopt));
    GONGGO_CHECK(index(p, std::nullopt));
    return match(p, c);
}

/// `words_row` when it is new.
Status Records::put(const Posting& p, std::optional<std::int64_t> words_row) {
    auto row = db_.prepare("INSERT INTO postings "
                           "(id,body,role,kind,first_seen,deadline,closed,words_row) VALUES "
                           "(?1,?2,?3,?4,?5,?6,?7,?8) ON CONFLICT (id) DO UPDATE SET body=?2, "
                           "role=?3, kind=?4, first_seen=?5, deadline=?6, closed=?7");
    row.bind(1, p.id)
        .bind(2, to_json(p))
        .bind(3, name_of(p.role))
        .bind(4, name_of(p.kind))
        .bind(5, seconds_of(p.first_seen));
    if (p.deadline.date) row.bind(6, iso8601(*p.deadline.date));
    if (p.closed) row.bind(7, seconds_of(*p.closed));
    if (words_row) row.bind(8, *words_row);
    return row.run();
}

Status Records::index_words_now() {
    put_off_ = false;
    return index_words(db_, std::exchange(words_, {}));
}

Status Records::index(const Posting& p, std::optional<std::int64_t> words_row) {
    Words said = words_of(p);
    said.row = words_row;
    if (!put_off_) return index_words(db_, {{p.id, std::move(said)}});
    Words& waiting = words_[p.id];
    if (waiting.row) said.row = waiting.row;
    waiting = std::move(said);
    return words_.size() >= kWordsAtOnce ? index_words(db_, std::exchange(words_, {})) : Status{};
}

Status Records::rematch(const std::string& id) {
    GONGGO_TRY(const auto listed, as_listed(db_, id));
    if (!listed) return {};
    std::string body;
    {
        auto row = db_.prepare("SELECT body FROM postings WHERE id=?1");
        GONGGO_TRY(const bool found, row.bind(1, id).step());
        if (found) body = row.text(0);
    }
    auto p = from_json(body);
    if (!p) return {};
    const Classification c = classify(*listed);
    if (p->role != c.role) { // an older model told it
        p->role = c.role;
        GONGGO_CHECK(put(*p, std::nullopt));
    }
    return match(*p, c);
}

Status Records::match(const Posting& p, const Classification& c) {
    // What no longer fits stays, so that it is not told again when it does.
    GONGGO_CHECK(db_.prepare("UPDATE matches SET score=-1 WHERE posting=?1").bind(1, p.id).run());
    return note_matches(p, c);
}

Status Records::note_matches(const Posting& p, const Classification& c) {
    if (!lessons_) {
        GONGGO_TRY(lessons_, lessons_in(db_));
    }
    const std::string until = p.closed          ? ""
                              : p.deadline.date ? iso8601(*p.deadline.date)
                                                : "9999-12-31";
    const auto matches = matcher_.match(p, c, *lessons_);
    for (const auto& m : matches)
        GONGGO_CHECK(db_.prepare("INSERT INTO matches (posting,profile,score,reasons,seen,until) "
                                 "VALUES (?1,?2,?3,?4,?5,?6) ON CONFLICT DO UPDATE SET score=?3, "
                                 "reasons=?4, seen=?5, until=?6")
                         .bind(1, p.id)
                         .bind(2, m.profile)
                         .bind(3, m.score)
                         .bind(4, text::join(m.reasons, "\n"))
                         .bind(5, seconds_of(p.first_seen))
                         .bind(6, until)
                         .run());
    return {};
}

Status Records::inherit(const std::string& from, const std::string& to) {
    for (const char* sql :
         {"INSERT OR IGNORE INTO applications SELECT ?2, status, note, at FROM applications WHERE "
          "posting=?1 AND EXISTS (SELECT 1 FROM listings l JOIN shown s ON "
          "s.listing=l.source||char(10)||l.external_id WHERE l.posting=?2 AND "
          "s.what='application')",
          "INSERT INTO marks SELECT ?2, status, at FROM marks WHERE posting=?1 AND EXISTS (SELECT "
          "1 "
          "FROM applications WHERE posting=?2) AND NOT EXISTS (SELECT 1 FROM marks WHERE "
          "posting=?2)",
          "INSERT OR IGNORE INTO watched SELECT profile, ?2, deadline, closed FROM watched w WHERE "
          "posting=?1 AND EXISTS (SELECT 1 FROM listings l JOIN shown s ON "
          "s.listing=l.source||char(10)||l.external_id WHERE l.posting=?2 AND "
          "s.what='profile/'||w.profile)"})
        GONGGO_CHECK(db_.prepare(sql).bind(1, from).bind(2, to).run());
    GONGGO_CHECK(db_.prepare("INSERT OR IGNORE INTO feedback SELECT profile, ?2, verdict, at FROM "
                             "feedback WHERE posting=?1 AND EXISTS (SELECT 1 FROM listings l JOIN "
                             "shown s ON s.listing=l.source||char(10)||l.external_id WHERE "
                             "l.posting=?2 AND s.what='feedback')")
                     .bind(1, from)
                     .bind(2, to)
                     .run());
    if (db_.changes() == 0) return {};
    lessons_.reset();
    return rematch(to);
}

Status Records::retell(const std::string& id) {
    for (const char* sql :
         {"UPDATE matches SET told=(SELECT min(s.at) FROM listings l JOIN shown s ON "
          "s.listing=l.source||char(10)||l.external_id WHERE l.posting=?1 AND "
          "s.what='profile/'||matches.profile) WHERE posting=?1",
          "DELETE FROM told WHERE what>?1||'/' AND what<?1||'0'",
          "INSERT OR IGNORE INTO told SELECT ?1||'/'||s.what, s.at FROM listings l JOIN shown s ON "
          "s.listing=l.source||char(10)||l.external_id WHERE l.posting=?1 AND s.what NOT LIKE "
          "'profile/%' AND s.what NOT IN ('application','feedback') ORDER BY s.at",
          "DELETE FROM watched WHERE posting=?1 AND profile NOT IN (SELECT profile FROM matches "
          "WHERE posting=?1 AND told IS NOT NULL)",
          "DELETE FROM applications WHERE posting=?1 AND NOT EXISTS (SELECT 1 FROM listings l JOIN "
          "shown s ON s.listing=l.source||char(10)||l.external_id WHERE l.posting=?1 AND "
          "s.what='application')",
          "DELETE FROM marks WHERE posting=?1 AND NOT EXISTS (SELECT 1 FROM applications WHERE "
          "posting=?1)"})
        GONGGO_CHECK(db_.prepare(sql).bind(1, id).run());
    return {};
}

} // namespace gonggo::postings
