// What the user knows better: merge and split.
#include "base/text.hpp"
#include "cli/labels.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"
#include "cli/opened.hpp"
#include "postings/match.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace gonggo::cli {
namespace {

namespace json = boost::json;
using postings::Posting;
using postings::Store;

/// Which posting it is now: the id, for programs; on a terminal also what was done and how to undo
/// it.
void tell_overruled(const std::string& id, Msg done, const std::string& back, Opened& opened,
                    Context& context) {
    if (!context.json && !::isatty(STDOUT_FILENO)) {
        std::cout << id << '\n';
        return;
    }
    const auto p = find_one(opened.store, id);
    if (!p) return fail(context, p.error());
    if (context.json) {
        std::cout << json::serialize(json::object{{"id", p->id},
                                                  {"title", text::printable(p->title)},
                                                  {"company", text::printable(p->company)}})
                  << '\n';
        return;
    }
    std::vector<std::string> told = {say(done)};
    for (const auto& link : p->links)
        told.front() += (&link == &p->links.front() ? " (" : ", ") + link.source;
    told.front() += ")";
    if (!back.empty()) told.push_back(say(Msg::take_back, {back}));
    print_line(p->id + "  " + named(*p) + ": " + text::join(told, " · "), 9);
}

/// The words after `gonggo split` that take one of two postings off again where it has one link;
/// else nothing does in one step.
std::string split_again(const std::string& id, const Posting& one, const Posting& other) {
    if (one.links.size() != 1) return other.links.size() == 1 ? split_again(id, other, one) : "";
    const auto& link = one.links.front();
    const bool alike = std::ranges::count(other.links, link.source, &postings::Link::source) > 0;
    if (alike && link.url.empty()) return {};
    return "gonggo split " + id + " " + (alike ? "'" + link.url + "'" : link.source);
}

void merge(const std::vector<std::string>& keys, Context& context) {
    auto opened = open(context, Store::Mode::read_write);
    if (!opened) return fail(context, opened.error());
    const auto matcher = postings::Matcher::compile(opened->config.profiles);
    if (!matcher) return fail(context, matcher.error());
    const auto a = find_one(opened->store, keys[0]);
    if (!a) return fail(context, a.error());
    const auto b = find_one(opened->store, keys[1]);
    if (!b) return fail(context, b.error());
    if (a->id == b->id) return fail(context, invalid(say(Msg::one_already)));
    const auto id = opened->store.merge(a->id, b->id, *matcher, now());
    if (!id) return fail(context, id.error());
    tell_overruled(*id, Msg::merged, split_again(*id, *b, *a), *opened, context);
}

void split(const std::vector<std::string>& words, Context& context) {
    auto opened = open(context, Store::Mode::read_write);
    if (!opened) return fail(context, opened.error());
    const auto matcher = postings::Matcher::compile(opened->config.profiles);
    if (!matcher) return fail(context, matcher.error());
    const auto p = find_one(opened->store, words[0]);
    if (!p) return fail(context, p.error());
    const auto id = opened->store.split(p->id, words[1], *matcher, now());
    if (!id) return fail(context, id.error());
    std::string back;
    for (const auto& link : p->links)
        if (!link.url.empty())
            if (const auto rest = opened->store.get(link.url); rest && *rest && (*rest)->id != *id)
                back = "gonggo merge " + (*rest)->id + " " + *id;
    tell_overruled(*id, Msg::split_off, back, *opened, context);
}

} // namespace

void add_overrule(CLI::App& app, Context& context) {
    auto words = std::make_shared<std::vector<std::string>>();
    auto* me = app.add_subcommand("merge");
    me->add_option("ids", *words)->required()->expected(2);
    me->callback([words, &context] { merge(*words, context); });
    auto* sp = app.add_subcommand("split");
    sp->add_option("words", *words)->required()->expected(2);
    sp->callback([words, &context] { split(*words, context); });
}

} // namespace gonggo::cli
