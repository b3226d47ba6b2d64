#pragma once
// The outbox's way out: mail by SMTP, webhooks by HTTP; what became of each is written down.
#include "config/config.hpp"
#include "net/client.hpp"
#include "net/mailer.hpp"
#include "postings/store/store.hpp"
#include <boost/asio/awaitable.hpp>

namespace gonggo::daemon {

struct Outside {
    const config::Config& config;
    net::HttpClient& http;
    net::Mailer& mailer;
};

/// Delivers everything that is due, mails and webhooks side by side. What fails for now stays due
/// with its next try; what fails for good is dead, with the reason. Returns how many went out.
boost::asio::awaitable<Result<int>> deliver_due(Outside outside, postings::Store& store,
                                                Clock clock);

/// The same to its end, on a loop of its own. The caller is the database's one instance, or made
/// sure with deliver_unless_served().
Result<int> deliver(const config::Config& config, postings::Store& store);

/// For the command line: delivers unless a gonggod runs over the database, which does it itself;
/// then 0.
Result<int> deliver_unless_served(const config::Config& config, postings::Store& store);

} // namespace gonggo::daemon
