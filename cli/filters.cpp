#include "cli/filters.hpp"

#include <CLI/CLI.hpp>

#include <charconv>

namespace gonggo::cli {
namespace {

/// "7", "7d", "2w".
Result<int> days_of(const std::string& text) {
    int n = 0;
    const char* end = text.data() + text.size();
    const auto [rest, ec] = std::from_chars(text.data(), end, n);
    const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
    if (ec == std::errc() && n >= 0 && n < 10'000) {
        if (unit.empty() || unit == "d") return n;
        if (unit == "w") return 7 * n;
    }
    return invalid("--closing must be days such as 7d or 2w, not \"" + text + "\"");
}

} // namespace

void add_filters(CLI::App& command, Wishes& w) {
    auto& f = w.filter;
    const auto several = [&](const char* name, std::vector<std::string>& values, const char* help) {
        return command.add_option(name, values, help)->delimiter(',')->allow_extra_args(false);
    };
    several("--profile", f.profiles, "only postings that fit this profile");
    several("--role", f.roles, "ml_engineer, data_scientist, ai_researcher, mlops_engineer, …");
    several("--level", f.levels, "intern, entry, mid, senior")
        ->check(CLI::IsMember({"intern", "entry", "mid", "senior", "any"}));
    command.add_option("--years", f.years, "somebody with that many years may apply")
        ->check(CLI::Range(0, 60));
    several("--place", f.places, "서울, 판교, …");
    several("--remote", f.remote, "full, hybrid, none");
    several("--company", f.companies, "part of the name");
    several("--source", f.sources, "the source's id, as gonggo sources shows it");
    several("--skill", f.skills, "PyTorch, Kubernetes, …: all of them");
    several("--kind", f.kinds, "job, internship, contest, fair");
    several("--status", f.statuses,
            "interested, applied, interview, offer, rejected, hidden, none");
    command.add_flag("--new", f.untold_only, "what no digest has told yet");
    command.add_option("--since", w.since, "first seen since then: 7d, 2w, 3m or a date");
    command.add_option("--until", w.until, "first seen before then");
    command.add_option("--closing", w.closing, "closing within so many days: 7d, 2w");
    command.add_option("--min-score", f.min_score, "0 to 100")->check(CLI::Range(0, 100));
    command.add_flag("--all-closed", f.include_closed, "closed postings too");
    command.add_option("--sort", f.sort, "recent, score, deadline, relevance")
        ->check(CLI::IsMember({"recent", "score", "deadline", "relevance"}));
    command.add_option("--limit", f.limit, "at most so many, 0 = all")
        ->check(CLI::NonNegativeNumber);
    command.add_option("--format", w.style.format, "table, json, jsonl, csv, md, ids")
        ->check(CLI::IsMember({"table", "json", "jsonl", "csv", "md", "ids"}));
    std::vector<std::string> names(column_names().begin(), column_names().end());
    several("--columns", w.style.columns, "what to show, in this order")
        ->check(CLI::IsMember(names));
    command.add_option("--color", w.style.color, "auto, always, never")
        ->check(CLI::IsMember({"auto", "always", "never"}));
    command.add_flag("--bom", w.style.byte_order_mark, "a byte order mark before CSV, for Excel");
}

Result<postings::Filter> filter_of(const Wishes& w, const Opened& opened) {
    postings::Filter out = w.filter;
    if (!w.since.empty()) {
        GONGGO_TRY(out.since, moment(w.since, opened));
    }
    if (!w.until.empty()) {
        GONGGO_TRY(out.until, moment(w.until, opened));
    }
    if (!w.closing.empty()) {
        GONGGO_TRY(out.closing_within, days_of(w.closing));
    }
    return out;
}

} // namespace gonggo::cli
