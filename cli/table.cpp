#include "cli/table.hpp"

#include "base/text.hpp"
#include "cli/lines.hpp"

#include <algorithm>

namespace gonggo::cli {

namespace {

/// The columns' widths together with two blanks between them; those of width 0 are not there.
std::size_t total(const std::vector<std::size_t>& widths) {
    std::size_t sum = 0;
    for (const auto w : widths) sum += w > 0 ? w + 2 : 0;
    return sum > 2 ? sum - 2 : 0;
}

void fit(std::vector<std::size_t>& widths, const std::vector<Column>& columns, std::size_t width) {
    std::vector<std::size_t> least(widths.size());
    for (;;) {
        for (std::size_t i = 0; i < widths.size(); ++i)
            least[i] = std::min(widths[i], columns[i].least);
        std::size_t out = widths.size();
        for (std::size_t i = 0; i < widths.size(); ++i)
            if (widths[i] > 0 && columns[i].leave_out > 0 &&
                (out == widths.size() || columns[i].leave_out > columns[out].leave_out))
                out = i;
        if (total(least) <= width || out == widths.size()) break;
        const auto optional = [&](std::size_t i) {
            return widths[i] > 0 && columns[i].leave_out > 0;
        };
        std::size_t left = 0;
        for (std::size_t i = 0; i < widths.size(); ++i) left += optional(i) ? 1 : 0;
        if (left == 1) {
            auto tight = least;
            for (std::size_t i = 0; i < widths.size(); ++i)
                if (columns[i].tight > 0) tight[i] = std::min(tight[i], columns[i].tight);
            if (total(tight) <= width) {
                least = std::move(tight);
                break;
            }
        }
        widths[out] = 0;
    }
    while (total(widths) > width) {
        const auto spare = [&](std::size_t i) {
            return widths[i] > least[i] ? widths[i] - least[i] : 0;
        };
        std::size_t most = 0; // the one with the most to spare; where none has, the widest
        for (std::size_t i = 1; i < widths.size(); ++i)
            if (std::pair(spare(i), widths[i]) > std::pair(spare(most), widths[most])) most = i;
        if (widths[most] <= 4) break;
        --widths[most];
    }
}

std::string dressed(const std::string& text, const Cell& cell) {
    std::string out = cell.sgr.empty() ? text : "\x1b[" + cell.sgr + "m" + text + "\x1b[0m";
    if (!cell.link.empty()) out = "\x1b]8;;" + cell.link + "\x1b\\" + out + "\x1b]8;;\x1b\\";
    return out;
}

} // namespace

void Table::row(std::vector<std::string> cells) {
    std::vector<Cell> plain;
    for (auto& cell : cells) plain.push_back({std::move(cell), {}, {}});
    row(std::move(plain));
}

void Table::row(std::vector<Cell> cells) {
    for (auto& cell : cells) {
        cell.text = text::collapse_space(text::printable(cell.text));
        cell.link = text::printable(cell.link);
    }
    cells.resize(columns_.size());
    rows_.push_back(std::move(cells));
}

std::string Table::text(std::size_t width) const {
    if (width == 0) width = terminal_width();
    std::vector<std::size_t> widths(columns_.size(), 0);
    for (const auto& row : rows_)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] =
                std::max(widths[i], std::min(text::display_width(row[i].text), columns_[i].most));
    for (std::size_t i = 0; i < widths.size(); ++i)
        if (widths[i] > 0) widths[i] = std::max(widths[i], text::display_width(columns_[i].title));
    fit(widths, columns_, width);
    std::string out;
    const auto line = [&](auto cell_of) {
        std::string row;
        for (std::size_t i = 0; i < widths.size(); ++i) {
            if (widths[i] == 0) continue;
            const Cell cell = cell_of(i);
            const std::string shown = text::truncate_to_width(cell.text, widths[i]);
            row += (row.empty() ? "" : "  ") + dressed(shown, cell) +
                   std::string(widths[i] - text::display_width(shown), ' ');
        }
        while (row.ends_with(' ')) row.pop_back();
        out += row + "\n";
    };
    line([&](std::size_t i) { return Cell{columns_[i].title, {}, {}}; });
    for (const auto& row : rows_) line([&](std::size_t i) { return row[i]; });
    return out;
}

} // namespace gonggo::cli
