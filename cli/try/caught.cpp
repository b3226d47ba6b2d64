#include "base/text.hpp"
#include "cli/errors.hpp"
#include "cli/lines.hpp"
#include "cli/messages.hpp"
#include "cli/table.hpp"
#include "cli/try/try.hpp"
#include "postings/classify.hpp"
#include "postings/json.hpp"
#include "postings/normalise.hpp"
#include "scrapers/charset.hpp"
#include "scrapers/missed.hpp"

#include <boost/json.hpp>

#include <iostream>

namespace gonggo::cli {
namespace {

namespace json = boost::json;
using scrapers::Extraction;
using scrapers::Stage;

struct Field {
    std::size_t filled = 0;
    std::string first;
};

std::map<std::string, Field> fields_of(const Extraction& extraction) {
    std::map<std::string, Field> out;
    for (const auto& item : extraction.raw)
        for (const auto& [name, value] : item)
            if (Field& field = out[name]; ++field.filled == 1) field.first = value;
    return out;
}

const char* name_of(scrapers::Parse parse) {
    static constexpr const char* kNames[] = {"html", "json", "embedded", "jsonld",
                                             "feed", "xml",  "sitemap"};
    return kNames[static_cast<std::size_t>(parse)];
}

/// Every layout by itself, so that those which another one hides are seen too.
std::vector<Result<Extraction>> each_layout(const scrapers::Recipe& recipe, Stage stage,
                                            const scrapers::Page& page) {
    std::vector<Result<Extraction>> out;
    scrapers::Recipe one = recipe;
    auto& stages = stage == Stage::list ? one.list : *one.detail;
    const auto layouts = stages.layouts;
    for (const auto& layout : layouts) {
        stages.layouts = {layout};
        out.push_back(scrapers::extract(one, stage, page));
    }
    return out;
}

postings::Posting posting_of(const postings::RawPosting& raw, const std::string& source) {
    auto posting =
        postings::normalise(raw, {.today = date_in(now(), "Asia/Seoul"), .source = source});
    posting.role = postings::classify(posting).role;
    return posting;
}

json::object layout_in_json(const scrapers::Layout& layout, const Result<Extraction>& found) {
    json::object out{{"parse", name_of(layout.parse)}, {"items", 0}};
    if (!layout.items.empty()) out["select"] = layout.items;
    if (!found) {
        out["fault"] = found.error().message;
        return out;
    }
    out["items"] = found->postings.size();
    json::object fields;
    for (const auto& [name, field] : fields_of(*found))
        fields[name] = json::object{{"filled", field.filled}, {"first", field.first}};
    out["fields"] = std::move(fields);
    return out;
}

void print_fields(const Extraction& found) {
    const auto fields = fields_of(found);
    Table table({{say(Msg::try_field), 14}, {say(Msg::try_filled), 8}, {say(Msg::try_first), 80}});
    for (const auto name : scrapers::field_names()) {
        const auto field = fields.find(std::string(name));
        const std::size_t filled = field == fields.end() ? 0 : field->second.filled;
        table.row({std::string(name),
                   std::to_string(filled) + "/" + std::to_string(found.raw.size()),
                   filled ? field->second.first : "-"});
    }
    std::cout << table.text();
}

void print_missed(const std::vector<std::string>& remarks) {
    if (remarks.empty()) return;
    print_line("\n" + say(Msg::try_missed));
    for (const auto& remark : remarks) print_line("  " + text::printable(told(remark)), 4);
}

/// The record's members that say something, as --json has them.
void print_record(const postings::Posting& posting) {
    constexpr std::size_t kName = 14, kMost = 100;
    const std::size_t room =
        std::clamp<std::size_t>(terminal_width(), kName + 8, kName + kMost) - kName;
    print_line("\n" + say(Msg::try_record));
    const auto record = json::parse(postings::to_json(posting)).as_object();
    for (const auto& member : record) {
        const auto& value = member.value();
        std::string text =
            value.is_string() ? std::string(value.get_string()) : json::serialize(value);
        if (value.is_null() || text.empty() || text == "[]" || text == "{}" || text == "0")
            continue;
        std::cout << "  " << text::pad_to_width(std::string_view(member.key()), 12)
                  << text::truncate_to_width(text::printable(text), room) << '\n';
    }
}

/// Why there is no posting, with what the page says instead.
Error nothing_in(const scrapers::Page& page, const Extraction& found) {
    if (found.none) return invalid(say(Msg::try_none));
    const auto says = scrapers::said_by(scrapers::to_utf8(page.body, page.content_type));
    return invalid(say(Msg::try_no_layout) +
                   (says.empty() ? "" : "; " + say(Msg::try_page_says, {says})));
}

} // namespace

void show_caught(const scrapers::Recipe& recipe, Stage stage, const scrapers::Page& page,
                 Context& context) {
    const auto& layouts = stage == Stage::list ? recipe.list.layouts : recipe.detail->layouts;
    const auto each = each_layout(recipe, stage, page);
    const auto found = scrapers::extract(recipe, stage, page);
    const auto remarks =
        found ? scrapers::missed(recipe, stage, page, *found) : std::vector<std::string>();
    if (context.json) {
        json::array shown;
        json::array postings;
        for (std::size_t i = 0; i < layouts.size(); ++i)
            shown.push_back(layout_in_json(layouts[i], each[i]));
        if (found)
            for (const auto& raw : found->postings)
                postings.push_back(json::parse(postings::to_json(posting_of(raw, recipe.id))));
        std::cout << json::serialize(
                         json::object{{"recipe", recipe.id},
                                      {"stage", stage == Stage::list ? "list" : "detail"},
                                      {"layout", found ? found->layout : -1},
                                      {"layouts", std::move(shown)},
                                      {"missed", json::value_from(remarks)},
                                      {"postings", std::move(postings)}})
                  << '\n';
    } else
        for (std::size_t i = 0; i < layouts.size(); ++i) {
            const bool used = found && found->layout == static_cast<int>(i);
            print_line(
                (used ? "* layout " : "  layout ") + std::to_string(i) + " (" +
                    std::string(name_of(layouts[i].parse)) +
                    (layouts[i].items.empty() ? "" : " " + text::printable(layouts[i].items)) +
                    "): " +
                    (each[i] ? say(Msg::try_items, {std::to_string(each[i]->postings.size())})
                             : text::printable(told(each[i].error().message))),
                4);
        }
    if (!found) return fail(context, found.error());
    if (found->layout < 0) {
        if (!context.json && !found->none) print_missed(remarks);
        return fail(context, nothing_in(page, *found));
    }
    if (context.json) return;
    print_fields(*found);
    print_missed(remarks);
    if (!found->postings.empty()) print_record(posting_of(found->postings.front(), recipe.id));
}

} // namespace gonggo::cli
