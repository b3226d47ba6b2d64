#pragma once
// Tables that align Hangul and fit the terminal.
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::cli {

struct Column {
    std::string title;
    std::size_t most = 20; ///< columns it may take
    std::size_t least = 6; ///< it, and its title, are not made narrower while another column can
                           ///< be left out
    int leave_out = 0;     ///< where there is no room the highest goes first; 0 stays
    std::size_t tight = 0; ///< its least before the last that may be left out is; 0: `least`
    bool beside = false;   ///< goes before a name beside it is cut
};

/// What stands in a table, and how a terminal shows it.
struct Cell {
    std::string text;
    std::string sgr;  ///< "31": Select Graphic Rendition (ECMA-48); empty = plain
    std::string link; ///< OSC 8 hyperlink; empty = none
};

class Table {
public:
    explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
    /// Cells are made safe for a terminal.
    void row(std::vector<std::string> cells);
    void row(std::vector<Cell> cells);
    /// Columns as wide as their content needs. Where that is wider than `width` (0: ask the
    /// terminal) columns are left out until the rest has its least, then texts are shortened,
    /// and names where that is not enough. Empty columns are left out.
    [[nodiscard]] std::string text(std::size_t width = 0) const;

private:
    std::vector<Column> columns_;
    std::vector<std::vector<Cell>> rows_;
};

} // namespace gonggo::cli
