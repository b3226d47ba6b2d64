#include "notifier/webhook.hpp"
#include <algorithm>
#include <boost/json.hpp>

namespace gonggo::notifier {
namespace {

constexpr std::chrono::hours kGiveUpAfter{5 * 24};

constexpr int kLeastAttempts = 8;

DeliveryVerdict later(std::chrono::seconds wait, int attempt, Timestamp first, Timestamp now) {
    if (now - first >= kGiveUpAfter && attempt >= kLeastAttempts)
        return {DeliveryVerdict::expired, {}};
    return {DeliveryVerdict::retry, now + wait};
}

} // namespace

std::chrono::seconds back_off(int attempt) {
    const int doublings = std::clamp(attempt - 1, 0, 12);
    return std::min<std::chrono::seconds>(std::chrono::seconds{60LL << doublings},
                                          std::chrono::hours{6});
}

std::chrono::seconds asked_to_wait(std::chrono::seconds retry_after, std::string_view body) {
    if (retry_after.count() > 0) return retry_after;
    boost::system::error_code bad;
    const auto answer = boost::json::parse(body, bad);
    if (bad) return {};
    const auto said = answer.find_pointer("/parameters/retry_after", bad);
    if (!said || !said->is_int64()) return {};
    return std::chrono::seconds{std::clamp<std::int64_t>(said->as_int64(), 0, 86400)};
}

DeliveryVerdict judge(long status, std::chrono::seconds retry_after, int attempt, Timestamp first,
                      Timestamp now) {
    if (status >= 200 && status < 300) return {DeliveryVerdict::delivered, {}};
    if (status == 410) return {DeliveryVerdict::disable, {}};
    const bool passing =
        status == 0 || status == 408 || status == 425 || status == 429 || status >= 500;
    if (!passing) return {DeliveryVerdict::dead, {}};
    const auto asked = std::min<std::chrono::seconds>(retry_after, std::chrono::hours{24});
    return later(std::max(back_off(attempt), asked), attempt, first, now);
}

DeliveryVerdict judge_smtp(long reply, int attempt, Timestamp first, Timestamp now) {
    if (reply >= 200 && reply < 300) return {DeliveryVerdict::delivered, {}};
    if (reply >= 500) return {DeliveryVerdict::dead, {}};
    return later(back_off(attempt), attempt, first, now);
}

} // namespace gonggo::notifier
