// What the user does with postings: mark, note, tag, pipeline.
#include "base/text.hpp"
#include "cli/help.hpp"
#include "cli/labels.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"
#include "cli/print.hpp"
#include "postings/json.hpp"
#include "postings/query.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>

namespace gonggo::cli {
namespace {

namespace json = boost::json;
using postings::Posting;
using postings::Store;

/// The moment of --on: that day at noon in the user's zone, so that no zone moves it to another.
Result<Timestamp> day_of(const std::string& on, const Opened& opened) {
    if (on.empty()) return now();
    const auto date = parse_date(on);
    if (!date) return invalid(say(Msg::bad_date, {text::printable(on)}));
    return local_to_utc(*date, std::chrono::hours{12}, opened.config.daemon.time_zone);
}

constexpr const char* kUnmarked = "none"; ///< as --status has it; stored as no status

/// "관심 → 지원함", or the state alone where it is the first or the same.
std::string state_told(const Posting& before, const std::string& status) {
    const bool other = !before.status.empty() && before.status != status;
    return (other ? status_label(before.status) + " → " : "") +
           (status == kUnmarked ? say(Msg::unmarked) : status_label(status));
}

/// What is kept of a posting now: one line, or the record.
void tell_kept(const Posting& before, const std::string& status, const std::string& more,
               json::object record, const Context& context) {
    if (context.json) {
        json::object out{{"id", before.id},
                         {"title", text::printable(before.title)},
                         {"company", text::printable(before.company)},
                         {"status", status}};
        for (auto& [name, value] : record) out[name] = std::move(value);
        std::cout << json::serialize(out) << '\n';
    } else
        print_line(named(before) + ": " + state_told(before, status) +
                       (more.empty() ? "" : " · " + text::printable(more)),
                   2);
}

/// What was noted before stays, in lines above the new one.
std::string with_line(const std::string& notes, const std::string& line) {
    return notes.empty() || line.empty() ? notes + line : notes + "\n" + line;
}

void mark(const std::vector<std::string>& words, const std::string& note, const std::string& on,
          Context& context) {
    const std::string wanted = name_meant(Named::status, words.back());
    if (wanted != kUnmarked && status_label(wanted).empty())
        return fail(context, invalid(say(Msg::mark_wants_status)), 2);
    auto opened = open(context, Store::Mode::read_write);
    if (!opened) return fail(context, opened.error());
    const auto at = day_of(on, *opened);
    if (!at) return fail(context, at.error(), 2);
    std::size_t failed = 0;
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const auto found = find_one(opened->store, words[i]);
        if (!found) {
            ++failed;
            fail(context, found.error(), 3);
            continue;
        }
        const std::string stored = wanted == kUnmarked ? "" : wanted;
        if (stored != found->status || !stored.empty() || !note.empty()) {
            const auto kept = opened->store.mark_status(
                found->id, stored, note.empty() ? "" : with_line(found->notes, note), *at);
            if (!kept) return fail(context, kept.error());
        }
        const std::string moment = iso8601(*at, opened->config.daemon.time_zone);
        std::vector<std::string> more;
        if (!on.empty()) more.push_back(on);
        if (!note.empty()) more.push_back(note);
        if (wanted == "hidden")
            more.push_back(say(
                Msg::take_back,
                {"gonggo mark " + found->id + " " +
                 (found->status.empty() || found->status == wanted ? kUnmarked : found->status)}));
        tell_kept(*found, wanted, text::join(more, " · "), {{"at", moment}}, context);
    }
    if (failed > 0) context.exit_code = failed + 1 == words.size() ? 1 : 3;
}

void tell_noted(const Posting& before, const std::string& status, const std::string& notes,
                const std::string& more, const Context& context) {
    tell_kept(before, status, more,
              {{"notes", notes}, {"tags", json::value_from(postings::tags_in(notes))}}, context);
}

void note(const std::string& key, const std::string& words, Context& context) {
    auto opened = open(context, Store::Mode::read_write);
    if (!opened) return fail(context, opened.error());
    const auto found = find_one(opened->store, key);
    if (!found) return fail(context, found.error());
    const std::string status = found->status.empty() ? "interested" : found->status;
    const std::string all = with_line(found->notes, words);
    if (const auto kept = opened->store.mark_status(found->id, status, all, now()); !kept)
        return fail(context, kept.error());
    tell_noted(*found, status, all, words, context);
}

std::string without_tag(const std::string& notes, const std::string& tag) {
    std::string out;
    for (const auto line : text::split(notes, '\n')) {
        std::vector<std::string> kept;
        for (const auto& word : text::split_trimmed(line, " "))
            if (word[0] != '#' || text::fold(std::string_view(word).substr(1)) != tag)
                kept.push_back(word);
        if (!kept.empty()) out += (out.empty() ? "" : "\n") + text::join(kept, " ");
    }
    return out;
}

void pipeline(Context& context) {
    auto opened = open(context, Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    bool any = false;
    for (const auto& state : names_of(Named::status)) {
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
            std::cout << "── " << status_label(state) << " " << found->size() << " ──\n";
        std::cout << list_text(*found, style, *opened) << (context.json ? "" : "\n");
    }
    if (!any) tell_line(say(Msg::nothing_marked));
}

/// Every tag with how many postings have it.
void list_tags(Context& context) {
    auto opened = open(context, Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    const auto notes = opened->store.notes();
    if (!notes) return fail(context, notes.error());
    std::map<std::string, int> counts;
    for (const auto& note : *notes)
        for (const auto& tag : postings::tags_in(note)) ++counts[tag];
    if (counts.empty() && !context.json) tell_line(say(Msg::no_tags));
    for (const auto& [tag, n] : counts)
        if (context.json)
            std::cout << json::serialize(json::object{{"tag", tag}, {"postings", n}}) << '\n';
        else
            std::cout << text::printable(tag) << ' ' << n << '\n';
}

/// Tags stand in the note as #word: one place for what the user wrote, and it is searched as such.
void tag(const std::vector<std::string>& words, bool remove, Context& context) {
    if (words.empty()) return list_tags(context);
    if (words.size() < 2)
        return fail(context, invalid(say(Msg::missing_argument, {help_of("tag", "words")})), 2);
    auto opened = open(context, Store::Mode::read_write);
    if (!opened) return fail(context, opened.error());
    const auto found = find_one(opened->store, words[0]);
    if (!found) return fail(context, found.error());
    std::string notes = found->notes;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string word = text::replace_all(
            text::replace_all(text::collapse_space(text::printable(words[i])), "#", ""), " ", "-");
        const auto tags = postings::tags_in(notes);
        const bool has = std::ranges::find(tags, text::fold(word)) != tags.end();
        if (!remove && !has) notes = with_line(notes, "#" + word);
        if (remove && !has)
            fail(context, {Errc::not_found, say(Msg::no_such_tag, {found->id, word})}, 3);
        if (remove && has) notes = without_tag(notes, text::fold(word));
    }
    if (remove && notes == found->notes) return; // nothing was taken off
    const std::string status = found->status.empty() ? "interested" : found->status;
    auto kept = opened->store.mark_status(found->id, status, notes, now());
    if (kept && notes.empty()) kept = opened->store.set_note(found->id, notes);
    if (!kept) return fail(context, kept.error());
    std::vector<std::string> tags;
    for (const auto& each : postings::tags_in(notes)) tags.push_back("#" + each);
    tell_noted(*found, status, notes, tags.empty() ? say(Msg::no_tags_left) : text::join(tags, " "),
               context);
}

} // namespace

void add_applications(CLI::App& app, Context& context) {
    auto words = std::make_shared<std::vector<std::string>>();
    auto text = std::make_shared<std::string>();
    auto on = std::make_shared<std::string>();
    auto key = std::make_shared<std::string>();
    auto remove = std::make_shared<bool>(false);
    auto* m = app.add_subcommand("mark");
    m->add_option("words", *words)->required()->expected(2, 1000);
    m->add_option("--note", *text);
    m->add_option("--on", *on);
    m->callback([words, text, on, &context] { mark(*words, *text, *on, context); });
    auto* n = app.add_subcommand("note");
    n->add_option("id", *key)->required();
    n->add_option("text", *text)->required();
    n->callback([key, text, &context] { note(*key, *text, context); });
    auto* tags = app.add_subcommand("tag");
    tags->add_option("words", *words)->expected(0, 100);
    tags->add_flag("--remove", *remove);
    tags->callback([words, remove, &context] { tag(*words, *remove, context); });
    app.add_subcommand("pipeline")->callback([&context] { pipeline(context); });
}

} // namespace gonggo::cli
