// "Good" and "bad" teach a profile; `gonggo why` tells what was learnt.
#include "base/text.hpp"
#include "cli/labels.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"
#include "cli/opened.hpp"
#include "postings/match.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <iostream>
#include <memory>

namespace gonggo::cli {
namespace {

namespace json = boost::json;
using postings::Store;

struct Asked {
    std::string id, verdict, profile;
    bool list = false;
};

/// The profile that is meant: the one named, or the only one.
Result<std::string> profile_meant(const Asked& asked, const config::Config& config) {
    std::vector<std::string_view> names;
    std::string all;
    for (const auto& p : config.profiles) {
        if (p.name == asked.profile) return p.name;
        names.push_back(p.name);
        all += (all.empty() ? "" : ", ") + text::printable(p.name);
    }
    if (names.empty()) return invalid(say(Msg::no_profile));
    if (asked.profile.empty()) {
        if (names.size() == 1) return std::string(names.front());
        return invalid(say(Msg::which_profile, {all}));
    }
    const auto near = text::nearest(asked.profile, names);
    return Error{Errc::not_found,
                 say(Msg::unknown_profile, {text::printable(asked.profile)}) +
                     (near.empty() ? ": " + all : say(Msg::perhaps, {text::printable(near)}))};
}

void list(const Asked& asked, Context& context) {
    auto opened = open(context, Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    if (!asked.profile.empty())
        if (const auto known = profile_meant(asked, opened->config); !known)
            return fail(context, known.error(), 2);
    const auto all = opened->store.feedback();
    if (!all) return fail(context, all.error());
    bool any = false;
    for (const auto& j : *all) {
        if (!asked.profile.empty() && j.profile != asked.profile) continue;
        any = true;
        const std::string day = iso8601(date_in(j.at, opened->config.daemon.time_zone));
        if (context.json)
            std::cout << json::serialize(json::object{{"id", j.posting.id},
                                                      {"profile", j.profile},
                                                      {"verdict", j.good ? "good" : "bad"},
                                                      {"at", day},
                                                      {"title", j.posting.title},
                                                      {"company", j.posting.company}})
                      << '\n';
        else
            print_line(j.posting.id + "  " + say(j.good ? Msg::good : Msg::bad) + "  " + day +
                           "  " + text::printable(j.profile) + ": " + named(j.posting),
                       9);
    }
    if (!any && !context.json) tell_line(say(Msg::no_feedback));
}

void teach(const Asked& asked, Context& context) {
    if (asked.id.empty() || asked.verdict.empty())
        return fail(context, invalid(say(Msg::how_feedback)), 2);
    auto opened = open(context, Store::Mode::read_write);
    if (!opened) return fail(context, opened.error());
    const auto profile = profile_meant(asked, opened->config);
    if (!profile) return fail(context, profile.error(), 2);
    const auto p = find_one(opened->store, asked.id);
    if (!p) return fail(context, p.error());
    const auto matcher = postings::Matcher::compile(opened->config.profiles);
    if (!matcher) return fail(context, matcher.error());
    std::optional<bool> good;
    if (asked.verdict != "clear") good = asked.verdict == "good";
    const auto done = opened->store.teach(*profile, p->id, good, *matcher, now(), opened->today);
    if (!done) return fail(context, done.error());
    if (context.json)
        std::cout << json::serialize(json::object{{"id", p->id},
                                                  {"profile", *profile},
                                                  {"verdict", asked.verdict},
                                                  {"rematched", done->postings},
                                                  {"fitted", done->fitted},
                                                  {"fit", done->fit}})
                  << '\n';
    else
        print_line(
            text::printable(*profile) + ": " + named(*p) + " → " +
            say(!good   ? Msg::clear
                : *good ? Msg::good
                        : Msg::bad) +
            "\n" +
            say(Msg::rematched, {std::to_string(done->postings), std::to_string(done->fitted),
                                 std::to_string(done->fit), p->id}));
}

} // namespace

void add_feedback(CLI::App& app, Context& context) {
    auto asked = std::make_shared<Asked>();
    auto* c = app.add_subcommand("feedback");
    c->add_option("id", asked->id);
    c->add_option("verdict", asked->verdict)
        ->check(CLI::IsMember(names_of(Named::verdict)))
        ->transform([](std::string word) { return name_meant(Named::verdict, word); }, "");
    c->add_option("--profile", asked->profile);
    c->add_flag("--list", asked->list);
    c->callback(
        [asked, &context] { asked->list ? list(*asked, context) : teach(*asked, context); });
}

} // namespace gonggo::cli
