#include "postings/store/clusters.hpp"
#include "postings/store/impl.hpp"
#include "postings/store/migrate.hpp"

namespace gonggo::postings {
namespace {

/// Version n is reached by running entry n−1. Never edit one that was released: add another.
constexpr const char* kMigrations[] = {R"sql(
CREATE TABLE postings (id TEXT PRIMARY KEY, body TEXT NOT NULL, company_key TEXT NOT NULL, title_key TEXT NOT NULL, text_key INTEGER NOT NULL,
    role TEXT NOT NULL, kind TEXT NOT NULL, first_seen INTEGER NOT NULL, deadline TEXT, closed INTEGER) WITHOUT ROWID;
CREATE INDEX postings_company ON postings (company_key);
CREATE INDEX postings_text ON postings (text_key) WHERE text_key <> 0;
CREATE INDEX postings_recent ON postings (first_seen DESC);
CREATE TABLE listings (source TEXT NOT NULL, external_id TEXT NOT NULL, posting TEXT NOT NULL REFERENCES postings (id), hash TEXT NOT NULL, url TEXT NOT NULL,
    body TEXT NOT NULL, first_seen INTEGER NOT NULL, closed INTEGER, missed INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (source, external_id)) WITHOUT ROWID;
CREATE INDEX listings_posting ON listings (posting);
CREATE INDEX listings_url ON listings (url);
CREATE TABLE seen (source TEXT NOT NULL, external_id TEXT NOT NULL, last_seen INTEGER NOT NULL, PRIMARY KEY (source, external_id)) WITHOUT ROWID;
CREATE TABLE versions (source TEXT NOT NULL, external_id TEXT NOT NULL, until INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX versions_of ON versions (source, external_id);
CREATE TABLE matches (posting TEXT NOT NULL, profile TEXT NOT NULL, score INTEGER NOT NULL, reasons TEXT NOT NULL, told INTEGER, PRIMARY KEY (posting, profile)) WITHOUT ROWID;
CREATE INDEX matches_untold ON matches (profile, score DESC) WHERE told IS NULL;
CREATE TABLE applications (posting TEXT PRIMARY KEY, status TEXT NOT NULL, note TEXT NOT NULL DEFAULT '', at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE outbox (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, channel TEXT NOT NULL, target TEXT NOT NULL, payload TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'due', attempts INTEGER NOT NULL DEFAULT 0, next_try INTEGER NOT NULL, last_error TEXT NOT NULL DEFAULT '', created INTEGER NOT NULL);
CREATE INDEX outbox_due ON outbox (next_try) WHERE state = 'due';
CREATE TABLE polls (id INTEGER PRIMARY KEY, source TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, items INTEGER NOT NULL,
    fresh INTEGER NOT NULL, layout INTEGER NOT NULL);
CREATE INDEX polls_source ON polls (source, id DESC);
CREATE TABLE http_cache (source TEXT NOT NULL, url TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (source, url)) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (id UNINDEXED, title, company, skills, description, tokenize = 'gonggo', detail = 'full');
)sql",
                                       R"sql(
CREATE TABLE told (what TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE watched (profile TEXT NOT NULL, posting TEXT NOT NULL, deadline TEXT NOT NULL, closed INTEGER NOT NULL, PRIMARY KEY (profile, posting)) WITHOUT ROWID;
INSERT INTO watched SELECT m.profile, m.posting, coalesce(p.deadline, ''), p.closed IS NOT NULL FROM matches m JOIN postings p ON p.id = m.posting WHERE m.told IS NOT NULL;
)sql",
                                       R"sql(
CREATE TABLE listing_names (name TEXT NOT NULL, listing TEXT NOT NULL, title TEXT NOT NULL, PRIMARY KEY (name, listing)) WITHOUT ROWID;
CREATE INDEX listing_names_of ON listing_names (listing);
CREATE TABLE alike (a TEXT NOT NULL, b TEXT NOT NULL, score INTEGER NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TRIGGER listing_forgotten AFTER DELETE ON listings BEGIN
    DELETE FROM listing_names WHERE listing = old.source||char(10)||old.external_id;
    DELETE FROM alike WHERE b = old.source||char(10)||old.external_id AND a IN (SELECT b FROM alike WHERE a = old.source||char(10)||old.external_id);
    DELETE FROM alike WHERE a = old.source||char(10)||old.external_id;
END;
)sql",
                                       R"sql(
ALTER TABLE postings ADD COLUMN words_row INTEGER;
CREATE UNIQUE INDEX postings_words ON postings (words_row) WHERE words_row IS NOT NULL;
CREATE INDEX postings_deadline ON postings (deadline, first_seen DESC) WHERE deadline IS NOT NULL AND closed IS NULL;
ALTER TABLE matches ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE matches ADD COLUMN until TEXT NOT NULL DEFAULT '9999-12-31';
UPDATE matches SET seen = (SELECT first_seen FROM postings p WHERE p.id = posting),
    until = (SELECT CASE WHEN closed IS NOT NULL THEN '' ELSE coalesce(deadline, '9999-12-31') END FROM postings p WHERE p.id = posting);
CREATE INDEX matches_best ON matches (score DESC, seen DESC, until);
)sql",
                                       "SELECT 1", // 5: places are words too
                                       R"sql(
ALTER TABLE polls ADD COLUMN unchanged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE polls ADD COLUMN filled TEXT NOT NULL DEFAULT '';
)sql",
                                       R"sql(
CREATE TABLE feedback (profile TEXT NOT NULL, posting TEXT NOT NULL, verdict TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (profile, posting)) WITHOUT ROWID;
CREATE INDEX feedback_posting ON feedback (posting);
)sql",
                                       R"sql(
CREATE TABLE shown (listing TEXT NOT NULL, what TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (listing, what)) WITHOUT ROWID;
INSERT INTO shown SELECT l.source||char(10)||l.external_id, 'profile/'||m.profile, m.told FROM matches m JOIN listings l ON l.posting = m.posting WHERE m.told IS NOT NULL;
INSERT OR IGNORE INTO shown SELECT l.source||char(10)||l.external_id, substr(t.what, instr(t.what, '/') + 1), t.at FROM told t JOIN listings l ON l.posting = substr(t.what, 1, instr(t.what, '/') - 1);
INSERT OR IGNORE INTO shown SELECT l.source||char(10)||l.external_id, 'application', a.at FROM applications a JOIN listings l ON l.posting = a.posting;
INSERT OR IGNORE INTO shown SELECT l.source||char(10)||l.external_id, 'feedback', f.at FROM feedback f JOIN listings l ON l.posting = f.posting;
CREATE TRIGGER shown_forgotten AFTER DELETE ON listings BEGIN
    DELETE FROM shown WHERE listing = old.source||char(10)||old.external_id;
END;
)sql",
                                       R"sql(
