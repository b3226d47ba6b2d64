#include "scrapers/template.hpp"

#include "base/text.hpp"
#include "scrapers/url.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <re2/re2.h>

namespace gonggo::scrapers {
namespace {

/// The name of the {name} at `i`, or nothing.
std::string name_at(const std::string& text, std::size_t i) {
    if (text[i] != '{') return {};
    const std::size_t close = text.find('}', i);
    if (close == std::string::npos) return {};
    std::string name = text.substr(i + 1, close - i - 1);
    const bool plain =
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") == std::string::npos &&
        !name.empty() && (name[0] < '0' || name[0] > '9');
    return plain ? name : std::string(); // JSON bodies have braces of their own
}

std::string encoded(const std::string& name, const std::string& value, Encode encode) {
    if (encode == Encode::url && name != "url") return url_encode(value);
    if (encode != Encode::json) return value;
    const std::string quoted = boost::json::serialize(boost::json::value(value));
    return quoted.substr(1, quoted.size() - 2);
}

/// "https://host" of an address or a template.
std::string host_part(const std::string& url) {
    const auto scheme = url.find("://");
    return scheme == std::string::npos ? url : url.substr(0, url.find_first_of("/?", scheme + 3));
}

std::optional<Values> values_of(const std::string& pattern_text, const std::string& url) {
    std::string pattern;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < pattern_text.size(); ++i) {
        const std::string name = name_at(pattern_text, i);
        if (name.empty()) {
            pattern += RE2::QuoteMeta(pattern_text.substr(i, 1));
            continue;
        }
        const bool in_host = pattern_text.find('/', pattern_text.find("://") + 3) > i;
        pattern += in_host ? "([^/?#&.]*)" : "([^/?#&]*)";
        names.push_back(name);
        i += name.size() + 1;
    }
    const RE2 re(pattern + "/?", RE2::Quiet);
    std::vector<re2::StringPiece> groups(names.size() + 1);
    if (!re.ok() || !re.Match(url, 0, url.size(), RE2::ANCHOR_BOTH, groups.data(),
                              static_cast<int>(groups.size())))
        return std::nullopt;
    Values out;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string value = url_decode(std::string_view(groups[i + 1]));
        const auto [at, fresh] = out.emplace(names[i], value);
        if (!fresh && at->second != value) return std::nullopt;
    }
    return out;
}

} // namespace

Result<std::string> fill_template(const std::string& text, const Values& values, Encode encode) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string name = name_at(text, i);
        if (name.empty()) {
            out += text[i];
            continue;
        }
        const auto found = values.find(name);
        if (found == values.end())
            return name == "api_key"
                       ? invalid("an official API wants a key: give the source api_key = "
                                 "\"env:NAME\" or \"file:PATH\"")
                       : invalid("'{" + name + "}' in \"" + text +
                                 "\" has no value; give it in params");
        out += encoded(name, found->second, encode);
        i += name.size() + 1;
    }
    return out;
}

std::vector<std::string> names_in(const std::string& text) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (std::string name = name_at(text, i); !name.empty()) out.push_back(std::move(name));
    return out;
}

Result<Values> fill_params(const Recipe& recipe, Values given) {
    std::vector<std::string_view> known;
    for (const auto& [name, parameter] : recipe.params) known.push_back(name);
    for (const auto& [name, value] : given) {
        if (recipe.params.contains(name)) continue;
        const auto near = text::nearest(name, known);
        std::string all;
        for (const auto k : known) all += (all.empty() ? "" : ", ") + std::string(k);
        return invalid("the recipe '" + recipe.id + "' has no parameter '" + name + "'" +
                       (near.empty() ? "" : "; did you mean '" + std::string(near) + "'?") +
                       (all.empty() ? " (it takes none)" : " (known: " + all + ")"));
    }
    for (const auto& [name, parameter] : recipe.params)
        if (parameter.required && given[name].empty())
            return invalid("the recipe '" + recipe.id + "' needs params." + name + " (" +
                           parameter.about + ")");
    for (const auto& [name, parameter] : recipe.params) {
        if (!given[name].empty()) continue;
        GONGGO_TRY(given[name], fill_template(parameter.fallback, given));
    }
    return given;
}

void set_page(const RecipeRequest& list, int page, const std::string& cursor, Values& values) {
    values["page"] = std::to_string(list.pages.first + page);
    values["offset"] = std::to_string(page * list.pages.size);
    values["cursor"] = cursor;
}

std::optional<Values> params_of_url(const Recipe& recipe, const std::string& url) {
    auto found = values_of(recipe.list.url, url);
    const auto without_query = [](const std::string& u) { return u.substr(0, u.find('?')); };
    if (!found) found = values_of(without_query(recipe.list.url), without_query(url));
    const std::string host = host_part(recipe.list.url);
    if (!found && !names_in(host).empty()) found = values_of(host, host_part(url));
    if (!found) return std::nullopt;
    Values out;
    for (auto& [name, value] : *found)
        if (recipe.params.contains(name)) out[name] = std::move(value);
    for (const auto& [name, parameter] : recipe.params) {
        if (out.contains(name) || parameter.required) continue;
        if (auto value = fill_template(parameter.fallback, out)) out[name] = std::move(*value);
    }
    return out;
}

} // namespace gonggo::scrapers
