#include "cli/insight.hpp"

#include "cli/filters.hpp"
#include "cli/lines.hpp"

#include "base/file.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

namespace gonggo::cli {

using postings::Posting;

void add_choice(CLI::App& command, Asked& asked) {
    add_roles(command, asked.roles);
    command.add_option("--since", asked.since);
    command.add_flag("--all", asked.everything);
}

Result<std::vector<Posting>> between(Opened& opened, const Asked& asked, Timestamp from,
                                     std::optional<Timestamp> to) {
    postings::Filter filter;
    filter.roles = asked.roles;
    filter.matching_only = !asked.everything && asked.roles.empty();
    filter.include_closed = true;
    filter.since = from;
    filter.until = to;
    filter.limit = 0;
    return opened.store.find(filter, opened.today);
}

std::size_t chart_width() {
    return std::min<std::size_t>(78, terminal_width());
}

std::string percent(int part, int whole) {
    return std::to_string(whole > 0 ? (100 * part + whole / 2) / whole : 0) + "%";
}

Status save(const std::string& path, const std::string& content) {
    GONGGO_CHECK(write_file_atomically(path, content));
    std::cerr << path << '\n';
    return {};
}

Result<Periods> periods(Opened& opened, const Asked& asked) {
    GONGGO_TRY(const Timestamp since, moment(asked.since, opened));
    const Timestamp earlier = since - (gonggo::now() - since);
    GONGGO_TRY(auto fresh, between(opened, asked, since, std::nullopt));
    GONGGO_TRY(auto before, between(opened, asked, earlier, since));
    return Periods{std::move(fresh), std::move(before)};
}

} // namespace gonggo::cli
