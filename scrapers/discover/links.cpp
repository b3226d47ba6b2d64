#include "scrapers/discover/links.hpp"

#include "base/text.hpp"
#include "scrapers/html/selector.hpp"

#include <algorithm>
#include <map>
#include <re2/re2.h>
#include <set>

namespace gonggo::scrapers {
namespace {

using html::Node;

constexpr std::size_t kLeast = 3;

/// An address in parts: path segments and query members, without scheme and host.
struct Parts {
    std::vector<std::string> path;
    std::vector<std::pair<std::string, std::string>> query;
};

Parts parts_of(std::string_view href) {
    Parts out;
    href = href.substr(0, href.find('#'));
    if (const auto scheme = href.find("://"); scheme != std::string_view::npos) {
        const auto slash = href.find_first_of("/?", scheme + 3);
        href = slash == std::string_view::npos ? "" : href.substr(slash);
    }
    const auto question = href.find('?');
    out.path = text::split_trimmed(href.substr(0, question), "/");
    if (question != std::string_view::npos)
        for (const auto& member : text::split_trimmed(href.substr(question + 1), "&")) {
            const auto equals = member.find('=');
            out.query.emplace_back(member.substr(0, equals),
                                   equals == std::string::npos ? "" : member.substr(equals + 1));
        }
    return out;
}

bool varies(const std::string& segment, bool last) {
    const bool digit = segment.find_first_of("0123456789") != std::string::npos;
    return digit || (last && segment.find('.') == std::string::npos) ||
           std::ranges::count(segment, '-') >= 2;
}

std::string shape_of(const Parts& parts) {
    std::string out;
    for (std::size_t i = 0; i < parts.path.size(); ++i) {
        const bool last = i + 1 == parts.path.size();
        out += "/" + (varies(parts.path[i], last && parts.query.empty()) ? "*" : parts.path[i]);
    }
    for (const auto& [key, value] : parts.query)
        out += (out.find('?') == std::string::npos ? "?" : "&") + key + "=*";
    return out;
}

std::string quoted(const std::string& text) {
    return "\"" + text::replace_all(text::replace_all(text, "\\", "\\\\"), "\"", "\\\"") + "\"";
}

/// How the group's links are told from others and what their id is; false when nothing constant is
/// left to hold on to.
bool describe(LinkGroup& group, const std::vector<Parts>& all) {
    const Parts& first = all.front();
    const auto different = [&](auto value_of) {
        std::set<std::string> values;
        for (const auto& parts : all) values.insert(value_of(parts));
        return values.size() * 10 >= all.size() * 9;
    };
    for (std::size_t q = 0; q < first.query.size(); ++q) {
        const std::string& key = first.query[q].first;
        if (!different([&](const Parts& p) { return p.query[q].second; })) continue;
        group.link = "a[href*=" + quoted(key + "=") + "]";
        group.id = "[?&]" + RE2::QuoteMeta(key) + "=([^&#]+)";
        return true;
    }
    for (std::size_t i = first.path.size(); i-- > 0;) {
        if (!different([&](const Parts& p) { return p.path[i]; })) continue;
        std::string before = "/"; // the constant segment before it, e.g. "/jobs/"
        if (i > 0 && !varies(first.path[i - 1], false)) before = "/" + first.path[i - 1] + "/";
        if (before == "/") return false;
        group.link = "a[href*=" + quoted(before) + "]";
        group.id = RE2::QuoteMeta(before) + "([^/?#]+)";
        return true;
    }
    return false;
}

bool made_by_tool(const std::string& name) {
    static const RE2 made(
        R"((?i)^(?:css|sc|jsx?|emotion|styles?|chakra)-|__[A-Za-z0-9]{4,}$|_[a-z0-9]*\d[a-z0-9]*$|[a-z]\d[a-z\d]{3,}|^[a-zA-Z]{5,7}$.*\d)");
    return RE2::PartialMatch(name, made);
}

bool plain_name(const std::string& name) {
    static const RE2 plain(R"([A-Za-z_][\w-]*)");
    return RE2::FullMatch(name, plain) && !made_by_tool(name);
}

void put_cards(LinkGroup& group) {
    std::map<const void*, int> holds; // element → which link it holds; -1: several
    for (std::size_t n = 0; n < group.links.size(); ++n)
        for (Node up = group.links[n]; up; up = up.parent()) {
            const auto [at, fresh] = holds.emplace(up.raw(), static_cast<int>(n));
            if (!fresh && at->second != static_cast<int>(n)) at->second = -1;
        }
    for (const Node link : group.links) {
        Node card = link;
        while (card.parent() && holds.at(card.parent().raw()) >= 0) card = card.parent();
        group.cards.push_back(card);
    }
}

/// Class names of the cards, those most of them have first.
std::vector<std::string> common_classes(const LinkGroup& group) {
    std::map<std::string, std::size_t> counts;
    for (const Node card : group.cards)
        for (const auto& name : text::split_trimmed(card.attribute("class").value_or(""), " \t\n"))
            ++counts[name];
    std::vector<std::pair<std::size_t, std::string>> sorted;
    for (const auto& [name, count] : counts)
        if (count * 10 >= group.cards.size() * 8 && plain_name(name))
            sorted.emplace_back(count, name);
    std::ranges::stable_sort(sorted, std::ranges::greater{},
                             &std::pair<std::size_t, std::string>::first);
    std::vector<std::string> out;
    for (auto& [count, name] : sorted) out.push_back(std::move(name));
    return out;
}

} // namespace

std::vector<LinkGroup> link_groups(const html::Document& document) {
    const auto selector = html::Selector::compile("a[href]");
    std::map<std::string, std::pair<LinkGroup, std::vector<Parts>>> groups;
    std::set<std::string> seen;
    for (const Node link : selector->select(document.root())) {
        const std::string href(text::trim(*link.attribute("href")));
        static const RE2 no_page(R"((?i)^(?:#|javascript:|mailto:|tel:|data:))");
        if (href.empty() || RE2::PartialMatch(href, no_page) || !seen.insert(href).second) continue;
        auto parts = parts_of(href);
        const std::string shape = shape_of(parts);
        if (shape.find('*') == std::string::npos) continue;
        auto& [group, all] = groups[shape];
        group.shape = shape;
        group.links.push_back(link);
        all.push_back(std::move(parts));
    }
    std::vector<LinkGroup> out;
    for (auto& [shape, both] : groups) {
        auto& [group, all] = both;
        if (group.links.size() < kLeast || !describe(group, all)) continue;
        put_cards(group);
        out.push_back(std::move(group));
    }
    std::ranges::stable_sort(out, std::ranges::greater{},
                             [](const LinkGroup& g) { return g.links.size(); });
    return out;
}

std::string items_selector(const html::Document& document, const LinkGroup& group) {
    const Node card = group.cards.front();
    const std::string tag = card.tag();
    const std::string own = tag == "a" ? group.link.substr(1) : ":has(" + group.link + ")";
    std::vector<std::string> candidates;
    for (const auto& name : common_classes(group)) candidates.push_back(tag + "." + name);
    for (const auto& name : common_classes(group)) candidates.push_back(tag + "." + name + own);
    if (const Node parent = card.parent()) {
        const std::string up(parent.attribute("class").value_or(""));
        for (const auto& name : text::split_trimmed(up, " \t\n"))
            if (plain_name(name)) candidates.push_back("." + name + " > " + tag + own);
        candidates.push_back(parent.tag() + " > " + tag + own);
    }
    candidates.push_back(tag + own);
    std::set<const void*> wanted;
    for (const Node c : group.cards) wanted.insert(c.raw());
    for (const auto& candidate : candidates) {
        const auto selector = html::Selector::compile(candidate);
        if (!selector) continue;
        std::size_t hits = 0;
        std::size_t others = 0;
        for (const Node node : selector->select(document.root(), true, document.quirks()))
            ++(wanted.contains(node.raw()) ? hits : others);
        if (hits * 10 >= wanted.size() * 8 && others * 5 <= hits) return candidate;
    }
    return {};
}

} // namespace gonggo::scrapers