ALTER TABLE seen ADD COLUMN heard INTEGER NOT NULL DEFAULT 0;
ALTER TABLE seen ADD COLUMN detailed INTEGER NOT NULL DEFAULT 0;
UPDATE seen SET detailed = 1 WHERE EXISTS (SELECT 1 FROM listings l WHERE l.source = seen.source AND l.external_id = seen.external_id
    AND coalesce(json_extract(l.body, '$.description'), '') <> '');
CREATE INDEX listings_missed ON listings (source) WHERE missed > 0;
)sql",
                                       R"sql(
DROP TRIGGER listing_forgotten;
DROP TABLE listing_names;
CREATE TABLE names (name TEXT NOT NULL, functions INTEGER NOT NULL, listing TEXT NOT NULL, letters INTEGER NOT NULL, PRIMARY KEY (name, functions, listing)) WITHOUT ROWID;
CREATE TABLE traits (listing TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE bands (band INTEGER NOT NULL, listing TEXT NOT NULL, PRIMARY KEY (band, listing)) WITHOUT ROWID;
CREATE TABLE copies (a TEXT NOT NULL, b TEXT NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TRIGGER listing_forgotten AFTER DELETE ON listings BEGIN
    DELETE FROM alike WHERE b = old.source||char(10)||old.external_id AND a IN (SELECT b FROM alike WHERE a = old.source||char(10)||old.external_id);
    DELETE FROM alike WHERE a = old.source||char(10)||old.external_id;
END;
DROP INDEX postings_company;
DROP INDEX postings_text;
ALTER TABLE postings DROP COLUMN company_key;
ALTER TABLE postings DROP COLUMN title_key;
ALTER TABLE postings DROP COLUMN text_key;
)sql",
                                       R"sql(
CREATE TABLE marks (posting TEXT NOT NULL, status TEXT NOT NULL, at INTEGER NOT NULL);
CREATE INDEX marks_of ON marks (posting);
INSERT INTO marks SELECT posting, status, at FROM applications;
)sql",
                                       // 12: the tokenizer takes C++ and 5ppm/℃ apart
                                       "INSERT INTO words (words) VALUES ('rebuild')",
                                       R"sql(
