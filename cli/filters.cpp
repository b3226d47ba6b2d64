#include "cli/filters.hpp"

#include "base/text.hpp"
#include "cli/labels.hpp"
#include "cli/messages.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
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
    return invalid(say(Msg::bad_days, {"--closing", text::printable(text)}));
}

/// Some of these words, with commas between; a label does as well.
void choice(CLI::App& command, const char* name, std::vector<std::string>& values, Named what) {
    auto words = names_of(what);
    if (what == Named::status) words.emplace_back("none");
    command.add_option(name, values)
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::IsMember(words))
        ->transform([what](std::string word) { return name_meant(what, word); }, "");
}

} // namespace

void add_roles(CLI::App& command, std::vector<std::string>& roles) {
    choice(command, "--role", roles, Named::role);
}

void add_filters(CLI::App& command, Wishes& w) {
    auto& f = w.filter;
    const auto several = [&](const char* name, std::vector<std::string>& values) {
        return command.add_option(name, values)->delimiter(',')->allow_extra_args(false);
    };
    several("--profile", f.profiles);
    add_roles(command, f.roles);
    choice(command, "--level", f.levels, Named::level);
    command.add_option("--years", f.years)->check(CLI::Range(0, 60));
    several("--place", f.places);
    choice(command, "--remote", f.remote, Named::remote);
    several("--company", f.companies);
    several("--source", f.sources);
    several("--skill", f.skills);
    choice(command, "--kind", f.kinds, Named::kind);
    choice(command, "--status", f.statuses, Named::status);
    several("--tag", w.tags);
    command.add_flag("--new", f.untold_only);
    command.add_option("--since", w.since);
    command.add_option("--until", w.until);
    command.add_option("--closing", w.closing);
    command.add_option("--min-score", f.min_score)->check(CLI::Range(0, 100));
    command.add_flag("--all-closed", f.include_closed);
    command.add_option("--sort", f.sort)
        ->check(CLI::IsMember({"recent", "score", "deadline", "relevance"}));
    command.add_option("--limit", f.limit)->check(CLI::NonNegativeNumber);
    command.add_option("--format", w.style.format)
        ->check(CLI::IsMember({"table", "json", "jsonl", "csv", "md", "ids"}));
    std::vector<std::string> names(column_names().begin(), column_names().end());
    several("--columns", w.style.columns)->check(CLI::IsMember(names));
    command.add_option("--color", w.style.color)->check(CLI::IsMember({"auto", "always", "never"}));
    command.add_flag("--bom", w.style.byte_order_mark);
    command.add_flag("--no-pager", w.style.no_pager);
}

bool fitting_only(const Wishes& w) {
    const auto& marks = w.filter.statuses;
    const bool own =
        !w.tags.empty() || (!marks.empty() && std::ranges::find(marks, "none") == marks.end());
    return !w.everything && !own;
}

Result<postings::Filter> filter_of(const Wishes& w, const Opened& opened) {
    postings::Filter out = w.filter;
    for (const auto& tag : w.tags) out.query += " tag:\"" + text::replace_all(tag, "\"", "") + "\"";
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
