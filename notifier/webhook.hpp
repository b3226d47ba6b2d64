#pragma once
// Chat services and scripts: content to HTTP requests, and answers to what to do next.
#include "config/config.hpp"
#include "net/http.hpp"
#include "notifier/digest.hpp"
#include <vector>

namespace gonggo::notifier {

/// A webhook with its secrets already read from where they stand.
struct WebhookTarget {
    std::string kind;                 ///< as config::Webhook::kind
    std::string url;                  ///< Telegram: https://api.telegram.org/bot<token>/sendMessage
    std::string chat;                 ///< Telegram chat id, ntfy topic
    std::vector<std::string> secrets; ///< whsec_…; the current one first
    bool allow_private = false;
    std::chrono::seconds timeout{20}; ///< for the whole answer
};

/// The message that tells `content` by a kind of webhook: JSON within the service's limits, what
/// had to be left out counted in its words. `chat` as in WebhookTarget.
Result<std::string> webhook_body(std::string_view kind, const std::string& chat,
                                 const DigestContent& content, Timestamp now);

/// The request that delivers a body. `id` names the delivery (the outbox row's key): receivers drop
/// repeats by it. Signed when there are secrets (Standard Webhooks); `now` is the attempt's time.
Result<net::Request> webhook_request(const WebhookTarget& target, std::string body,
                                     std::string_view id, Timestamp now);

struct DeliveryVerdict {
    enum Kind {
        delivered,
        retry,   ///< again at `at`
        disable, ///< 410: the receiver wants no more
        dead,    ///< no retry will help; shown in `gonggo outbox list`
        expired, ///< given up after five days; sent when the receiver takes something again
    } kind = dead;
    Timestamp at{};
    friend bool operator==(const DeliveryVerdict&, const DeliveryVerdict&) = default;
};

/// What an answer to attempt number `attempt` (1, 2 …) means; status 0 = no answer. Tried again for
/// five days after `first` and at least eight times (the machine may have slept): 408, 425, 429,
/// 5xx and no answer; `retry_after` is honoured up to a day.
DeliveryVerdict judge(long status, std::chrono::seconds retry_after, int attempt, Timestamp first,
                      Timestamp now);
/// The same for SMTP replies: 4xx and no answer (0) are tried again for five days, 5xx are dead.
DeliveryVerdict judge_smtp(long reply, int attempt, Timestamp first, Timestamp now);
/// How long an answer asks to be left alone: its Retry-After, or what Telegram says in its body.
std::chrono::seconds asked_to_wait(std::chrono::seconds retry_after, std::string_view body);
/// One minute, doubled each time, at most six hours.
std::chrono::seconds back_off(int attempt);

} // namespace gonggo::notifier
