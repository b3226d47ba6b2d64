// A new recipe: written, read back, compiled and run over the page it was made from.
#include "base/text.hpp"
#include "net/url.hpp"
#include "scrapers/discover/ways.hpp"

#include <boost/json.hpp>
#include <re2/re2.h>

namespace gonggo::scrapers {
namespace {

/// "example" of "https://jobs.example.co.kr".
std::string id_of(const std::string& url) {
    std::string id;
    for (const char c : domain_of(url).substr(0, domain_of(url).find('.')))
        id += std::isalnum(static_cast<unsigned char>(c)) || c == '-' ? c : '-';
    const bool number = id.find_first_not_of("0123456789") == std::string::npos;
    return id.empty() || number ? "my-board" : id;
}

/// The address with {page} where it counts pages; the first page's number.
std::string paged(const std::string& url, const std::string& utf8, int& first) {
    static const char kKeys[] =
        R"((?i)([?&](?:page|page_?no|pageindex|pagenumber|page_num|pg|p)=))";
    static const RE2 own(std::string(kKeys) + R"((\d{1,3})(?:&|$|#))");
    static const RE2 link(R"(href="[^"]*?)" + std::string(kKeys) + R"([2-9]\b)");
    std::string key;
    std::string number;
    if (RE2::PartialMatch(url, own, &key, &number)) {
        first = std::stoi(number);
        return text::replace_all(url, key + number, key + "{page}");
    }
    if (RE2::PartialMatch(text::replace_all(utf8, "&amp;", "&"), link, &key)) {
        const std::string name = key.substr(1, key.size() - 2);
        return url + (url.find('?') == std::string::npos ? "?" : "&") + name + "={page}";
    }
    return url;
}

std::string written(const Skeleton& skeleton, const Page& page, const std::string& utf8) {
    const auto given = net::origin_of(page.url);
    const auto origin = given ? *given : net::Origin{"https", "www.example.org", ""};
    const std::string url = given ? page.url : origin.text() + "/jobs";
    int first = 1;
    const std::string address = paged(url, skeleton.parse == "json" ? "" : utf8, first);
    std::string out = "id = " + toml_text(id_of(page.url)) + "\n";
    const std::string host = origin.text().substr(origin.scheme.size() + 3);
    out += "name = " + toml_text(given ? host : "My board") + "\n";
    out += "homepage = " + toml_text(origin.text()) + "\n";
    out += "basis = \"guessed\" # made by gonggo try: look at every field\n\n[list]\nurl = " +
           toml_text(address) + "\n";
    if (address != url) out += "pages = { first = " + std::to_string(first) + ", most = 3 }\n";
    out += "\n[[list.layout]]\nparse = " + toml_text(skeleton.parse) + "\n";
    for (const auto& [key, value] : skeleton.lines) out += key + " = " + value + "\n";
    if (!skeleton.fields.empty()) out += "[list.layout.fields]\n";
    for (const auto& [field, value] : skeleton.fields) out += field + " = " + value + "\n";
    const bool reachable = out.find(kNoAddress) == std::string::npos;
    if (reachable)
        out += "\n[detail]\nurl = \"{url}\"\nbasis = \"guessed\"\n[[detail.layout]]\nparse = "
               "\"jsonld\"\n";
    return out + "\n[expect]\nitems = 1\n";
}

} // namespace

std::string toml_text(const std::string& text) {
    if (text.find('\'') != std::string::npos && text.find_first_of("\"\\\n\r") == std::string::npos)
        return '"' + text + '"';
    const bool plain = text.find_first_of("'\n\r") == std::string::npos;
    if (!plain && text.find("'''") == std::string::npos && text.find('\r') == std::string::npos)
        return "'''\n" + text + "'''"; // the line break after the quotes is not in the text
    return plain ? "'" + text + "'" : boost::json::serialize(boost::json::value(text));
}

std::optional<Finding> finding_of(const Skeleton& skeleton, Way way, const std::string& at,
                                  const Page& page, const std::string& utf8) {
    const std::string text = written(skeleton, page, utf8);
    const auto recipe = parse_recipe(text, "skeleton");
    if (!recipe || !check_recipe(*recipe)) return std::nullopt;
    const auto found = caught_by(*recipe, page);
    if (!found || found->items < 2) return std::nullopt;
    return Finding{.way = way,
                   .recipe = recipe->id,
                   .at = at,
                   .skeleton = text,
                   .items = found->items,
                   .rank = 200 + found->filled * 5 + std::min(found->items, 30)};
}

} // namespace gonggo::scrapers
