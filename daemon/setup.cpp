#include "daemon/setup.hpp"

#include "base/text.hpp"
#include "daemon/job.hpp"

namespace gonggo::daemon {

std::string user_agent(const config::Config& config) {
    const std::string& contact = config.daemon.contact;
    return "gonggo/0.1" + (contact.empty() ? "" : " (+" + text::printable(contact) + ")");
}

Result<std::shared_ptr<const Setup>> prepare(const boost::asio::any_io_executor& executor,
                                             config::Config config,
                                             const std::shared_ptr<const Setup>& before) {
    GONGGO_TRY(auto matcher, postings::Matcher::compile(config.profiles));
    const bool same = before && user_agent(before->config) == user_agent(config) &&
                      before->config.daemon.proxy == config.daemon.proxy;
    auto http =
        same ? before->http
             : std::make_shared<net::HttpClient>(executor, user_agent(config), config.daemon.proxy);
    return std::make_shared<const Setup>(std::move(config), std::move(matcher), std::move(http));
}

Status check_setup(const config::Config& config) {
    std::vector<std::string> faults;
    if (const auto matcher = postings::Matcher::compile(config.profiles); !matcher)
        faults.push_back(matcher.error().message);
    for (const auto& source : config.sources) {
        if (!source.enabled) continue;
        const auto recipe = scrapers::load_recipe(source.recipe);
        if (!recipe) {
            faults.push_back("source '" + source.id + "': " + recipe.error().message);
            continue;
        }
        if (const auto values = values_for(*recipe, source); !values)
            faults.push_back("source '" + source.id + "': " + values.error().message);
    }
    if (faults.empty()) return {};
    return invalid(config.file.string() + ": " + text::join(faults, "\n"));
}

} // namespace gonggo::daemon
