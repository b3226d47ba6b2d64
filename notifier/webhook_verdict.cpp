#include "notifier/webhook.hpp"
#include <algorithm>

namespace gonggo::notifier {
namespace {

constexpr std::chrono::hours kGiveUpAfter{5 * 24};

DeliveryVerdict later(std::chrono::seconds wait, Timestamp first, Timestamp now) {
    if (now - first >= kGiveUpAfter) return {DeliveryVerdict::dead, {}};
    return {DeliveryVerdict::retry, now + wait};
}

} // namespace

std::chrono::seconds back_off(int attempt) {
    const int doublings = std::clamp(attempt - 1, 0, 12);
    return std::min<std::chrono::seconds>(std::chrono::seconds{60LL << doublings},
                                          std::chrono::hours{6});
}

DeliveryVerdict judge(long status, std::chrono::seconds retry_after, int attempt, Timestamp first,
                      Timestamp now) {
    if (status >= 200 && status < 300) return {DeliveryVerdict::delivered, {}};
    if (status == 410) return {DeliveryVerdict::disable, {}};
    const bool passing =
        status == 0 || status == 408 || status == 425 || status == 429 || status >= 500;
    if (!passing) return {DeliveryVerdict::dead, {}};
    const auto asked = std::min<std::chrono::seconds>(retry_after, std::chrono::hours{24});
    return later(std::max(back_off(attempt), asked), first, now);
}

DeliveryVerdict judge_smtp(long reply, int attempt, Timestamp first, Timestamp now) {
    if (reply >= 200 && reply < 300) return {DeliveryVerdict::delivered, {}};
    if (reply >= 500) return {DeliveryVerdict::dead, {}};
    return later(back_off(attempt), first, now);
}

} // namespace gonggo::notifier
