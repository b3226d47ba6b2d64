#pragma once
// robots.txt (RFC 9309): parsing and matching as plain functions.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::net {

struct RobotsRule {
    bool allow = false;
    std::string pattern; ///< percent-encoding normalised; `*` and a final `$` are special
};

struct RobotsGroup {
    std::vector<std::string> agents; ///< lower case product tokens; "*" for everybody
    std::vector<RobotsRule> rules;
    std::optional<double> crawl_delay; ///< seconds
};

struct Robots {
    std::vector<RobotsGroup> groups;
};

struct RobotsVerdict {
    bool allowed = true;
    std::optional<double> crawl_delay;
    std::string rule; ///< the rule that decided, as "Disallow: /x"; empty when none did
};

/// Reads at most the first 500 KiB (RFC 9309, 2.5). Never fails: lines that mean nothing are
/// skipped.
Robots parse_robots(std::string_view text);

/// May `agent` (a product token or a whole User-Agent) fetch the URL or path? Groups naming the
/// agent are taken together; only without one does `*` count. The longest matching rule wins, Allow
/// on a tie.
RobotsVerdict check_robots(const Robots& robots, std::string_view agent, std::string_view url);

} // namespace gonggo::net
