// One company: its postings, what they say together, and since when.
#include "base/text.hpp"
#include "cli/hints.hpp"
#include "cli/labels.hpp"
#include "cli/messages.hpp"
#include "cli/print.hpp"
#include "postings/names.hpp"
#include "postings/skills.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>

namespace gonggo::cli {
namespace {

namespace json = boost::json;
using Counts = std::map<std::string, int>;

struct Picture {
    Counts companies, roles, skills, levels, places, hosts;
    int open = 0, reposts = 0;
    Timestamp first{}, last{};
};

Picture picture_of(const std::vector<postings::Posting>& found, Date today) {
    Picture out;
    for (const auto& p : found) {
        ++out.companies[p.company];
        ++out.roles[std::string(postings::name_of(p.role))];
        for (const auto& s : postings::skill_names(p)) ++out.skills[s];
        for (const auto l : p.level.labels) ++out.levels[std::string(postings::name_of(l))];
        for (const auto& place : p.locations) ++out.places[place];
        for (const auto& link : p.links) ++out.hosts[link.source];
        out.open += d_day(p, today) != say(Msg::over);
        out.reposts += p.reposts;
        if (out.first == Timestamp{} || p.first_seen < out.first) out.first = p.first_seen;
        out.last = std::max({out.last, p.last_seen, p.first_seen});
    }
    return out;
}

std::vector<std::pair<std::string, int>> most(const Counts& counts, std::size_t limit) {
    std::vector<std::pair<std::string, int>> out(counts.begin(), counts.end());
    std::ranges::stable_sort(out, std::ranges::greater{}, [](const auto& c) { return c.second; });
    if (out.size() > limit) out.resize(limit);
    return out;
}

/// "서울 3, 판교 1"; of a single posting the words alone.
std::string words(const Counts& counts, std::size_t limit, std::size_t postings) {
    std::vector<std::string> out;
    for (const auto& [word, n] : most(counts, limit))
        out.push_back(postings > 1 ? word + " " + std::to_string(n) : word);
    return text::join(out, ", ");
}

json::object object(const Counts& counts) {
    json::object out;
    for (const auto& [word, n] : most(counts, 50)) out[word] = n;
    return out;
}

void print_json(const std::vector<postings::Posting>& found, const Picture& p,
                const std::string& zone) {
    json::array ids;
    json::array links;
    for (const auto& posting : found) {
        ids.emplace_back(posting.id);
        if (!posting.url.empty()) links.emplace_back(posting.url);
    }
    std::cout << json::serialize(json::object{{"companies", object(p.companies)},
                                              {"postings", found.size()},
                                              {"open", p.open},
                                              {"reposts", p.reposts},
                                              {"first_seen", iso8601(p.first, zone)},
                                              {"last_seen", iso8601(p.last, zone)},
                                              {"roles", object(p.roles)},
                                              {"levels", object(p.levels)},
                                              {"places", object(p.places)},
                                              {"skills", object(p.skills)},
                                              {"sources", object(p.hosts)},
                                              {"ids", ids},
                                              {"links", links}})
              << '\n';
}

void company(const std::string& name, const ListStyle& asked, Context& context) {
    constexpr std::size_t kFew = 5, kSkills = 12;
    auto opened = open(context, postings::Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    postings::Filter filter;
    filter.companies = {name};
    filter.include_closed = true;
    filter.limit = 0;
    const auto found = opened->store.find(filter, opened->today);
    if (!found) return fail(context, found.error());
    if (found->empty()) {
        fail(context, {Errc::not_found, say(Msg::no_company, {text::printable(name)})});
        return suggest_words(opened->store, name);
    }
    const Picture p = picture_of(*found, opened->today);
    const std::string& zone = opened->config.daemon.time_zone;
    if (context.json) return print_json(*found, p, zone);
    const std::size_t all = found->size();
    print_row(Msg::row_company, words(p.companies, kFew, p.companies.size() > 1 ? all : 1));
    print_row(Msg::row_postings,
              say(Msg::of_them_open, {std::to_string(all), std::to_string(p.open)}) +
                  (p.reposts > 0 ? say(Msg::reposts, {std::to_string(p.reposts)}) : ""));
    print_row(Msg::row_history,
              span(iso8601(date_in(p.first, zone)), iso8601(date_in(p.last, zone))));
    Counts roles, levels;
    for (const auto& [role, n] : p.roles)
        roles[role_label(postings::from_name<postings::Role>(role).value())] = n;
    print_row(Msg::row_role, words(roles, kFew, all));
    for (const auto& [level, n] : p.levels) levels[level_label(level)] = n;
    print_row(Msg::row_levels, words(levels, kFew, all));
    print_row(Msg::row_places, words(p.places, kFew, all));
    print_row(Msg::row_skills, words(p.skills, kSkills, all));
    print_row(Msg::row_links, words(p.hosts, kFew, all));
    std::cout << '\n' << std::flush;
    ListStyle style = asked;
    style.columns = {"id", "seen", "title", "role", "years", "closing", "sources"};
    print_paged(list_text(*found, style, *opened), style);
}

} // namespace

void add_company(CLI::App& app, Context& context) {
    auto name = std::make_shared<std::string>();
    auto style = std::make_shared<ListStyle>();
    auto* c = app.add_subcommand("company");
    c->add_option("name", *name)->required();
    c->add_option("--color", style->color)->check(CLI::IsMember({"auto", "always", "never"}));
    c->add_flag("--no-pager", style->no_pager);
    c->callback([name, style, &context] { company(*name, *style, context); });
}

} // namespace gonggo::cli
