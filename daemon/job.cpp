#include "daemon/job.hpp"

#include "config/load.hpp"

#include <algorithm>

namespace gonggo::daemon {

postings::NormaliseContext Job::context() const {
    const std::string& zone = world.config.daemon.time_zone;
    return {.today = date_in(world.clock(), zone), .zone = zone, .source = source.id};
}

Result<Values> values_for(const scrapers::Recipe& recipe, const config::Source& source) {
    Values values = source.params;
    if (!source.api_key.spec.empty()) {
        GONGGO_TRY(values["key"], config::resolve(source.api_key));
    }
    for (const auto& [name, parameter] : recipe.params) {
        if (values.contains(name)) continue;
        if (parameter.required)
            return invalid("the recipe '" + recipe.id + "' needs params." + name + " (" +
                           parameter.about + ")");
        values[name] = parameter.fallback;
    }
    return values;
}

net::Request request_for(const config::Source& source, const scrapers::RecipeRequest& what) {
    net::Request out{.method = what.method,
                     .cookie_jar = source.id,
                     .allow_private = source.allow_private,
                     .ignore_robots = source.ignore_robots,
                     .spacing = source.spacing,
                     .concurrency = source.concurrency};
    out.limits.total = source.timeout;
    out.limits.idle = std::min<std::chrono::milliseconds>(out.limits.idle, source.timeout);
    for (const auto& [name, value] : what.headers) out.headers.emplace_back(name, value);
    for (const auto& [name, value] : source.headers) out.headers.emplace_back(name, value);
    return out;
}

std::string mirrored(const config::Source& source, const std::string& url) {
    const auto scheme = url.find("://");
    if (source.mirror.empty() || scheme == std::string::npos) return url;
    const auto path = url.find('/', scheme + 3);
    return source.mirror + (path == std::string::npos ? "/" : url.substr(path));
}

} // namespace gonggo::daemon
