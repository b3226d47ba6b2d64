#include "daemon/health.hpp"

#include "daemon/judge.hpp"

namespace gonggo::daemon {
namespace {

constexpr int kPastPolls = 15;

} // namespace

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

void judge_yield(Job& job, bool titles_follow) {
    PollResult& result = job.result;
    if (result.state != "ok") return;
    const auto past = job.world.store.healthy_polls(job.source.id, kPastPolls);
    if (!past) return;
    std::vector<Yield> healthy;
    for (const auto& poll : *past) {
        const auto items = poll.filled.find("items");
        if (items != poll.filled.end())
            healthy.push_back({.items = items->second, .filled = poll.filled});
    }
    auto verdict =
        judge({job.first_page, job.filled}, healthy, job.recipe.expect_fields, titles_follow);
    result.state = std::move(verdict.state);
    result.reason = std::move(verdict.reason);
}

void count_filled(Job& job, const scrapers::Extraction& page) {
    job.first_page = static_cast<int>(page.raw.size());
    job.filled = {{"items", job.first_page}};
    for (const auto& item : page.raw)
        for (const auto& [field, value] : item)
            if (!value.empty()) ++job.filled[field];
}

} // namespace gonggo::daemon
