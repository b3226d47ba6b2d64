#include "postings/store/employers.hpp"

#include <algorithm>
#include <cstring>

namespace gonggo::postings {
namespace {

constexpr std::size_t kShortestPrefix = 6; ///< bytes; same_employer() calls such names near
constexpr std::size_t kEntriesOfRow = 50;  ///< about a quarter of a page of the file

/// A listing in a row: its number and its glance but for the functions, which are the row's.
struct Entry {
    std::uint32_t id = 0;
    Glance glance;
    static constexpr std::size_t kSize = 4 + 8 + 4 + 2;
};

void append(std::string& out, const Entry& entry) {
    const auto put = [&](const auto& number) {
        out.append(reinterpret_cast<const char*>(&number), sizeof number);
    };
    put(entry.id);
    put(entry.glance.letters);
    put(entry.glance.provinces);
    put(entry.glance.closes);
}

Entry entry_at(std::string_view entries, std::size_t i) {
    const char* at = entries.data() + i * Entry::kSize;
    Entry out;
    const auto get = [&](auto& number) {
        std::memcpy(&number, at, sizeof number);
        at += sizeof number;
    };
    get(out.id);
    get(out.glance.letters);
    get(out.glance.provinces);
    get(out.glance.closes);
    return out;
}

std::size_t count(std::string_view entries) {
    return entries.size() / Entry::kSize;
}

Result<std::optional<std::int64_t>> employer_named(Database& db, std::string_view name) {
    auto row = db.prepare("SELECT id FROM employers WHERE name=?1");
    GONGGO_TRY(const bool found, row.bind(1, name).step());
    return found ? std::optional(row.number(0)) : std::nullopt;
}

/// The number it has, or is given.
Result<std::int64_t> noted_employer(Database& db, std::string_view name) {
    GONGGO_TRY(const auto known, employer_named(db, name));
    if (known) return *known;
    GONGGO_CHECK(db.prepare("INSERT INTO employers (name) VALUES (?1)").bind(1, name).run());
    return db.last_id();
}

/// The employers' rows, walked by name.
class Walk {
public:
    Walk(Database& db, const Glance& glance, std::set<std::uint32_t>& out)
        : db_(db), glance_(glance), out_(out) {}

    Status same(std::string_view name) {
        GONGGO_TRY(const auto employer, employer_named(db_, name));
        return employer ? take(*employer) : Status{};
    }
    Status longer(std::string_view name) {
        auto rows =
            db_.prepare("SELECT id FROM employers WHERE name>?1 AND name<?1||char(1114111)");
        rows.bind(1, name);
        for (;;) {
            GONGGO_TRY(const bool row, rows.step());
            if (!row) return {};
            GONGGO_CHECK(take(rows.number(0)));
        }
    }
    /// From the greatest name that is not after it down, past all that share less and less.
    Status shorter(std::string_view name) {
        std::string at(name);
        for (;;) {
            std::string found;
            {
                auto row = db_.prepare("SELECT max(name) FROM employers WHERE name<?1");
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
    Status take(std::int64_t employer) {
        auto rows = db_.prepare("SELECT functions, entries FROM names WHERE employer=?1");
        rows.bind(1, employer);
        for (;;) {
            GONGGO_TRY(const bool row, rows.step());
            if (!row) return {};
            const auto functions = static_cast<std::uint64_t>(rows.number(0));
            if (!functions_near(glance_.functions, functions)) continue;
            const auto entries = rows.view(1);
            for (std::size_t i = 0; i < count(entries); ++i) {
                Entry entry = entry_at(entries, i);
                entry.glance.functions = functions;
                if (glances_near(glance_, entry.glance)) out_.insert(entry.id);
            }
        }
    }

    Database& db_;
    const Glance& glance_;
    std::set<std::uint32_t>& out_;
};

} // namespace

Status note_employer(Database& db, std::string_view name, const Glance& glance, std::uint32_t id) {
    GONGGO_TRY(const auto employer, noted_employer(db, name));
    const auto functions = static_cast<std::int64_t>(glance.functions);
    std::int64_t part = 0;
    std::string entries;
    {
        auto row = db.prepare("SELECT part, entries FROM names WHERE employer=?1 AND functions=?2 "
                              "ORDER BY part DESC LIMIT 1");
        GONGGO_TRY(const bool found, row.bind(1, employer).bind(2, functions).step());
        if (found && count(row.view(1)) < kEntriesOfRow) entries = row.view(1);
        if (found) part = row.number(0) + (entries.empty() ? 1 : 0);
    }
    append(entries, {.id = id, .glance = glance});
    return db.prepare("INSERT OR REPLACE INTO names VALUES (?1,?2,?3,?4)")
        .bind(1, employer)
        .bind(2, functions)
        .bind(3, part)
        .bind_bytes(4, entries)
        .run();
}

Status forget_employer(Database& db, std::string_view name, std::uint32_t id) {
    GONGGO_TRY(const auto employer, employer_named(db, name));
    if (!employer) return {};
    std::int64_t functions = 0, part = 0;
    std::string left;
    {
        auto rows = db.prepare("SELECT functions, part, entries FROM names WHERE employer=?1");
        rows.bind(1, *employer);
        for (bool found = false; !found;) {
            GONGGO_TRY(const bool row, rows.step());
            if (!row) return {};
            left.clear();
            const auto entries = rows.view(2);
            for (std::size_t i = 0; i < count(entries); ++i)
                if (const Entry entry = entry_at(entries, i); entry.id != id)
                    append(left, entry);
                else
                    found = true;
            functions = rows.number(0);
            part = rows.number(1);
        }
    }
    if (!left.empty())
        return db
            .prepare("UPDATE names SET entries=?4 WHERE employer=?1 AND functions=?2 AND part=?3")
            .bind(1, *employer)
            .bind(2, functions)
            .bind(3, part)
            .bind_bytes(4, left)
            .run();
    GONGGO_CHECK(db.prepare("DELETE FROM names WHERE employer=?1 AND functions=?2 AND part=?3")
                     .bind(1, *employer)
                     .bind(2, functions)
                     .bind(3, part)
                     .run());
    return db
        .prepare("DELETE FROM employers WHERE id=?1 AND NOT EXISTS (SELECT 1 FROM names WHERE "
                 "employer=?1)")
        .bind(1, *employer)
        .run();
}

Status near_listings(Database& db, const std::vector<std::string>& names, const Glance& glance,
                     std::set<std::uint32_t>& out) {
    Walk walk(db, glance, out);
    for (const auto& name : names)
        if (!name.empty()) GONGGO_CHECK(walk.same(name));
    if (const auto& name = names.front(); name.size() >= kShortestPrefix) {
        GONGGO_CHECK(walk.longer(name));
        GONGGO_CHECK(walk.shorter(name));
    }
    return {};
}

} // namespace gonggo::postings
