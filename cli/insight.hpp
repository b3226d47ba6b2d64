#pragma once
// What the commands about many postings share: what was asked, and the postings of a time.
#include "cli/chart.hpp"
#include "cli/opened.hpp"
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace gonggo::cli {

/// Of a chart: the terminal's, but no wider than is easily read.
std::size_t chart_width();

struct Asked {
    std::vector<std::string> roles, skills;
    std::string since = "90d", svg, html, cv, file;
    int limit = 20;
    bool everything = false;
};

/// The options by which postings are chosen: --role, --since, --all.
void add_choice(CLI::App& command, Asked& asked);

/// First seen from `from` on and before `to`.
Result<std::vector<postings::Posting>> between(Opened& opened, const Asked& asked, Timestamp from,
                                               std::optional<Timestamp> to);
/// The period asked for and the one as long before it.
struct Periods {
    std::vector<postings::Posting> now, before;
};
Result<Periods> periods(Opened& opened, const Asked& asked);

/// "43%", rounded.
std::string percent(int part, int whole);
/// Writes the file and says so on stderr.
Status save(const std::string& path, const std::string& content);

/// The share of the postings that want each skill, with how it moved.
std::vector<Bar> keyword_bars(const Periods& periods, std::size_t limit);

} // namespace gonggo::cli
