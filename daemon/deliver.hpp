#pragma once
// The outbox's way out: mail by SMTP, webhooks by HTTP; what became of each is written down.
#include "config/config.hpp"
#include "net/client.hpp"
#include "net/mailer.hpp"
#include "postings/store/store.hpp"
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace gonggo::daemon {

struct Outside {
    const config::Config& config;
    net::HttpClient& http;
    net::Mailer& mailer;
};

/// What became of messages, by their number in the outbox, as long as it could not be written down.
struct Verdict {
    std::string state, error;
    Timestamp next_try;
};
/// Ends the error of every message that failed for good.
inline constexpr std::string_view kRetryMend =
    "; mend: correct the configuration, then `gonggo outbox retry --dead`";
using Unsaved = std::map<std::int64_t, Verdict>;

/// When the next message is due. Those that wait longer than any receiver may ask for were put off
/// before the clock was set back: they become due.
Result<std::optional<Timestamp>> next_delivery(postings::Store& store, Timestamp now);

/// Delivers everything that is due, mails and webhooks side by side. What fails for now stays due
/// with its next try; what fails for good is dead, with the reason. Returns how many went out. When
/// the store cannot be written it ends, keeps what became of the last messages in `unsaved`, and
/// sends nothing before those are written down: a message that went out does not go out again.
boost::asio::awaitable<Result<int>> deliver_due(Outside outside, postings::Store& store,
                                                Clock clock, Unsaved& unsaved);

/// The same to its end, on a loop of its own. The caller is the database's one instance, or made
/// sure with deliver_unless_served().
Result<int> deliver(const config::Config& config, postings::Store& store);

/// For the command line: delivers unless a gonggod runs over the database, which does it itself;
/// then 0.
Result<int> deliver_unless_served(const config::Config& config, postings::Store& store);

} // namespace gonggo::daemon
