#include "cli/print.hpp"

#include "base/text.hpp"
#include "cli/labels.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"
#include "cli/table.hpp"
#include "postings/json.hpp"
#include "postings/names.hpp"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sys/ioctl.h>
#include <unistd.h>

namespace gonggo::cli {
namespace {

using postings::Posting;

struct ColumnKind {
    std::string_view name; ///< as --columns and CSV write it
    Msg title;             ///< above a table
    std::size_t most, least;
    int leave_out; ///< Column::leave_out
    std::string (*value)(const Posting&, Date);
    std::size_t tight = 0; ///< Column::tight
    bool beside = false;   ///< Column::beside, unless it is asked for
};

std::string sources_of(const Posting& p, Date) {
    std::vector<std::string> out;
    for (const auto& link : p.links)
        if (std::ranges::count(out, link.source) == 0) out.push_back(link.source);
    return text::join(out, ",");
}

std::string years_of(const Posting& p, Date) {
    if (!p.level.min_years && !p.level.max_years) return {};
    if (p.level.min_years == p.level.max_years) return std::to_string(*p.level.min_years);
    return (p.level.min_years ? std::to_string(*p.level.min_years) : "") + "~" +
           (p.level.max_years ? std::to_string(*p.level.max_years) : "");
}

constexpr ColumnKind kColumns[] = {
    {"id", Msg::column_id, 7, 7, 0, [](const Posting& p, Date) { return p.id; }},
    {"score", Msg::column_score, 4, 4, 4,
     [](const Posting& p, Date) {
         return p.matches.empty() ? std::string() : std::to_string(p.matches[0].score);
     }},
    {"title", Msg::column_title, 44, 28, 0, [](const Posting& p, Date) { return p.title; }, 12},
    {"company", Msg::column_company, 20, 12, 3, [](const Posting& p, Date) { return p.company; },
     8},
    {"place", Msg::column_place, 20, 13, 5, // 서울 영등포구
     [](const Posting& p, Date) { return p.locations.empty() ? std::string() : p.locations[0]; }},
    {"closing", Msg::column_closing, 7, 7, 0,
     [](const Posting& p, Date today) { return d_day(p, today); }},
    {"sources", Msg::column_sources, 20, 10, 6, sources_of, 0, true},
    {"role", Msg::column_role, 20, 16, 7,
     [](const Posting& p, Date) { return role_label(p.role); }},
    {"years", Msg::column_years, 7, 8, 7, years_of},
    {"skills", Msg::column_skills, 40, 8, 7,
     [](const Posting& p, Date) { return text::join(p.skills, ", "); }},
    {"salary", Msg::column_salary, 20, 8, 7, [](const Posting& p, Date) { return p.salary.text; }},
    {"deadline", Msg::column_deadline, 10, 8, 7,
     [](const Posting& p, Date) {
         return p.deadline.date ? iso8601(*p.deadline.date) : std::string();
     }},
    {"status", Msg::column_status, 10, 8, 7,
     [](const Posting& p, Date) { return status_label(p.status); }},
    {"note", Msg::column_note, 30, 8, 7, [](const Posting& p, Date) { return p.notes; }},
    {"seen", Msg::column_seen, 10, 10, 7,
     [](const Posting& p, Date) { return iso8601(p.first_seen).substr(0, 10); }},
    {"url", Msg::column_url, 60, 8, 7, [](const Posting& p, Date) { return p.url; }}};

std::vector<const ColumnKind*> columns_of(const ListStyle& style) {
    std::vector<const ColumnKind*> out;
    const std::vector<std::string> usual = {"id",    "score",   "title",  "company",
                                            "place", "closing", "sources"};
    for (const auto& name : style.columns.empty() ? usual : style.columns)
        for (const auto& column : kColumns)
            if (column.name == name) out.push_back(&column);
    return out;
}

bool in_color(const ListStyle& style) {
    if (style.color != "auto") return style.color == "always";
    const char* no = std::getenv("NO_COLOR"); // https://no-color.org
    const char* term = std::getenv("TERM");
    return ::isatty(STDOUT_FILENO) && (no == nullptr || *no == '\0') &&
           (term == nullptr || std::string_view(term) != "dumb");
}

/// Red when it closes within three days, green for the best.
std::string sgr_of(std::string_view column, const Posting& p, Date today) {
    if (column == "closing" && p.deadline.date && !p.closed) {
        const int days = days_between(today, *p.deadline.date);
        return days < 0 ? "2" : days <= 3 ? "31" : days <= 7 ? "33" : "";
    }
    if (column == "score" && !p.matches.empty() && p.matches[0].score >= 80) return "32";
    return {};
}

std::string table_of(const std::vector<Posting>& postings, const ListStyle& style, Date today) {
    const auto kinds = columns_of(style);
    std::vector<Column> columns;
    for (const auto* kind : kinds)
        columns.push_back({say(kind->title), kind->most, kind->least, kind->leave_out, kind->tight,
                           kind->beside && style.columns.empty()});
    Table table(std::move(columns));
    const bool colored = in_color(style);
    for (const auto& p : postings) {
        std::vector<Cell> cells;
        for (const auto* kind : kinds) {
            Cell cell{kind->value(p, today), {}, {}};
            if (colored) cell.sgr = sgr_of(kind->name, p, today);
            if (colored && kind->name == "title") cell.link = p.url;
            cells.push_back(std::move(cell));
        }
        table.row(std::move(cells));
    }
    return table.text();
}

std::string csv_of(const std::vector<Posting>& postings, const ListStyle& style, Date today) {
    std::string out = style.byte_order_mark ? "\xEF\xBB\xBF" : "";
    const auto kinds = columns_of(style);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (i) out += ',';
        out += kinds[i]->name;
    }
    out += "\r\n";
    for (const auto& p : postings) {
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            if (i) out += ',';
            out += csv_cell(kinds[i]->value(p, today));
        }
        out += "\r\n";
    }
    return out;
}

