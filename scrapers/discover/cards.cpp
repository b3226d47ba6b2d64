// HTML elements of one shape, each with a link of its own: the cards or rows of a list.
#include "base/text.hpp"
#include "scrapers/discover/links.hpp"
#include "scrapers/discover/ways.hpp"
#include "scrapers/html/narrow.hpp"
#include "scrapers/html/selector.hpp"
#include "scrapers/html/text.hpp"

#include <algorithm>
#include <re2/re2.h>
#include <set>

namespace gonggo::scrapers {
namespace {

using html::Node;

constexpr std::size_t kMostGroups = 6; ///< groups of links that are tried
constexpr std::size_t kMostCards = 100;

/// One way a field may be read in a card, the likeliest first.
struct Guess {
    const char *field, *select, *match; ///< match: RE2, or null
    bool all = false;
};

constexpr const char* kLeaf = "span, li, td, dd, p, em, strong, div, time";
constexpr const char* kPlaces =
    R"(^((?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|충청|전북|전남|전라|경북|경남|경상|제주|전국|해외|재택|판교|성남|수원).{0,30})$)";
constexpr const char* kCareer = R"(^((?:신입|경력|인턴|무관|\d{1,2}\s*년).{0,24})$)";
constexpr const char* kDeadline =
    R"(^((?:~\s*)?(?:20)?\d{1,2}[./-]\d{1,2}.{0,20}|D-(?:\d+|[Dd]ay)|상시.{0,6}|채용\s?시.{0,6}|오늘\s?마감|내일\s?마감|마감.{0,16}|.{0,10}마감)$)";
constexpr const char* kEmployment =
    R"((?i)^((?:정규직|계약직|인턴|파견|프리랜서|아르바이트|full[- ]?time|part[- ]?time|contract|internship).{0,16})$)";
constexpr const char* kSalary =
    R"(^((?:연봉|월급|시급|면접\s?후|회사\s?내규).{0,30}|.{0,20}만\s?원.{0,10})$)";

const Guess kGuesses[] = {
    {"company", "[class*='company' i]", nullptr},
    {"company", "[class*='corp' i]", nullptr},
    {"company", "[class*='employer' i]", nullptr},
    {"company", "[class*='organ' i]", nullptr},
    {"company", "[class*='brand' i]", nullptr},
    {"company", "img@alt", R"(^(.*?)(?:\s*(?:로고|logo))?$)"},
    {"location", "[class*='location' i]", nullptr},
    {"location", "[class*='place' i]", nullptr},
    {"location", "[class*='region' i]", nullptr},
    {"location", "[class*='addr' i]", nullptr},
    {"location", "[class*='area' i]", kPlaces},
    {"location", kLeaf, kPlaces},
    {"career", "[class*='career' i]", nullptr},
    {"career", "[class*='experience' i]", nullptr},
    {"career", kLeaf, kCareer},
    {"employment", kLeaf, kEmployment},
    {"salary", kLeaf, kSalary},
    {"skills", "[class*='skill' i] li, [class*='skill' i] span", nullptr, true},
    {"skills", "[class*='stack' i] li, [class*='stack' i] span", nullptr, true},
    {"skills", "[class*='tag' i]", nullptr, true},
    {"deadline", "[class*='deadline' i]", nullptr},
    {"deadline", "[class*='dday' i]", nullptr},
    {"deadline", "[class*='due' i]", nullptr},
    {"deadline", "time@datetime", nullptr},
    {"deadline", "[class*='date' i]", kDeadline},
    {"deadline", kLeaf, kDeadline},
};

const char* const kTitles[] = {"h1",
                               "h2",
                               "h3",
                               "h4",
                               "h5",
                               "h6",
                               "[class*='title' i]",
                               "[class*='tit' i]",
                               "[class*='subject' i]",
                               "[class*='position' i]",
                               "strong"};

std::vector<std::string> values(const std::vector<Node>& cards, const std::string& select,
                                const char* match) {
    std::vector<std::string> out;
    const auto at = select.rfind('@');
    const std::string css = select.substr(0, at);
    const auto selector = html::Selector::compile(css.empty() ? ":scope" : css);
    if (!selector) return out;
    const RE2 pattern(match ? match : "", RE2::Quiet);
    for (const Node card : cards) {
        std::string value;
        for (const Node node : selector->select(card)) {
            value = at == std::string::npos
                        ? html::inline_text(node)
                        : std::string(node.attribute(select.substr(at + 1)).value_or(""));
            if (match && !RE2::FullMatch(value, pattern)) value.clear();
            if (!value.empty()) break;
        }
        out.push_back(std::move(value));
    }
    return out;
}

/// In which part of the cards there is a value, and how long and how different the values are.
struct Spread {
    double filled = 0, distinct = 0, length = 0;
};

Spread spread(const std::vector<std::string>& found) {
    Spread out;
    std::set<std::string> distinct;
    for (const auto& value : found) {
        if (value.empty()) continue;
        ++out.filled;
        out.length += static_cast<double>(text::display_width(value));
        distinct.insert(value);
    }
    if (out.filled == 0) return out;
    out.length /= out.filled;
    out.distinct = static_cast<double>(distinct.size()) / out.filled;
    out.filled /= static_cast<double>(found.size());
    return out;
}

bool good_title(const Spread& s) {
    return s.filled >= 0.9 && s.distinct >= 0.6 && s.length >= 4 && s.length <= 120;
}

std::string rule(const std::string& select, const char* match, bool all) {
    if (!match && !all) return toml_text(select);
    return "{ select = " + toml_text(select) + (match ? ", match = " + toml_text(match) : "") +
           (all ? ", all = true" : "") + " }";
}

/// The title's selector; empty when the cards have nothing like one.
std::string title_of(const std::vector<Node>& cards, const LinkGroup& group, bool card_is_link) {
    for (const char* select : kTitles)
        if (good_title(spread(values(cards, select, nullptr)))) return select;
    if (card_is_link) return {};
    for (const std::string& select : {group.link, group.link + "@title"})
        if (good_title(spread(values(cards, select, nullptr)))) return select;
    return {};
}

void put_fields(Skeleton& out, const std::vector<Node>& cards, const std::string& title) {
    const auto titles = values(cards, title, nullptr);
    std::set<std::string_view> done;
    for (const auto& guess : kGuesses) {
        if (done.contains(guess.field)) continue;
        const auto found = values(cards, guess.select, guess.match);
        const auto s = spread(found);
        const bool company = std::string_view(guess.field) == "company";
        if (s.filled < (company ? 0.7 : 0.3) || s.length > 60 || found == titles) continue;
        if (guess.all && s.length < 2) continue;
        done.insert(guess.field);
        out.fields.emplace_back(guess.field, rule(guess.select, guess.match, guess.all));
    }
}

void try_group(const html::Document& document, const LinkGroup& group, const Page& page,
               const std::string& utf8, std::vector<Finding>& out) {
    const std::string items = items_selector(document, group);
    if (items.empty()) return;
    const auto selector = html::Selector::compile(items);
    if (!selector) return;
    auto cards = selector->select(document.root(), true, document.quirks());
    if (cards.size() > kMostCards) cards.resize(kMostCards);
    if (cards.size() < 2) return;
    const bool card_is_link = cards[0].tag() == "a";
    const std::string title = title_of(cards, group, card_is_link);
    if (title.empty() && !card_is_link) return;
    Skeleton skeleton{.parse = "html"};
    skeleton.lines.emplace_back("items", toml_text(items));
    const std::string address = card_is_link ? "@href" : group.link + "@href";
    skeleton.fields.emplace_back("id", rule(address, group.id.c_str(), false));
    skeleton.fields.emplace_back("url", toml_text(address));
    skeleton.fields.emplace_back("title",
                                 title.empty() ? rule("", "^(.+)$", false) : toml_text(title));
    put_fields(skeleton, cards, title);
    auto finding = finding_of(skeleton, Way::cards, items, page, utf8);
    if (!finding) return;
    static const RE2 job(
        R"((?i)job|career|recruit|position|opening|posting|vacanc|채용|공고|/wd/|/o/)");
    if (RE2::PartialMatch(group.shape, job)) finding->rank += 40;
    out.push_back(std::move(*finding));
}

} // namespace

void find_cards(const Page& page, const std::string& utf8, std::vector<Finding>& out) {
    const auto start = text::trim(utf8);
    if (!start.starts_with('<') || start.starts_with("<?xml")) return;
    const auto document = html::Document::parse(html::slim(utf8));
    if (!document) return;
    auto groups = link_groups(*document);
    if (groups.size() > kMostGroups) groups.resize(kMostGroups);
    std::vector<Finding> found;
    for (const auto& group : groups) try_group(*document, group, page, utf8, found);
    std::ranges::stable_sort(found, std::ranges::greater{}, &Finding::rank);
    if (found.size() > 2) found.resize(2);
    for (auto& finding : found) out.push_back(std::move(finding));
}

} // namespace gonggo::scrapers
