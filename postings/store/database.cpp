#include "postings/store/database.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <unistd.h>

namespace gonggo::postings {
namespace {

/// For another program's lock. The daemon's loop stands still meanwhile, and must end within 5 s.
constexpr int kPatienceMs = 1500;
/// Room for what a portion of a large board's first poll touches: pages that do not fit are written
/// and read back over and over. Given back afterwards when more than that is held.
constexpr const char* kCache = "PRAGMA cache_size=-8192";
constexpr int kKeptCache = 3 << 20;

Error error_of(sqlite3* db) {
    const int code = sqlite3_errcode(db);
    std::string message = sqlite3_errmsg(db);
    if (code == SQLITE_BUSY)
        message = "the database is locked by another program; try again in a moment";
    if (code == SQLITE_FULL) message = "the disk is full: nothing could be saved; mend: make room";
    if (code == SQLITE_NOTADB)
        message = "this file is no gonggo database; mend: name another in daemon.database, or "
                  "restore a copy that `gonggo backup` made";
    if (code == SQLITE_CORRUPT)
        message =
            "the file is damaged (" + message + "); mend: restore a copy that `gonggo backup` made";
    if (code == SQLITE_READONLY || code == SQLITE_CANTOPEN || code == SQLITE_PERM)
        message = "it cannot be written (" + message +
                  "); mend: look at the owner and mode of the file and its directory";
    if (code == SQLITE_IOERR)
        message += std::string(" (") + std::strerror(sqlite3_system_errno(db)) +
                   "); mend: look at the disk";
    return {Errc::database, "database: " + message};
}

} // namespace

Statement::~Statement() {
    if (!stmt_) return;
    sqlite3_reset(stmt_);
    sqlite3_clear_bindings(stmt_);
}

Statement& Statement::bind(int at, std::string_view text) {
    sqlite3_bind_text64(stmt_, at, text.data() ? text.data() : "", text.size(), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
    return *this;
}

Statement& Statement::bind(int at, std::int64_t number) {
    sqlite3_bind_int64(stmt_, at, number);
    return *this;
}

Statement& Statement::bind_bytes(int at, std::string_view bytes) {
    sqlite3_bind_blob64(stmt_, at, bytes.data() ? bytes.data() : "", bytes.size(),
                        SQLITE_TRANSIENT);
    return *this;
}

Statement& Statement::bind_null(int at) {
    sqlite3_bind_null(stmt_, at);
    return *this;
}

Result<bool> Statement::step() {
    if (!stmt_) return error_of(db_); // the file's fault: it could not be prepared
    const int code = sqlite3_step(stmt_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return error_of(db_);
}

Status Statement::run() {
    GONGGO_TRY(const bool row, step());
    static_cast<void>(row);
    return {};
}

std::string Statement::text(int column) const {
    const auto* s = reinterpret_cast<const char*>(sqlite3_column_text(stmt_, column));
    return s ? std::string(s, static_cast<std::size_t>(sqlite3_column_bytes(stmt_, column)))
             : std::string();
}

std::string_view Statement::view(int column) const {
    const auto* s = static_cast<const char*>(sqlite3_column_blob(stmt_, column));
    return s ? std::string_view(s, static_cast<std::size_t>(sqlite3_column_bytes(stmt_, column)))
             : std::string_view();
}

std::int64_t Statement::number(int column) const {
    return sqlite3_column_int64(stmt_, column);
}
bool Statement::null(int column) const {
    return sqlite3_column_type(stmt_, column) == SQLITE_NULL;
}

Result<Database> Database::open(const std::filesystem::path& path, Mode mode) {
    std::error_code ec;
    if (mode == Mode::read_write && path.has_parent_path())
        std::filesystem::create_directories(path.parent_path(), ec);
    if (mode == Mode::read_only && !std::filesystem::exists(path, ec))
        return Error{Errc::not_found, path.string() + ": no database yet; mend: gonggo poll"};
    sqlite3* db = nullptr;
    const bool fresh = mode == Mode::read_write && !std::filesystem::exists(path, ec);
    const int flags = (mode == Mode::read_only ? SQLITE_OPEN_READONLY
                                               : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) |
                      SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path.c_str(), &db, flags, nullptr) != SQLITE_OK) {
        const Error e = error_of(db).in(path.string());
        sqlite3_close(db);
        return e;
    }
    Database out(db);
    if (fresh) // what one applied for is nobody else's matter
        std::filesystem::permissions(path, std::filesystem::perms{0600}, ec);
    sqlite3_busy_timeout(db, kPatienceMs);
    GONGGO_CHECK(register_tokenizer(db));
    std::string pragmas =
        "PRAGMA foreign_keys=ON; PRAGMA cache_size=-192; PRAGMA temp_store=MEMORY";
    if (mode == Mode::read_write)
        pragmas += std::string("; ") + kCache +
                   "; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                   "PRAGMA journal_size_limit=8388608";
    if (const auto set = out.execute(pragmas); !set) return set.error().in(path.string());
    return out;
}

Database::Database(Database&& other) noexcept
    : db_(std::exchange(other.db_, nullptr)), often_(other.often_),
      statements_(std::move(other.statements_)) {}
Database& Database::operator=(Database&& other) noexcept {
    std::swap(db_, other.db_);
    std::swap(often_, other.often_);
    std::swap(statements_, other.statements_);
    return *this;
}

Database::~Database() {
    for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
    sqlite3_close(db_);
}

Status Database::execute(const std::string& sql) {
    if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return error_of(db_);
    return {};
}

Statement Database::prepare(const char* sql) {
    sqlite3_stmt*& statement = statements_[sql];
    if (statement) return {db_, statement};
    const int code =
        sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code == SQLITE_ERROR || code == SQLITE_MISUSE)
        throw std::logic_error(std::string("bad SQL: ") + sqlite3_errmsg(db_) + ": " + sql);
    return {db_, statement};
}

Status Database::write_often() {
    often_ = true;
    return execute("PRAGMA synchronous=NORMAL");
}

Status Database::copy_into(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return Error{Errc::io, path.string() + ": " + std::strerror(errno)};
    ::close(file);
    const auto copied = prepare("VACUUM INTO ?1").bind(1, path.string()).run();
    std::error_code ec;
    if (!copied) std::filesystem::remove(path, ec);
    return copied;
}

void Database::give_back() {
    int held = 0;
    int most = 0;
    if (sqlite3_db_status(db_, SQLITE_DBSTATUS_CACHE_USED, &held, &most, 0) == SQLITE_OK &&
        held > kKeptCache)
        sqlite3_db_release_memory(db_);
}

std::filesystem::path Database::file() const {
    return sqlite3_db_filename(db_, "main");
}

std::int64_t Database::last_id() const {
    return sqlite3_last_insert_rowid(db_);
}
std::int64_t Database::changes() const {
    return sqlite3_changes64(db_);
}

Transaction::Transaction(Database& db)
    : db_(db), begun_(db.execute("BEGIN IMMEDIATE")), open_(begun_.has_value()) {}
Transaction::~Transaction() {
    if (open_) static_cast<void>(db_.execute("ROLLBACK"));
}
Status Transaction::commit() {
    GONGGO_CHECK(begun_);
    GONGGO_CHECK(db_.execute("COMMIT"));
    open_ = false;
    db_.ended();
    return {};
}

} // namespace gonggo::postings
