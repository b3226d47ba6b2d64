#pragma once
// A configuration made ready: what a poll needs of it, alive as long as a poll uses it.
#include "config/config.hpp"
#include "net/client.hpp"
#include "postings/match.hpp"
#include <boost/asio/any_io_executor.hpp>
#include <memory>

namespace gonggo::daemon {

struct Setup {
    config::Config config;
    postings::Matcher matcher;
    std::shared_ptr<net::HttpClient> http;
};

/// Compiles the profiles. `before` lends its HTTP client, with all it knows of the hosts, when the
/// new one would be the same.
Result<std::shared_ptr<const Setup>> prepare(const boost::asio::any_io_executor& executor,
                                             config::Config config,
                                             const std::shared_ptr<const Setup>& before = {});

/// The User-Agent: our name and whom to ask about us.
std::string user_agent(const config::Config& config);

/// Beyond what the file's form can show: every enabled source's recipe is there and has its
/// parameters, every profile's queries compile. All faults in one error, a line each.
Status check_setup(const config::Config& config);

} // namespace gonggo::daemon
