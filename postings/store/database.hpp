#pragma once
// SQLite behind RAII: a connection, its statements. Only postings/store/ includes it.
#include "base/result.hpp"
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace gonggo::postings {

/// A prepared statement, reset when it goes out of scope. Binding starts at 1, columns at 0.
class Statement {
public:
    Statement(sqlite3* db, sqlite3_stmt* stmt) : db_(db), stmt_(stmt) {}
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& bind(int at, std::string_view text);
    Statement& bind(int at, std::int64_t number);
    Statement& bind_bytes(int at, std::string_view bytes);
    Statement& bind_null(int at);
    /// True when a row is there, false at the end.
    Result<bool> step();
    /// For statements without rows.
    Status run();
    [[nodiscard]] std::string text(int column) const;
    /// A text or bytes; valid until the next step.
    [[nodiscard]] std::string_view view(int column) const;
    [[nodiscard]] std::int64_t number(int column) const;
    [[nodiscard]] bool null(int column) const;

private:
    sqlite3* db_;
    sqlite3_stmt* stmt_;
};

class Database {
public:
    enum class Mode { read_write, read_only };
    static Result<Database> open(const std::filesystem::path& path, Mode mode);
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    Status execute(const std::string& sql);
    /// Prepared once, kept. The SQL is ours: a fault in it is a broken invariant.
    Statement prepare(const char* sql);
    /// For one that writes often: little is synced, and at the end of a transaction its pages stay
    /// in memory, as many as there is room for, until give_back().
    Status write_often();
    /// A compact copy in a new file, which nobody but the owner can read from its first byte on.
    /// What was written of it is gone when it fails.
    Status copy_into(const std::filesystem::path& path);
    /// Pages held beyond what a quiet program needs.
    void give_back();
    /// The same at the end of a transaction, unless more are coming.
    void ended() { if (!often_) give_back(); }
    [[nodiscard]] std::filesystem::path file() const;
    [[nodiscard]] std::int64_t last_id() const;
    [[nodiscard]] std::int64_t changes() const;

private:
    explicit Database(sqlite3* db) : db_(db) {}
    sqlite3* db_ = nullptr;
    bool often_ = false;
    std::unordered_map<const char*, sqlite3_stmt*> statements_;
};

/// Rolled back unless committed. One that could not begin (`begun()` says why) must not be used.
class Transaction {
public:
    explicit Transaction(Database& db);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    [[nodiscard]] const Status& begun() const { return begun_; }
    Status commit();

private:
    Database& db_;
    Status begun_;
    bool open_ = false;
};

/// Registers the full-text tokenizer "gonggo": folded words, Hangul and Han as overlapping pairs.
Status register_tokenizer(sqlite3* db);

} // namespace gonggo::postings
