// What the user does with postings: mark, note, pipeline; merge and split.
#include "base/text.hpp"
#include "cli/print.hpp"
#include "postings/json.hpp"
#include "postings/match.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace gonggo::cli {
namespace {

using postings::Store;

const std::vector<std::pair<std::string, std::string>>& states() {
    static const std::vector<std::pair<std::string, std::string>> all = {
        {"interested", "관심"}, {"applied", "지원함"},  {"interview", "면접"},
        {"offer", "합격"},      {"rejected", "떨어짐"}, {"hidden", "숨김"}};
    return all;
}

bool is_state(const std::string& word) {
    return std::ranges::any_of(states(), [&](const auto& s) { return s.first == word; });
}

void mark(const std::vector<std::string>& words, const std::string& note, Context& context) {
    if (!is_state(words.back()))
        return fail(
            context,
            invalid("the last word must be a status: interested, applied, interview, offer, "
                    "rejected or hidden"),
            2);
    auto opened = open(context, Store::Mode::read_write);
    if (!opened) return fail(context, opened.error());
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const auto found = find_one(opened->store, words[i]);
        if (!found) {
            fail(context, found.error(), 3);
            continue;
        }
        const auto status = opened->store.mark_status(found->id, words.back(), note, now());
        if (!status) return fail(context, status.error());
    }
}

void note(const std::string& key, const std::string& words, Context& context) {
    auto opened = open(context, Store::Mode::read_write);
    if (!opened) return fail(context, opened.error());
    const auto found = find_one(opened->store, key);
    if (!found) return fail(context, found.error());
    const std::string status = found->status.empty() ? "interested" : found->status;
    const std::string all = found->notes.empty() ? words : found->notes + "\n" + words;
    if (const auto kept = opened->store.mark_status(found->id, status, all, now()); !kept)
        fail(context, kept.error());
}

void pipeline(Context& context) {
    auto opened = open(context, Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    bool any = false;
    for (const auto& [state, label] : states()) {
        if (state == "hidden") continue;
        postings::Filter filter;
        filter.statuses = {state};
        filter.include_closed = true;
        filter.limit = 0;
        auto found = opened->store.find(filter, opened->today);
        if (!found) return fail(context, found.error());
        if (found->empty()) continue;
        any = true;
        std::ranges::stable_sort(*found, {}, [](const auto& p) {
            return p.deadline.date ? std::chrono::sys_days{*p.deadline.date}
                                   : std::chrono::sys_days::max();
        });
        ListStyle style;
        style.columns = {"id", "closing", "title", "company", "place", "note"};
        if (context.json)
            style.format = "jsonl";
        else
            std::cout << "── " << label << " " << found->size() << " ──\n";
        std::cout << list_text(*found, style, *opened) << (context.json ? "" : "\n");
    }
    if (!any) std::cerr << "표시한 공고가 없습니다; gonggo mark ID interested\n";
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
    if (a->id == b->id) return fail(context, invalid("the two are one posting already"));
    const auto id = opened->store.merge(a->id, b->id, *matcher, now());
    if (!id) return fail(context, id.error());
    std::cout << *id << '\n';
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
    std::cout << *id << '\n';
}

} // namespace

void add_applications(CLI::App& app, Context& context) {
    auto words = std::make_shared<std::vector<std::string>>();
    auto text = std::make_shared<std::string>();
    auto key = std::make_shared<std::string>();
    auto* m = app.add_subcommand("mark", "ID… interested|applied|interview|offer|rejected|hidden");
    m->add_option("words", *words, "ids, then the status")->required()->expected(2, 1000);
    m->add_option("--note", *text, "what to remember of it");
    m->callback([words, text, &context] { mark(*words, *text, context); });
    auto* n = app.add_subcommand("note", "adds a line to what you noted of a posting");
    n->add_option("id", *key)->required();
    n->add_option("text", *text)->required();
    n->callback([key, text, &context] { note(*key, *text, context); });
    app.add_subcommand("pipeline", "your applications by state, the next to close first")
        ->callback([&context] { pipeline(context); });
    auto* me = app.add_subcommand("merge", "two postings are one vacancy; remembered");
    me->add_option("ids", *words)->required()->expected(2);
    me->callback([words, &context] { merge(*words, context); });
    auto* sp =
        app.add_subcommand("split", "one of a posting's links is another vacancy; remembered");
    sp->add_option("words", *words, "the id, then the link's URL or source")
        ->required()
        ->expected(2);
    sp->callback([words, &context] { split(*words, context); });
}

} // namespace gonggo::cli
