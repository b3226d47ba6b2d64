#include "daemon/health.hpp"

#include "daemon/judge.hpp"

namespace gonggo::daemon {
namespace {

constexpr int kPastPolls = 15;

/// The newest first.
std::vector<Yield> healthy_of(const Job& job) {
    std::vector<Yield> out;
    const auto past = job.world.store.healthy_polls(job.source.id, kPastPolls);
    if (!past) return out;
    for (const auto& poll : *past) {
        const auto items = poll.filled.find("items");
        if (items != poll.filled.end())
            out.push_back({.items = items->second,
                           .filled = poll.filled,
                           .days_ago = static_cast<int>((job.world.clock() - poll.at) /
                                                        std::chrono::days{1})});
    }
    return out;
}

void put(Job& job, Verdict verdict) {
    job.result.state = std::move(verdict.state);
    job.result.reason = std::move(verdict.reason);
}

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

void judge_yield(Job& job, bool titles_follow, bool none) {
    if (job.result.state != "ok") return;
    put(job, judge({.items = job.first_page, .filled = job.filled, .none = none}, healthy_of(job),
                   job.recipe.expect_fields, titles_follow));
}

void judge_detail_pages(Job& job) {
    if (job.result.state != "ok") return;
    put(job, judge_details({.items = job.first_page, .filled = job.filled}, healthy_of(job)));
}

void count_detail(Job& job, const scrapers::Extraction& page) {
    ++job.filled[kDetailPages];
    for (const auto& [field, times] : yield_of(page.raw).filled)
        job.filled[kDetail + field] += times;
}

void count_filled(Job& job, const scrapers::Extraction& page) {
    auto yield = yield_of(page.raw);
    job.first_page = yield.items;
    job.filled = std::move(yield.filled);
    job.filled["items"] = job.first_page;
}

} // namespace gonggo::daemon
