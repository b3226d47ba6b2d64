// Postings out to other programs and in from them: export, import, calendar.
#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/chart.hpp"
#include "cli/filters.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"
#include "notifier/feeds.hpp"
#include "postings/json.hpp"
#include "postings/normalise.hpp"

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

std::vector<notifier::DigestEntry> entries_of(const std::vector<Posting>& postings) {
    std::vector<notifier::DigestEntry> out;
    for (const auto& p : postings)
        out.push_back(
            {.posting = p,
             .score = p.matches.empty() ? 0 : p.matches[0].score,
             .reasons = p.matches.empty() ? std::vector<std::string>() : p.matches[0].reasons});
    return out;
}

std::string html_of(const std::vector<Posting>& postings, Date today) {
    std::string rows;
    for (const auto& p : postings) {
        const std::string link = notifier::safe_link(p.url);
        rows += "<tr><td>" +
                (link.empty() ? escaped(p.title)
                              : "<a href=\"" + escaped(link) + "\">" + escaped(p.title) + "</a>") +
                "</td><td>" + escaped(p.company) + "</td><td>" +
                escaped(text::join(p.locations, ", ")) + "</td><td>" + d_day(p, today) +
                "</td></tr>\n";
    }
    return "<!doctype html><html lang=\"" + std::string(english() ? "en" : "ko") +
           "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
           "content=\"width=device-width,initial-scale=1\"><title>" +
           say(Msg::postings) +
           "</title><style>"
           ":root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:16px}"
           "td,th{padding:6px 10px;text-align:left;border-bottom:1px solid #8884}</style></head>"
           "<body><table><tr><th>" +
           say(Msg::column_title) + "</th><th>" + say(Msg::column_company) + "</th><th>" +
           say(Msg::column_place) + "</th><th>" + say(Msg::column_closing) + "</th></tr>\n" + rows +
           "</table></body></html>\n";
}

/// `told`: what is said once it is written to a file.
void give(const std::string& path, const std::string& content, Msg told, std::size_t count,
          Context& context) {
    if (path.empty() || path == "-") {
        std::cout << content;
        return;
    }
    if (const auto saved = write_file_atomically(path, content); !saved)
        return fail(context, saved.error());
    tell_line(say(told, {path, std::to_string(count)}), 2);
}

Result<std::vector<Posting>> chosen(Opened& opened, const Wishes& wishes) {
    GONGGO_TRY(auto filter, filter_of(wishes, opened));
    filter.matching_only = fitting_only(wishes);
    if (filter.sort.empty()) filter.sort = "recent";
    return opened.store.find(filter, opened.today);
}

