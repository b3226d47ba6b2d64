#pragma once
// Lists of postings in the form that was asked for.
#include "cli/messages.hpp"
#include "cli/opened.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::cli {

struct ListStyle {
    std::string format = "table";     ///< table | json | jsonl | csv | md | ids
    std::vector<std::string> columns; ///< names of column_names(); empty = the usual ones
    std::string color = "auto";       ///< auto | always | never
    bool byte_order_mark = false;     ///< before CSV, for Excel
    bool no_pager = false;
};

const std::vector<std::string_view>& column_names();

/// "D-3", "D-Day", "상시", "마감".
std::string d_day(const postings::Posting& posting, Date today);

/// "직무        MLOps 엔지니어": a named value of one posting or company; nothing when it is empty.
void print_row(Msg name, const std::string& value);

/// The whole output, ready to be printed.
std::string list_text(const std::vector<postings::Posting>& postings, const ListStyle& style,
                      const Opened& opened);

/// Prints through $GONGGO_PAGER, $PAGER or less when stdout is a terminal that is too small for it.
void print_paged(const std::string& text, const ListStyle& style);

/// A CSV cell (RFC 4180) that no spreadsheet takes for a formula.
std::string csv_cell(std::string_view value);

} // namespace gonggo::cli