DROP TABLE names;
CREATE TABLE names (name TEXT NOT NULL, functions INTEGER NOT NULL, listing TEXT NOT NULL, letters INTEGER NOT NULL, closes INTEGER NOT NULL, provinces INTEGER NOT NULL, PRIMARY KEY (name, functions, listing)) WITHOUT ROWID;
)sql",
                                       R"sql(
DROP TABLE names;
DROP TABLE traits;
DROP TABLE bands;
CREATE TABLE employers (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE names (employer INTEGER NOT NULL, functions INTEGER NOT NULL, part INTEGER NOT NULL, entries BLOB NOT NULL, PRIMARY KEY (employer, functions, part)) WITHOUT ROWID;
CREATE TABLE traits (id INTEGER PRIMARY KEY, listing TEXT NOT NULL UNIQUE, body BLOB NOT NULL);
CREATE TABLE bands (band INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (band, id)) WITHOUT ROWID;
)sql",
                                       // 15: rows this wide in a key's tree make each look-up read
                                       // a dozen pages; by rowid the newest lie together
                                       R"sql(
CREATE TABLE postings_by_row (id TEXT NOT NULL PRIMARY KEY, role TEXT NOT NULL, kind TEXT NOT NULL, first_seen INTEGER NOT NULL, deadline TEXT, closed INTEGER, words_row INTEGER, body TEXT NOT NULL);
INSERT INTO postings_by_row SELECT id, role, kind, first_seen, deadline, closed, words_row, body FROM postings ORDER BY first_seen, id;
DROP TABLE postings;
ALTER TABLE postings_by_row RENAME TO postings;
CREATE INDEX postings_recent ON postings (first_seen DESC, id);
CREATE UNIQUE INDEX postings_words ON postings (words_row) WHERE words_row IS NOT NULL;
CREATE INDEX postings_deadline ON postings (deadline, first_seen DESC, id) WHERE deadline IS NOT NULL AND closed IS NULL;
CREATE TABLE listings_by_row (source TEXT NOT NULL, external_id TEXT NOT NULL, posting TEXT NOT NULL REFERENCES postings (id), hash TEXT NOT NULL, url TEXT NOT NULL,
    first_seen INTEGER NOT NULL, closed INTEGER, missed INTEGER NOT NULL DEFAULT 0, body TEXT NOT NULL, PRIMARY KEY (source, external_id));
INSERT INTO listings_by_row SELECT source, external_id, posting, hash, url, first_seen, closed, missed, body FROM listings ORDER BY first_seen, source, external_id;
DROP TABLE listings;
ALTER TABLE listings_by_row RENAME TO listings;
CREATE INDEX listings_posting ON listings (posting);
CREATE INDEX listings_url ON listings (url);
CREATE INDEX listings_missed ON listings (source) WHERE missed > 0;
CREATE TRIGGER shown_forgotten AFTER DELETE ON listings BEGIN
    DELETE FROM shown WHERE listing = old.source||char(10)||old.external_id;
END;
CREATE TRIGGER listing_forgotten AFTER DELETE ON listings BEGIN
    DELETE FROM alike WHERE b = old.source||char(10)||old.external_id AND a IN (SELECT b FROM alike WHERE a = old.source||char(10)||old.external_id);
    DELETE FROM alike WHERE a = old.source||char(10)||old.external_id;
END;
)sql",
                                       // 16: comparing looks at the words of titles too;
                                       // a posting that became part of another is found there
                                       R"sql(
DELETE FROM names;
DELETE FROM bands;
DELETE FROM traits;
DELETE FROM employers;
CREATE TABLE former (id TEXT PRIMARY KEY, posting TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX former_of ON former (posting);
)sql",
                                       // 17: titles' common words count in the index of employers;
                                       // the keys of texts are gathered in a small table first
                                       R"sql(
DELETE FROM names;
DELETE FROM bands;
DELETE FROM traits;
DELETE FROM employers;
CREATE TABLE bands_new (band INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (band, id)) WITHOUT ROWID;
)sql"};

constexpr int kClustered = 3; ///< from this version on listings know whom they are like
constexpr int kTraits = 17;   ///< from this version on what comparing looks at is kept as it is now
constexpr int kIndexed = 5;   ///< from this version on the newest words come first, with places
constexpr int kVersion = static_cast<int>(std::size(kMigrations));

} // namespace

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

