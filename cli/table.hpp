#pragma once
// Tables that align Hangul and fit the terminal.
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::cli {

struct Column {
    std::string title;
    std::size_t most = 20; ///< columns it may take
    std::size_t least = 6; ///< it is not made narrower while another column can be left out
    int leave_out = 0;     ///< where there is no room the highest goes first; 0 stays
};

/// What stands in a table, and how a terminal shows it.
struct Cell {
    std::string text;
    std::string sgr;  ///< "31": Select Graphic Rendition (ECMA-48); empty = plain
    std::string link; ///< OSC 8 hyperlink; empty = none
};

/// Of the terminal on stdout; 120 when there is none.
std::size_t terminal_width();

/// The text cut between words so that no line is wider than `width`; the first begins at column
/// `indent`, the others are indented so far. A word that is wider stays whole.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);
/// The same on a terminal; elsewhere the text as it is.
std::string wrapped_here(std::string_view text, std::size_t indent);

class Table {
public:
    explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
    /// Cells are made safe for a terminal.
    void row(std::vector<std::string> cells);
    void row(std::vector<Cell> cells);
    /// Columns as wide as their content needs. Where that is wider than `width` (0: ask the
    /// terminal) columns are left out until the rest has its least, then the ones with most to
    /// spare are shortened. Empty columns are left out.
    [[nodiscard]] std::string text(std::size_t width = 0) const;

private:
    std::vector<Column> columns_;
    std::vector<std::vector<Cell>> rows_;
};

} // namespace gonggo::cli
