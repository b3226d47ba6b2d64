#include "net/robots.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstdlib>

namespace gonggo::net {
namespace {

constexpr std::size_t kMostBytes = 500 * 1024;

bool unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char l = static_cast<char>(c | 32);
    return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

/// One spelling for equal paths (RFC 9309, 2.2.2): octets beyond ASCII encoded, encoded unreserved
/// ones decoded, hex digits in upper case.
std::string normalise(std::string_view path) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string out;
    const auto encode = [&](unsigned char c) {
        out += '%';
        out += kHex[c >> 4];
        out += kHex[c & 15];
    };
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] == '%' && i + 2 < path.size() && hex(path[i + 1]) >= 0 &&
            hex(path[i + 2]) >= 0) {
            const auto c = static_cast<char>(hex(path[i + 1]) * 16 + hex(path[i + 2]));
            if (unreserved(c))
                out += c;
            else
                encode(static_cast<unsigned char>(c));
            i += 2;
        } else if (static_cast<unsigned char>(path[i]) >= 0x80 || path[i] == ' ') {
            encode(static_cast<unsigned char>(path[i]));
        } else
            out += path[i];
    }
    return out;
}

/// The leading product token: "Googlebot/2.1 (+…)" → "googlebot".
std::string product_token(std::string_view agent) {
    agent = text::trim(agent);
    std::size_t n = 0;
    while (n < agent.size() &&
           ((agent[n] >= 'a' && agent[n] <= 'z') || (agent[n] >= 'A' && agent[n] <= 'Z') ||
            agent[n] == '_' || agent[n] == '-'))
        ++n;
    return text::ascii_lower(agent.substr(0, n));
}

/// `*` matches any run of characters, a `$` at the end the end of the path. Linear in practice: a
/// greedy match with one place to fall back to.
bool matches(std::string_view pattern, std::string_view path) {
    const bool anchored = pattern.ends_with('$');
    if (anchored) pattern.remove_suffix(1);
    std::size_t p = 0;
    std::size_t s = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    for (;;) {
        if (p == pattern.size() && (!anchored || s == path.size())) return true;
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = s;
        } else if (p < pattern.size() && s < path.size() && pattern[p] == path[s]) {
            ++p;
            ++s;
        } else if (star != std::string_view::npos && resume < path.size()) {
            p = star + 1;
            s = ++resume;
        } else
            return false;
    }
}

enum class Key { agent, allow, disallow, delay, other };

/// Lenient on the spellings that crawlers accept: "Dissallow", "useragent", "user agent".
Key key_of(std::string_view name) {
    const std::string lower = text::ascii_lower(name);
    if (lower == "user-agent" || lower == "useragent" || lower == "user agent") return Key::agent;
    if (lower == "allow") return Key::allow;
    for (const std::string_view spelling :
         {"disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"})
        if (lower == spelling) return Key::disallow;
    if (lower == "crawl-delay" || lower == "crawldelay") return Key::delay;
    return Key::other;
}

std::string path_of(std::string_view url) {
    if (const auto scheme = url.find("://");
        scheme != std::string_view::npos && scheme < url.find_first_of("/?#") + 1) {
        const auto slash = url.find_first_of("/?#", scheme + 3);
        url = slash == std::string_view::npos ? std::string_view("/") : url.substr(slash);
    }
    url = url.substr(0, url.find('#'));
    std::string path(url);
    if (path.empty() || path[0] != '/') path.insert(0, "/");
    return normalise(path);
}

void add_rule(RobotsGroup& group, bool allow, std::string_view value) {
    group.rules.push_back({allow, normalise(value)});
    // crawlers take an allowed index page for its folder's address too
    const auto page = value.rfind("/index.htm");
    if (allow && page != std::string_view::npos && value.find('/', page + 1) == value.npos)
        group.rules.push_back({true, normalise(value.substr(0, page + 1)) + "$"});
}

} // namespace

Robots parse_robots(std::string_view text) {
    Robots out;
    text = text.substr(0, kMostBytes);
    for (const char byte : std::string_view("\xEF\xBB\xBF")) // a cut byte-order mark is none either
        if (text.starts_with(byte))
            text.remove_prefix(1);
        else
            break;
    bool in_agents = false;
    while (!text.empty()) {
        const auto end = text.find_first_of("\r\n");
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        line = text::trim(line.substr(0, line.find('#')));
        auto colon = line.find(':');
        if (colon == std::string_view::npos) { // "Disallow /x": a forgotten colon is forgiven, if
            colon = line.find_first_of(" \t"); // there are two words and no more
            if (colon == std::string_view::npos ||
                text::trim(line.substr(colon)).find_first_of(" \t") != std::string_view::npos)
                continue;
        }
        const std::string_view value = text::trim(line.substr(colon + 1));
        switch (key_of(text::trim(line.substr(0, colon)))) {
        case Key::agent:
            if (!in_agents) out.groups.emplace_back();
            in_agents = true;
            out.groups.back().agents.push_back(value.starts_with('*') &&
                                                       (value.size() == 1 || value[1] == ' ')
                                                   ? "*"
                                                   : product_token(value));
            break;
        case Key::allow:
        case Key::disallow:
            in_agents = false;
            if (out.groups.empty() || value.empty()) break;
            add_rule(out.groups.back(), key_of(text::trim(line.substr(0, colon))) == Key::allow,
                     value);
            break;
        case Key::delay: { // no record of the RFC, so it does not end the list of agents (2.2.4)
            const std::string number(value);
            char* stop = nullptr;
            const double seconds = std::strtod(number.c_str(), &stop);
            if (!out.groups.empty() && stop != number.c_str() && seconds >= 0)
                out.groups.back().crawl_delay = seconds;
            break;
        }
        case Key::other:
            break; // Sitemap and unknown lines do not end a group (RFC 9309, 2.2.4)
        }
    }
    return out;
}

RobotsVerdict check_robots(const Robots& robots, std::string_view agent, std::string_view url) {
    const std::string token = product_token(agent);
    const auto names = [](const RobotsGroup& group, std::string_view name) {
        return !name.empty() && std::ranges::find(group.agents, name) != group.agents.end();
    };
    const bool own =
        std::ranges::any_of(robots.groups, [&](const auto& g) { return names(g, token); });
    const std::string wanted = own ? token : "*";
    const std::string path = path_of(url);
    RobotsVerdict verdict;
    std::size_t longest = 0;
    for (const auto& group : robots.groups) {
        if (!names(group, wanted)) continue;
        if (group.crawl_delay && !verdict.crawl_delay) verdict.crawl_delay = group.crawl_delay;
        for (const auto& rule : group.rules) {
            if (rule.pattern.size() < longest || !matches(rule.pattern, path)) continue;
            if (rule.pattern.size() == longest && !verdict.rule.empty() && !rule.allow) continue;
            longest = rule.pattern.size();
            verdict.allowed = rule.allow;
            verdict.rule = (rule.allow ? "Allow: " : "Disallow: ") + rule.pattern;
        }
    }
    if (path == "/robots.txt") verdict.allowed = true;
    return verdict;
}

} // namespace gonggo::net