namespace {

Result<int> version_of(Database& db) {
    auto statement = db.prepare("PRAGMA user_version");
    GONGGO_TRY(const bool row, statement.step());
    return row ? static_cast<int>(statement.number(0)) : 0;
}

/// For databases of before there were clusters: the postings they had are right.
Status trust_postings(Database& db) {
    return db.execute(
        "INSERT OR IGNORE INTO alike SELECT x.source||char(10)||x.external_id, "
        "y.source||char(10)||y.external_id, 1000000 FROM listings x JOIN listings y "
        "ON x.posting=y.posting AND (x.source,x.external_id)<>(y.source,y.external_id)");
}

/// "gonggo.db.v3.bak": what the file was before it was made newer.
Status keep_old(Database& db, const std::filesystem::path& path, int version) {
    const std::filesystem::path copy = path.string() + ".v" + std::to_string(version) + ".bak";
    std::error_code ec;
    std::filesystem::remove(copy, ec);
    return db.copy_into(copy);
}

Status step(Database& db, int v) {
    GONGGO_CHECK(db.execute(kMigrations[v]));
    if (v + 1 == kClustered) GONGGO_CHECK(trust_postings(db));
    if (v + 1 == kTraits) GONGGO_CHECK(learn_all(db));
    if (v + 1 == kIndexed) GONGGO_CHECK(index_all(db));
    return db.execute("PRAGMA user_version = " + std::to_string(v + 1));
}

/// Each in a transaction of its own, so that one that fails leaves what was there; those of a new
/// file in one, which waits for the disk once.
Status all_steps(Database& db, int from, int to) {
    for (int v = from; v < to;) {
        Transaction transaction(db);
        GONGGO_CHECK(transaction.begun());
        for (const int end = from == 0 ? to : v + 1; v < end; ++v) GONGGO_CHECK(step(db, v));
        GONGGO_CHECK(transaction.commit());
    }
    return {};
}

} // namespace

Status migrate(Database& db, int from, int to) {
    // A table that others refer to is made anew (SQLite docs, "ALTER TABLE", section 7).
    GONGGO_CHECK(db.execute("PRAGMA foreign_keys=OFF"));
    auto done = all_steps(db, from, to);
    GONGGO_CHECK(db.execute("PRAGMA foreign_keys=ON"));
    return done;
}

Result<Store> Store::open(const std::filesystem::path& path, Mode mode) {
    GONGGO_TRY(Database db,
               Database::open(path, mode == Mode::read_write ? Database::Mode::read_write
                                                             : Database::Mode::read_only));
    const auto known = version_of(db);
    if (!known) return known.error().in(path.string());
    const int version = *known;
    if (version > kVersion)
        return Error{Errc::database, path.string() + ": written by a newer gonggo (schema " +
                                         std::to_string(version) + ", ours is " +
                                         std::to_string(kVersion) + "); mend: update gonggo"};
    if (mode == Mode::read_only) {
        if (version == 0)
            return Error{Errc::not_found, path.string() + ": no postings yet; mend: gonggo poll"};
        if (version < kVersion)
            return Error{Errc::database,
                         path.string() + ": written by an older gonggo (schema " +
                             std::to_string(version) + ", ours is " + std::to_string(kVersion) +
                             "); mend: start gonggod, or `gonggo poll`, which bring it up to date"};
        return Store(std::make_unique<Impl>(std::move(db)));
    }
    if (version < kVersion) {
        const auto kept = version > 0 ? keep_old(db, path, version) : Status{};
        const auto done = kept ? migrate(db, version, kVersion) : kept;
        if (!done) {
            auto error =
                done.error().in(path.string() + ": from schema " + std::to_string(version) +
                                " to " + std::to_string(kVersion));
            if (kept) error.message += "; the file as it was is kept beside it, as .bak";
            return error;
        }
    }
    return Store(std::make_unique<Impl>(std::move(db)));
}

Result<Store> Store::another() const {
    GONGGO_TRY(Database db, Database::open(impl_->db.file(), Database::Mode::read_write));
    GONGGO_CHECK(db.write_often());
    return Store(std::make_unique<Impl>(std::move(db)));
}

void Store::rest() {
    impl_->db.give_back();
}

Status Store::in_transaction(const std::function<Status()>& work) {
    if (impl_->in_transaction) return work();
    Transaction transaction(impl_->db);
    GONGGO_CHECK(transaction.begun());
    impl_->in_transaction = true;
    Status status;
    try {
        status = work();
    } catch (...) {
        impl_->in_transaction = false;
        throw;
    }
    impl_->in_transaction = false;
    if (!status) return status;
    return transaction.commit();
}

} // namespace gonggo::postings
