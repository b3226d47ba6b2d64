// Known boards and hiring systems: by the page's address, by what stands in it, by trying.
#include "base/text.hpp"
#include "scrapers/compiled.hpp"
#include "scrapers/discover/ways.hpp"
#include "scrapers/template.hpp"
#include "scrapers/url.hpp"

#include <algorithm>
#include <set>

namespace gonggo::scrapers {
namespace {

constexpr int kMostMatches = 500;      ///< of one pattern in one page
constexpr std::size_t kMostBoards = 3; ///< of one system in one page

struct Said {
    Values params;
    std::string at;
    int times = 0;
};

/// Names that a system's own pages have, not a customer's.
bool is_systems_own(const std::string& value) {
    static const std::set<std::string> kOwn = {
        "www",    "api",    "app",        "apps",      "blog",  "help",    "support",
        "static", "assets", "cdn",        "embed",     "js",    "images",  "img",
        "docs",   "status", "learn",      "login",     "v0",    "v1",      "info",
        "go",     "media",  "developers", "resources", "about", "pricing", "signin",
        "signup", "search", "privacy",    "terms",     "hire",  "fonts"};
    const std::string lower = text::ascii_lower(value);
    return kOwn.contains(lower.substr(0, lower.find('.')));
}

/// What the recipe's marks find in a text, the most frequent first.
std::vector<Said> said_in(const Recipe& recipe, const std::string& where, bool only_named) {
    std::vector<Said> out;
    for (const auto& mark : recipe.recognise) {
        const RE2* pattern = kept_pattern(mark);
        if (!pattern || !pattern->ok()) continue;
        const auto& names = pattern->NamedCapturingGroups();
        if (names.empty() && only_named) continue;
        std::vector<re2::StringPiece> groups(
            static_cast<std::size_t>(pattern->NumberOfCapturingGroups()) + 1);
        std::size_t at = 0;
        for (int n = 0; n < kMostMatches && at <= where.size() &&
                        pattern->Match(where, at, where.size(), RE2::UNANCHORED, groups.data(),
                                       static_cast<int>(groups.size()));
             ++n) {
            at = static_cast<std::size_t>(groups[0].data() - where.data()) +
                 std::max<std::size_t>(groups[0].size(), 1);
            Values params;
            bool own = false;
            for (const auto& [name, index] : names) {
                params[name] =
                    url_decode(std::string_view(groups[static_cast<std::size_t>(index)]));
                own = own || params[name].empty() || is_systems_own(params[name]);
            }
            if (own) continue;
            const auto known = std::ranges::find(out, params, &Said::params);
            if (known == out.end())
                out.push_back({params, std::string(groups[0]), 1});
            else
                ++known->times;
        }
    }
    std::ranges::stable_sort(out, [](const Said& a, const Said& b) {
        return std::pair(a.params.size(), a.times) > std::pair(b.params.size(), b.times);
    });
    return out;
}

/// The values that the page's own address gives where the recipe's address has {names} in its
/// query: ?stext=AI for ?stext={query}.
Values from_query(const Recipe& recipe, const std::string& url) {
    Values out;
    const auto query_of = [](const std::string& u) {
        const auto at = u.find('?');
        return text::split_trimmed(
            at == std::string::npos ? "" : u.substr(at + 1, u.find('#') - at - 1), "&");
    };
    const auto asked = query_of(url);
    for (const auto& part : query_of(recipe.list.url)) {
        const auto equals = part.find('=');
        if (equals == std::string::npos) continue;
        const std::string value = part.substr(equals + 1);
        if (value.size() < 3 || !value.starts_with('{') || !value.ends_with('}')) continue;
        const std::string name = value.substr(1, value.size() - 2);
        if (!recipe.params.contains(name)) continue;
        for (const auto& given : asked)
            if (given.starts_with(part.substr(0, equals + 1)))
                out[name] = url_decode(text::replace_all(given.substr(equals + 1), "+", " "));
    }
    return out;
}

/// Keeps what the recipe takes and the user need not be told; notes what only the user knows.
void settle(const Recipe& recipe, Finding& finding) {
    std::erase_if(finding.params, [&](const auto& given) {
        const auto known = recipe.params.find(given.first);
        if (known == recipe.params.end() || given.second.empty()) return true;
        if (known->second.required) return false;
        const auto usual = fill_template(known->second.fallback, finding.params);
        return usual && *usual == given.second;
    });
    for (const auto& [name, parameter] : recipe.params)
        if (parameter.required && !finding.params.contains(name)) finding.missing.push_back(name);
}

Values merged(Values into, const Values& more) {
    into.insert(more.begin(), more.end());
    return into;
}

bool agrees(const Recipe& recipe, const std::string& url) {
    const std::string domain = domain_of(url);
    return !domain.empty() &&
           (domain == domain_of(recipe.list.url) || domain == domain_of(recipe.homepage));
}

bool any_board(const Recipe& recipe) {
    return recipe.list.url == "{url}";
}

} // namespace

void find_known(const Page& page, const std::string& utf8, const Recipes& recipes,
                std::vector<Finding>& out) {
    std::string plain = text::replace_all(utf8, "\\/", "/");
    plain = text::replace_all(text::replace_all(plain, "\\u002F", "/"), "&amp;", "&");
    for (const auto& [id, recipe] : recipes) {
        if (any_board(recipe)) continue;
        const auto in_address = said_in(recipe, page.url, false);
        auto of_url = params_of_url(recipe, page.url).value_or(Values{});
        const bool address = !in_address.empty() || agrees(recipe, page.url);
        Values known = from_query(recipe, page.url);
        if (!in_address.empty()) known = merged(in_address[0].params, known);
        known = merged(known, of_url);
        const auto said = said_in(recipe, plain, true);
        Page tried = page;
        tried.params = said.empty() ? known : merged(known, said[0].params);
        const auto found = caught_by(recipe, tried);
        const bool ours = address || (found && agrees(recipe, found->first_url) &&
                                      plain.find(domain_of(found->first_url)) != std::string::npos);
        const bool elsewhere =
            !page.url.empty() && !ours && said.empty() && !domain_of(recipe.list.url).empty();
        if (found && !elsewhere) {
            Finding finding{.way = address ? Way::address : Way::content,
                            .recipe = id,
                            .at = address ? page.url : found->first_url,
                            .params = tried.params,
                            .items = found->items};
            if (known.empty())
                if (const auto more = said_in(recipe, found->first_url, true); !more.empty())
                    finding.params = merged(more[0].params, finding.params);
            finding.rank = (ours ? 1000 : 500) + found->filled;
            settle(recipe, finding);
            out.push_back(std::move(finding));
        } else if (address) {
            Finding finding{.way = Way::address, .recipe = id, .at = page.url, .params = known};
            settle(recipe, finding);
            finding.rank = 450 - 10 * static_cast<double>(finding.missing.size()) +
                           (in_address.empty() ? 0 : 5);
            out.push_back(std::move(finding));
        } else
            for (std::size_t i = 0; i < std::min(said.size(), kMostBoards); ++i) {
                Finding finding{
                    .way = Way::markup, .recipe = id, .at = said[i].at, .params = said[i].params};
                settle(recipe, finding);
                finding.rank = 420 - 10 * static_cast<double>(i + finding.missing.size()) +
                               std::min(said[i].times, 9);
                out.push_back(std::move(finding));
            }
    }
}

std::optional<Catch> caught_by(const Recipe& recipe, const Page& page) {
    const auto extraction = extract(recipe, Stage::list, page);
    if (!extraction || extraction->postings.empty()) return std::nullopt;
    Catch out;
    std::size_t fields = 0;
    std::set<std::string> ids;
    for (std::size_t i = 0; i < extraction->postings.size(); ++i) {
        const auto& record = extraction->postings[i];
        const std::string& id = record.id.empty() ? record.url : record.id;
        if (record.title.empty() || record.url.empty() || !ids.insert(id).second) continue;
        if (out.items++ == 0) out.first_url = record.url;
        fields += extraction->raw[i].size();
    }
    if (out.items == 0 || out.items * 2 < static_cast<int>(extraction->postings.size()))
        return std::nullopt;
    out.filled = static_cast<double>(fields) / out.items;
    return out;
}

std::string domain_of(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos) return {};
    std::string_view host = url.substr(scheme + 3);
    host = host.substr(0, host.find_first_of("/?#:"));
    auto labels = text::split(host, '.');
    if (labels.size() < 2) return {};
    std::size_t keep = 2;
    const std::string_view last = labels[labels.size() - 1];
    const std::string_view second = labels[labels.size() - 2];
    if (last.size() == 2 && second.size() <= 3 && labels.size() > 2) keep = 3; // example.co.kr
    std::string out;
    for (std::size_t i = labels.size() - keep; i < labels.size(); ++i) {
        if (labels[i].find('{') != std::string_view::npos) return {};
        out += (out.empty() ? "" : ".") + text::ascii_lower(labels[i]);
    }
    return out;
}

} // namespace gonggo::scrapers
