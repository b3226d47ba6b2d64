#include "scrapers/request.hpp"

#include "base/text.hpp"
#include "scrapers/template.hpp"
#include "scrapers/url.hpp"

#include <algorithm>

namespace gonggo::scrapers {
namespace {

Result<std::string> form_of(const std::map<std::string, std::string>& form, const Values& values) {
    std::string out;
    for (const auto& [name, value] : form) {
        GONGGO_TRY(const std::string filled, fill_template(value, values));
        out += (out.empty() ? "" : "&") + url_encode(name) + "=" + url_encode(filled);
    }
    return out;
}

} // namespace

Result<net::Request> request_of(const RecipeRequest& what, const Values& values) {
    net::Request out{.method = what.method};
    out.render = what.render;
    out.render_hosts = what.render_hosts;
    GONGGO_TRY(out.url, fill_template(what.url, values, Encode::url));
    for (const auto& [name, value] : what.headers) {
        GONGGO_TRY(const std::string filled, fill_template(value, values));
        out.headers.emplace_back(name, filled);
    }
    std::string type;
    if (what.body_kind == BodyKind::form) {
        GONGGO_TRY(out.body, form_of(what.form, values));
        type = "application/x-www-form-urlencoded; charset=UTF-8";
    } else if (what.body_kind == BodyKind::json) {
        GONGGO_TRY(out.body, fill_template(what.body, values, Encode::json));
        type = "application/json";
    } else if (what.body_kind == BodyKind::raw) {
        GONGGO_TRY(out.body, fill_template(what.body, values));
    }
    const bool typed = std::ranges::any_of(out.headers, [](const auto& header) {
        return text::equals_nocase(header.first, "Content-Type");
    });
    if (!type.empty() && !typed) out.headers.emplace_back("Content-Type", type);
    return out;
}

} // namespace gonggo::scrapers
