#include "cli/table.hpp"

#include "base/text.hpp"
#include "cli/lines.hpp"

#include <algorithm>
#include <tuple>

namespace gonggo::cli {

namespace {

/// The columns' widths together with two blanks between them; those of width 0 are not there.
std::size_t total(const std::vector<std::size_t>& widths) {
    std::size_t sum = 0;
    for (const auto w : widths) sum += w > 0 ? w + 2 : 0;
    return sum > 2 ? sum - 2 : 0;
}

/// What may be so wide is text: cut, it can still be read, which a name or a place cannot.
bool is_text(const Column& column) {
    constexpr std::size_t kText = 30;
    return column.most >= kText;
}

using Widths = std::vector<std::size_t>;

/// Takes columns out until the others have their least, which is returned.
Widths leave_out(Widths& widths, const std::vector<Column>& columns, std::size_t width) {
    const auto optional = [&](std::size_t i) { return widths[i] > 0 && columns[i].leave_out > 0; };
    for (;;) {
        Widths least(widths.size()), tight(widths.size()), whole(widths.size());
        std::size_t out = widths.size(), left = 0, beside = widths.size();
        for (std::size_t i = 0; i < widths.size(); ++i) {
            const std::size_t title = text::display_width(columns[i].title);
            least[i] = std::min(widths[i], std::max(columns[i].least, title));
            tight[i] = columns[i].tight > 0 ? std::min(least[i], std::max(columns[i].tight, title))
                                            : least[i];
            whole[i] = is_text(columns[i]) || columns[i].beside ? least[i] : widths[i];
            if (widths[i] > 0 && columns[i].beside) beside = i;
            if (!optional(i)) continue;
            ++left;
            if (out == widths.size() || columns[i].leave_out > columns[out].leave_out) out = i;
        }
        if (beside < widths.size() && total(whole) > width)
            out = beside;
        else if (total(least) <= width || left == 0)
            return least;
        else if (left == 1 && total(tight) <= width)
            return tight;
        widths[out] = 0;
    }
}

void fit(Widths& widths, const std::vector<Column>& columns, std::size_t width) {
    const Widths least = leave_out(widths, columns, width);
    while (total(widths) > width) {
        // of texts, then of others, the one with the most to spare; where none has, the widest
        const auto gives = [&](std::size_t i) {
            const std::size_t spare = widths[i] > least[i] ? widths[i] - least[i] : 0;
            return std::tuple(spare > 0 && is_text(columns[i]), spare, widths[i]);
        };
        std::size_t most = 0;
        for (std::size_t i = 1; i < widths.size(); ++i)
            if (gives(i) > gives(most)) most = i;
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