std::string md_of(const std::vector<Posting>& postings, const ListStyle& style, Date today) {
    const auto kinds = columns_of(style);
    std::string head = "|";
    std::string rule = "|";
    for (const auto* kind : kinds) {
        head += " " + say(kind->title) + " |";
        rule += " --- |";
    }
    std::string out = head + "\n" + rule + "\n";
    for (const auto& p : postings) {
        out += "|";
        for (const auto* kind : kinds) {
            std::string cell = text::collapse_space(text::printable(kind->value(p, today)));
            for (const auto& [from, to] : {std::pair{"\\", "\\\\"}, std::pair{"|", "\\|"},
                                           std::pair{"<", "&lt;"}, std::pair{"[", "\\["}})
                cell = text::replace_all(cell, from, to);
            if (kind->name == "title" && !p.url.empty())
                cell = "[" + cell + "](<" + text::replace_all(p.url, ">", "%3E") + ">)";
            out += " " + cell + " |";
        }
        out += "\n";
    }
    return out;
}

std::string json_of(const std::vector<Posting>& postings, const Opened& opened, bool lines) {
    std::string out;
    for (const auto& p : postings) {
        if (!lines) out += out.empty() ? "[" : ",\n";
        out += to_json(p, opened.config.daemon.time_zone);
        if (lines) out += "\n";
    }
    return lines ? out : (out.empty() ? "[" : out) + "]\n";
}

} // namespace

const std::vector<std::string_view>& column_names() {
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> out;
        for (const auto& column : kColumns) out.push_back(column.name);
        return out;
    }();
    return names;
}

std::string d_day(const Posting& p, Date today) {
    if (p.closed) return say(Msg::over);
    if (p.deadline.kind == postings::DeadlineKind::rolling) return say(Msg::rolling);
    if (p.deadline.kind == postings::DeadlineKind::until_filled) return say(Msg::until_filled);
    if (!p.deadline.date) return "";
    const int days = days_between(today, *p.deadline.date);
    return days < 0 ? say(Msg::over) : days == 0 ? "D-Day" : "D-" + std::to_string(days);
}

std::string csv_cell(std::string_view value) {
    std::string out(text::collapse_space(text::printable(value)));
    // OWASP, "CSV Injection": a cell that begins so is a formula to a spreadsheet.
    if (!out.empty() && std::string_view("=+-@\t\r").find(out[0]) != std::string_view::npos)
        out.insert(out.begin(), '\'');
    if (out.find_first_of(",\"\r\n") == std::string::npos) return out;
    return "\"" + text::replace_all(out, "\"", "\"\"") + "\"";
}

void print_row(Msg name, const std::string& value) {
    constexpr std::size_t kIndent = 12;
    if (!value.empty())
        print_line(text::pad_to_width(say(name), kIndent) + text::printable(value), kIndent);
}

std::string list_text(const std::vector<Posting>& postings, const ListStyle& style,
                      const Opened& opened) {
    if (style.format == "json") return json_of(postings, opened, false);
    if (style.format == "jsonl") return json_of(postings, opened, true);
    if (style.format == "csv") return csv_of(postings, style, opened.today);
    if (style.format == "md") return md_of(postings, style, opened.today);
    if (style.format == "ids") {
        std::string out;
        for (const auto& p : postings) out += p.id + "\n";
        return out;
    }
    return table_of(postings, style, opened.today);
}

void print_paged(const std::string& text, const ListStyle& style) {
    winsize size{};
    const bool small = !style.no_pager && ::isatty(STDOUT_FILENO) &&
                       ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 &&
                       std::ranges::count(text, '\n') >= size.ws_row;
    // As git does: ours, then everybody's, then less; empty or "cat" is none.
    const char* pager = "less";
    for (const char* name : {"PAGER", "GONGGO_PAGER"})
        if (const char* value = std::getenv(name)) pager = value;
    FILE* pipe = nullptr;
    if (small && *pager != '\0' && std::string_view(pager) != "cat") {
        ::setenv("LESS", "FRX", 0);
        ::setenv("LESSCHARSET", "utf-8", 0);
        std::fflush(stdout);
        std::signal(SIGPIPE, SIG_IGN); // leaving the pager early is no failure
        pipe = ::popen(pager, "w");
    }
    std::fwrite(text.data(), 1, text.size(), pipe != nullptr ? pipe : stdout);
    if (pipe != nullptr) ::pclose(pipe);
}

} // namespace gonggo::cli
