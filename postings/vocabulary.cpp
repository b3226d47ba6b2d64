#include "postings/vocabulary.hpp"

#include "base/file.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace gonggo::embedded {
std::string_view skill_words();
std::string_view place_words();
} // namespace gonggo::embedded

namespace gonggo::postings {
namespace {

struct Table {
    const char* file;
    std::size_t name, spellings; ///< which cells
    const char* columns;
};

const Table& table_of(Vocabulary which) {
    static constexpr std::array kTables = {
        Table{"skills.tsv", 1, 2, "group, skill, spellings"},
        Table{"places.tsv", 0, 1, "place, spellings"},
    };
    return kTables[static_cast<std::size_t>(which)];
}

std::vector<std::string> cells_of(std::string_view line) {
    std::vector<std::string> out;
    for (const auto cell : text::split(line, '\t')) out.emplace_back(text::trim(cell));
    return out;
}

/// What is wrong with a user's row and how to mend it; empty when nothing is.
std::string fault_of(const std::vector<std::string>& row, Vocabulary which,
                     const std::set<std::string>& groups) {
    const Table& table = table_of(which);
    if (row.size() != table.spellings + 1)
        return "has " + std::to_string(row.size()) + " columns; mend: " + table.columns +
               ", with a tab between";
    if (row[table.name].empty()) return "names nothing; mend: " + std::string(table.columns);
    if (which == Vocabulary::places) {
        if (row[table.spellings].empty())
            return "has no spelling; mend: place<tab>spelling|spelling";
        return {};
    }
    if (groups.contains(row[0])) return {};
    const std::vector<std::string_view> known(groups.begin(), groups.end());
    const auto near = text::nearest(row[0], known);
    return "no group '" + row[0] + "'; " +
           (near.empty() ? "there are: " + text::join({groups.begin(), groups.end()}, ", ")
                         : "did you mean '" + std::string(near) + "'?");
}

std::array<VocabularyRows, 2>& tables() {
    static std::array<VocabularyRows, 2> out = [] {
        std::array<VocabularyRows, 2> built_in;
        const auto read = [&](Vocabulary which, std::string_view text) {
            for (const auto line : text::split(text, '\n'))
                if (!text::trim(line).empty() && !line.starts_with('#'))
                    built_in[static_cast<std::size_t>(which)].push_back(cells_of(line));
        };
        read(Vocabulary::skills, embedded::skill_words());
        read(Vocabulary::places, embedded::place_words());
        return built_in;
    }();
    return out;
}

} // namespace

Status lay_over(VocabularyRows& rows, Vocabulary which, std::string_view text,
                const std::string& file) {
    const Table& table = table_of(which);
    std::set<std::string> groups;
    if (which == Vocabulary::skills)
        for (const auto& row : rows) groups.insert(row[0]);
    std::vector<std::string> faults;
    int number = 0;
    for (const auto line : text::split(text, '\n')) {
        ++number;
        if (text::trim(line).empty() || line.starts_with('#')) continue;
        const auto row = cells_of(line);
        if (const auto fault = fault_of(row, which, groups); !fault.empty()) {
            faults.push_back(file + ":" + std::to_string(number) + ": " + fault);
            continue;
        }
        const std::string name = text::fold(row[table.name]);
        const auto known = std::ranges::find_if(
            rows, [&](const auto& had) { return text::fold(had[table.name]) == name; });
        if (row[table.spellings] == "-") {
            if (known != rows.end()) rows.erase(known);
        } else if (known != rows.end()) {
            *known = row;
        } else {
            rows.push_back(row);
        }
    }
    if (!faults.empty()) return invalid(text::join(faults, "\n"));
    return {};
}

Status use_vocabulary(const std::filesystem::path& directory) {
    for (const auto which : {Vocabulary::skills, Vocabulary::places}) {
        const auto path = directory / table_of(which).file;
        std::error_code ec;
        if (!std::filesystem::exists(path, ec)) continue;
        GONGGO_TRY(const auto text, read_file(path));
        if (text::scrub_utf8(text) != text) return invalid(path.string() + ": is no UTF-8 text");
        GONGGO_CHECK(
            lay_over(tables()[static_cast<std::size_t>(which)], which, text, path.string()));
    }
    return {};
}

const VocabularyRows& vocabulary(Vocabulary which) {
    return tables()[static_cast<std::size_t>(which)];
}

} // namespace gonggo::postings
