#include "daemon/health.hpp"

#include <algorithm>

namespace gonggo::daemon {

std::string state_of(const Error& error) {
    if (error.code == Errc::refused) return "blocked";
    if (error.code == Errc::network) return "down";
    return "broken";
}

std::string state_of_status(long status) {
    return status == 401 || status == 403 || status == 429 ? "blocked"
           : status >= 500                                 ? "down"
                                                           : "broken";
}

std::string status_text(const net::Response& answer) {
    std::string out = "HTTP " + std::to_string(answer.status);
    if (answer.retry_after > std::chrono::seconds{0})
        out += " (asks to be left alone for " + std::to_string(answer.retry_after.count()) + " s)";
    return out;
}

void judge_yield(Job& job) {
    PollResult& result = job.result;
    if (result.state != "ok" || result.unchanged) return;
    auto past = job.world.store.yields(job.source.id, 15);
    if (!past || past->size() < 4) return;
    std::sort(past->begin(), past->end());
    const int median = (*past)[past->size() / 2];
    if (result.items * 5 >= median) return;
    result.state = "degraded";
    result.reason = std::to_string(result.items) + " items where " + std::to_string(median) +
                    " are usual: the board may have changed";
}

} // namespace gonggo::daemon
