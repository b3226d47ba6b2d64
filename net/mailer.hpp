#pragma once
// SMTP submission (RFC 6409) over libcurl.
#include "base/result.hpp"
#include "config/config.hpp"
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>
#include <vector>

namespace gonggo::net {

struct Mail {
    std::string from;                    ///< envelope sender, a bare address
    std::vector<std::string> recipients; ///< bare addresses
    std::string message;                 ///< RFC 5322, lines end in CRLF
};

/// What the server said. `permanent` (5xx) must not be tried again as it is.
struct MailOutcome {
    bool sent = false;
    bool permanent = false;
    bool unreachable = false; ///< no connection or no answer: the next mail would fare no better
    int reply_code = 0;       ///< the last SMTP reply; 0 when there was none
    std::string error;
};

class Mailer {
public:
    explicit Mailer(boost::asio::any_io_executor executor);
    ~Mailer();
    boost::asio::awaitable<MailOutcome> send(Mail mail, config::Smtp smtp, std::string password);
    /// Connects, does TLS and logs in, says NOOP and leaves: what `doctor` asks. `sent` = it went.
    boost::asio::awaitable<MailOutcome> log_in(config::Smtp smtp, std::string password);

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

} // namespace gonggo::net