void export_to(const std::string& format, const std::string& path, const Wishes& wishes,
               Context& context) {
    auto opened = open(context, Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    const auto found = chosen(*opened, wishes);
    if (!found) return fail(context, found.error(), found.error().code == Errc::invalid ? 2 : 1);
    const auto written = [&](const std::string& content) {
        give(path, content, Msg::written, found->size(), context);
    };
    if (format == "html") return written(html_of(*found, opened->today));
    if (format == "atom")
        return written(notifier::atom_feed("gonggo", entries_of(*found), now(),
                                           opened->config.daemon.language));
    ListStyle style = wishes.style;
    style.format = format;
    if (style.columns.empty() && format == "csv")
        style.columns.assign(column_names().begin(), column_names().end());
    written(list_text(*found, style, *opened));
}

void calendar(const std::string& path, const Wishes& wishes, Context& context) {
    auto opened = open(context, Store::Mode::read_only);
    if (!opened) return fail(context, opened.error());
    const auto found = chosen(*opened, wishes);
    if (!found) return fail(context, found.error(), 2);
    const auto days =
        std::ranges::count_if(*found, [](const auto& p) { return p.deadline.date.has_value(); });
    give(path,
         notifier::deadline_calendar("gonggo", entries_of(*found), now(),
                                     opened->config.daemon.language),
         Msg::written_days, static_cast<std::size_t>(days), context);
}

/// The records of a CSV text (RFC 4180).
std::vector<std::vector<std::string>> csv_rows(std::string_view s) {
    std::vector<std::vector<std::string>> out;
    std::vector<std::string> row(1);
    bool quoted = false;
    for (std::size_t i = s.starts_with("\xEF\xBB\xBF") ? 3 : 0; i < s.size(); ++i) {
        const char c = s[i];
        if (quoted && c == '"' && i + 1 < s.size() && s[i + 1] == '"')
            row.back() += s[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == ',')
            row.emplace_back();
        else if (!quoted && (c == '\n' || c == '\r')) {
            if (row.size() > 1 || !row[0].empty()) out.push_back(std::move(row));
            row.assign(1, {});
        } else
            row.back() += c;
    }
    if (row.size() > 1 || !row[0].empty()) out.push_back(std::move(row));
    return out;
}

/// "title=제목,company=회사": our member by their name.
Result<std::map<std::string, std::string>> mapping(const std::vector<std::string>& pairs) {
    std::map<std::string, std::string> out;
    for (const auto& pair : pairs) {
        const auto cut = pair.find('=');
        if (cut == std::string::npos || cut == 0)
            return invalid(say(Msg::bad_map, {text::printable(pair)}));
        out[pair.substr(cut + 1)] = pair.substr(0, cut);
    }
    return out;
}

/// Every record as the JSON object raw_from_json() reads, under our names.
Result<std::vector<std::string>> records_in(const std::string& path, const std::string& content,
                                            const std::map<std::string, std::string>& names) {
    const auto ours = [&](const std::string& theirs) {
        const auto found = names.find(theirs);
        return found == names.end() ? theirs : found->second;
    };
    std::vector<std::string> out;
    if (path.ends_with(".csv")) {
        const auto rows = csv_rows(content);
        for (std::size_t i = 1; i < rows.size(); ++i) {
            json::object record;
            for (std::size_t k = 0; k < rows[0].size() && k < rows[i].size(); ++k)
                record[ours(rows[0][k])] = text::scrub_utf8(rows[i][k]);
            out.push_back(json::serialize(record));
        }
        return out;
    }
    int number = 0;
    for (const auto line : text::split(content, '\n')) {
        ++number;
        if (text::trim(line).empty()) continue;
        boost::system::error_code ec;
        const auto value = json::parse(line, ec);
        if (ec || !value.is_object())
            return invalid(path + ":" + std::to_string(number) + ": not a JSON object");
        json::object record;
        for (const auto& [key, member] : value.get_object())
            record[ours(std::string(key))] = member;
        out.push_back(json::serialize(record));
    }
    return out;
}

void import_from(const std::string& path, const std::vector<std::string>& pairs, Context& context) {
    auto opened = open(context, Store::Mode::read_write);
    if (!opened) return fail(context, opened.error());
    const auto names = mapping(pairs);
    if (!names) return fail(context, names.error(), 2);
    const auto content = read_file(path);
    if (!content) return fail(context, content.error());
    const auto records = records_in(path, *content, *names);
    if (!records) return fail(context, records.error(), 2);
    postings::Batch batch{.source = "import", .now = now(), .today = opened->today, .listings = {}};
    int refused = 0;
    for (const auto& record : *records) {
        auto raw = postings::raw_from_json(record);
        if (!raw || raw->title.empty() || raw->company.empty()) {
            ++refused;
            continue;
        }
        if (raw->id.empty())
            raw->id = raw->url.empty() ? raw->company + "/" + raw->title : raw->url;
        batch.listings.push_back(
            postings::normalise(*raw, {.today = opened->today, .source = batch.source}));
    }
    const auto matcher = postings::Matcher::compile(opened->config.profiles);
    if (!matcher) return fail(context, matcher.error());
    const auto done = opened->store.absorb(batch, *matcher);
    if (!done) return fail(context, done.error());
    const int fresh = done->count(postings::Outcome::fresh);
    if (context.json)
        std::cout << json::serialize(json::object{
                         {"read", records->size()},
                         {"new", fresh},
                         {"known", batch.listings.size() - static_cast<std::size_t>(fresh)},
                         {"refused", refused}})
                  << '\n';
    else
        print_line(say(Msg::imported, {std::to_string(records->size()), std::to_string(fresh)}));
    if (refused > 0) fail(context, invalid(say(Msg::left_out, {path, std::to_string(refused)})), 3);
}

} // namespace

void add_exchange(CLI::App& app, Context& context) {
    auto w = std::make_shared<Wishes>();
    w->filter.sort.clear();
    w->filter.limit = 0;
    auto format = std::make_shared<std::string>();
    auto path = std::make_shared<std::string>();
    auto pairs = std::make_shared<std::vector<std::string>>();
    auto* ex = app.add_subcommand("export");
    ex->add_option("as", *format)
        ->required()
        ->check(CLI::IsMember({"csv", "jsonl", "md", "html", "atom"}));
    ex->add_option("--output,-o", *path);
    add_filters(*ex, *w);
    ex->add_flag("--all", w->everything);
    ex->callback([=, &context] { export_to(*format, *path, *w, context); });
    auto* cal = app.add_subcommand("calendar");
    cal->add_option("--ics", *path)->required();
    add_filters(*cal, *w);
    cal->add_flag("--all", w->everything);
    cal->callback([=, &context] { calendar(*path, *w, context); });
    auto* im = app.add_subcommand("import");
    im->add_option("file", *path)->required();
    im->add_option("--map", *pairs)->delimiter(',');
    im->callback([=, &context] { import_from(*path, *pairs, context); });
}

} // namespace gonggo::cli
