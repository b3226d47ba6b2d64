#include "daemon/job.hpp"

#include "config/load.hpp"
#include "scrapers/request.hpp"
#include "scrapers/template.hpp"

#include <algorithm>

namespace gonggo::daemon {

postings::NormaliseContext Job::context() const {
    const std::string& zone = world.config.daemon.time_zone;
    return {.today = date_in(world.clock(), zone), .zone = zone, .source = source.id};
}

Result<Values> values_for(const scrapers::Recipe& recipe, const config::Source& source) {
    GONGGO_TRY(Values values, scrapers::fill_params(recipe, source.params));
    if (!source.api_key.spec.empty()) {
        GONGGO_TRY(values["api_key"], config::resolve(source.api_key));
    }
    return values;
}

Result<net::Request> request_for(const config::Source& source, const scrapers::RecipeRequest& what,
                                 const Values& values) {
    GONGGO_TRY(net::Request out, scrapers::request_of(what, values));
    out.url = mirrored(source, out.url);
    out.cookie_jar = source.id;
    out.allow_private = source.allow_private;
    out.ignore_robots = source.ignore_robots;
    out.spacing = source.spacing;
    out.concurrency = source.concurrency;
    out.limits.total = source.timeout;
    out.limits.idle = std::min<std::chrono::milliseconds>(out.limits.idle, source.timeout);
    out.render = out.render || source.render;
    for (const auto& [name, value] : source.headers) out.headers.emplace_back(name, value);
    return out;
}

scrapers::Page page_of(const net::Response& answer, const Values& values) {
    return {.body = answer.body,
            .content_type = std::string(answer.header("Content-Type")),
            .url = answer.url,
            .params = values,
            .link = std::string(answer.header("Link"))};
}

std::string mirrored(const config::Source& source, const std::string& url) {
    const auto scheme = url.find("://");
    if (source.mirror.empty() || scheme == std::string::npos) return url;
    const auto path = url.find('/', scheme + 3);
    return source.mirror + (path == std::string::npos ? "/" : url.substr(path));
}

} // namespace gonggo::daemon
