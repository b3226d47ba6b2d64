// One posting: show, why, open; and one company.
#include "base/text.hpp"
#include "cli/print.hpp"
#include "cli/table.hpp"
#include "postings/changes.hpp"
#include "postings/classify.hpp"
#include "postings/dedup/company_forms.hpp"
#include "postings/json.hpp"
#include "postings/match.hpp"
#include "postings/names.hpp"
#include "postings/store/copies.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>
#include <spawn.h>
#include <sys/wait.h>

extern char** environ;

namespace gonggo::cli {
namespace {

namespace json = boost::json;
using postings::Posting;
using postings::Store;

void line(const char* name, const std::string& value) {
    if (!value.empty()) std::cout << text::pad_to_width(name, 10) << text::printable(value) << '\n';
}

void print_posting(const Posting& p, const std::vector<postings::Copy>& copies, Date today) {
    std::cout << text::printable(p.title) << "\n"
              << text::printable(p.company) << (postings::is_agency(p.company) ? " (헤드헌터)" : "")
              << "\n\n";
    line("직무", std::string(postings::label_of(p.role)));
    line("지역", text::join(p.locations, ", "));
    line("마감", p.deadline.text + (d_day(p, today).empty() ? "" : "  " + d_day(p, today)));
    line("급여", p.salary.text);
    line("기술", text::join(p.skills, ", "));
    for (const auto& m : p.matches)
        line("맞는 이유",
             m.profile + " " + std::to_string(m.score) + ": " + text::join(m.reasons, ", "));
    for (const auto& l : p.links) line("링크", l.source + "  " + l.url);
    for (const auto& c : copies)
        line("같은 글?",
             c.id + "  " + c.company + (c.agency ? " (헤드헌터)" : "") + "  " + c.title);
    line("상태", p.status + (p.notes.empty() ? "" : "  " + p.notes));
    std::cout << '\n';
    for (const auto part : text::split(p.description, '\n'))
        std::cout << text::printable(part) << '\n';
}

/// The posting's JSON with its possible copies as one more member.
std::string with_copies(std::string posting, const std::vector<postings::Copy>& copies) {
    json::array list;
    for (const auto& c : copies)
        list.push_back(json::object{{"id", c.id},
                                    {"title", text::printable(c.title)},
                                    {"company", text::printable(c.company)},
                                    {"agency", c.agency}});
    posting.pop_back();
    return posting + ",\"copies\":" + json::serialize(list) + "}";
}

/// Each change of each listing, the oldest first.
void print_history(const std::vector<postings::Version>& versions, const Opened& opened,
                   bool as_json) {
    bool any = false;
    for (std::size_t i = 0; i + 1 < versions.size(); ++i) {
        const auto& before = versions[i];
        const auto& after = versions[i + 1];
        if (!before.until) continue; // the next one is another listing's
        const std::string at = iso8601(*before.until, opened.config.daemon.time_zone);
        for (const auto& change : postings::difference(before.record, after.record)) {
            any = true;
            if (as_json) {
                std::cout << json::serialize(json::object{{"source", before.source},
                                                          {"at", at},
                                                          {"field", change.field},
                                                          {"before", change.before},
                                                          {"after", change.after}})
                          << '\n';
                continue;
            }
            std::cout << at.substr(0, 16) << "  " << before.source << "  " << change.field << '\n';
            for (const auto& [mark, value] :
                 {std::pair{"- ", &change.before}, std::pair{"+ ", &change.after}})
                for (const auto& part : text::split_trimmed(*value, "\n"))
                    std::cout << "    " << mark << text::printable(part) << '\n';
        }
    }
    if (!any && !as_json) std::cerr << "바뀐 것이 없습니다.\n";
}

void show(const std::string& key, bool history, Context& context) {
    auto opened = open(context, Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    const auto p = find_one(opened->store, key);
    if (!p) return fail(context, p.error());
    if (history) {
        const auto versions = opened->store.history(p->id);
        if (!versions) return fail(context, versions.error());
        return print_history(*versions, *opened, context.json);
    }
    const auto found = postings::copies_of(opened->config.daemon.database, {p->id});
    if (!found) return fail(context, found.error());
    const auto& copies = found->front();
    if (context.json)
        std::cout << with_copies(postings::to_json(*p, opened->config.daemon.time_zone), copies)
                  << '\n';
    else
        print_posting(*p, copies, opened->today);
}

json::object explained(const std::string& profile, const postings::Explanation& e) {
    json::array rules;
    for (const auto& v : e.verdicts)
        rules.push_back(json::object{
            {"rule", v.rule}, {"passed", v.passed}, {"points", v.points}, {"text", v.text}});
    return {{"profile", profile}, {"fits", e.fits}, {"score", e.match.score}, {"rules", rules}};
}

/// "  +12" or nothing.
std::string points_told(double points) {
    const long whole = std::lround(points);
    return whole == 0 ? "" : (whole > 0 ? "  +" : "  ") + std::to_string(whole);
}

void why(const std::string& key, Context& context) {
    auto opened = open(context, Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    const auto p = find_one(opened->store, key);
    if (!p) return fail(context, p.error());
    const auto matcher = postings::Matcher::compile(opened->config.profiles);
    if (!matcher) return fail(context, matcher.error());
    const auto listed = opened->store.listed(p->id);
    if (!listed) return fail(context, listed.error());
    const auto lessons = opened->store.lessons();
    if (!lessons) return fail(context, lessons.error());
    const auto c = postings::classify(*listed ? **listed : *p);
    if (!context.json) {
        std::cout << text::printable(p->title) << "\n직무: " << postings::label_of(c.role) << " ("
                  << static_cast<int>(100 * c.score) << "%)\n";
        for (const auto& e : c.evidence)
            std::cout << "  " << (e.weight > 0 ? "+ " : "- ")
                      << text::printable(e.where + " '" + e.what) << "'\n";
    }
    for (const auto& profile : opened->config.profiles) {
        const auto e = matcher->explain(profile.name, *p, c, *lessons);
        if (!e) continue;
        if (context.json) {
            std::cout << json::serialize(explained(profile.name, *e)) << '\n';
            continue;
        }
        std::cout << '\n'
                  << text::printable(profile.name) << ": "
                  << (e->fits ? "맞음, " + std::to_string(e->match.score) + "점" : "맞지 않음")
                  << '\n';
        for (const auto& v : e->verdicts)
            std::cout << "  " << (v.passed ? "○ " : "× ") << text::printable(v.rule) << ": "
                      << text::printable(v.text) << points_told(v.points) << '\n';
    }
}

void open_in_browser(const std::string& key, Context& context) {
    auto opened = open(context, Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    const auto p = find_one(opened->store, key);
    if (!p) return fail(context, p.error());
    if (!p->url.starts_with("https://") && !p->url.starts_with("http://"))
        return fail(context, invalid("the posting has no web address"));
#ifdef __APPLE__
    std::string program = "open";
#else
    std::string program = "xdg-open";
#endif
    if (const char* browser = std::getenv("BROWSER"); browser != nullptr && *browser != '\0')
        program = browser;
    std::string url = p->url;
    char* arguments[] = {program.data(), url.data(), nullptr};
    pid_t child = 0;
    int status = 0;
    if (::posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments, environ) != 0 ||
        ::waitpid(child, &status, 0) != child || status != 0)
        return fail(context, {Errc::not_found, "cannot run '" + program + "'; the address is " +
                                                   url + "; mend: set BROWSER"});
}

std::vector<std::pair<int, std::string>> most(const std::map<std::string, int>& counts,
                                              std::size_t limit) {
    std::vector<std::pair<int, std::string>> out;
    for (const auto& [name, n] : counts) out.emplace_back(-n, name);
    std::ranges::sort(out);
    if (out.size() > limit) out.resize(limit);
    for (auto& [n, name] : out) n = -n;
    return out;
}

void company(const std::string& name, Context& context) {
    constexpr std::size_t kSkills = 12, kRoles = 5;
    auto opened = open(context, Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    postings::Filter filter;
    filter.companies = {name};
    filter.include_closed = true;
    filter.limit = 0;
    const auto found = opened->store.find(filter, opened->today);
    if (!found) return fail(context, found.error());
    if (found->empty())
        return fail(context, {Errc::not_found, "no posting of '" + text::printable(name) + "'"});
    std::map<std::string, int> skills, roles, companies;
    int still_open = 0;
    for (const auto& p : *found) {
        for (const auto& s : p.skills) ++skills[s];
        ++roles[std::string(postings::label_of(p.role))];
        ++companies[p.company];
        const std::string day = d_day(p, opened->today);
        still_open += day != "마감";
    }
    const auto words = [](const auto& list) {
        std::vector<std::string> out;
        for (const auto& [n, word] : list) out.push_back(word + " " + std::to_string(n));
        return text::join(out, ", ");
    };
    if (context.json) {
        const auto object = [](const auto& list) {
            json::object out;
            for (const auto& [n, word] : list) out[word] = n;
            return out;
        };
        json::array ids;
        for (const auto& p : *found) ids.emplace_back(p.id);
        std::cout << json::serialize(json::object{{"companies", object(most(companies, 20))},
                                                  {"postings", found->size()},
                                                  {"open", still_open},
                                                  {"roles", object(most(roles, 20))},
                                                  {"skills", object(most(skills, 50))},
                                                  {"ids", ids}})
                  << '\n';
        return;
    }
    line("회사", words(most(companies, kRoles)));
    line("공고",
         std::to_string(found->size()) + "건, 진행 중 " + std::to_string(still_open) + "건");
    line("직무", words(most(roles, kRoles)));
    line("기술", words(most(skills, kSkills)));
    std::cout << '\n';
    ListStyle style;
    style.columns = {"id", "seen", "title", "role", "years", "closing", "sources"};
    print_paged(list_text(*found, style, *opened));
}

} // namespace

void add_show(CLI::App& app, Context& context) {
    auto key = std::make_shared<std::string>();
    auto history = std::make_shared<bool>(false);
    const auto command = [&](const char* name, const char* help, auto run) {
        auto* c = app.add_subcommand(name, help);
        c->add_option("id", *key, "an id, its beginning, or a URL")->required();
        c->callback([key, run] { run(*key); });
        return c;
    };
    command("show", "one posting (gonggo show 7kq; --history: how it changed)",
            [history, &context](const std::string& k) { show(k, *history, context); })
        ->add_flag("--history", *history, "what its boards changed, the oldest first");
    command("why", "every rule that spoke for or against a posting",
            [&context](const std::string& k) { why(k, context); });
    command("open", "a posting in the browser ($BROWSER)",
            [&context](const std::string& k) { open_in_browser(k, context); });
    auto* co = app.add_subcommand("company", "a company's postings, roles and skills");
    co->add_option("name", *key, "part of its name")->required();
    co->callback([key, &context] { company(*key, context); });
}

} // namespace gonggo::cli
