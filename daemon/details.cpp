#include "daemon/details.hpp"

#include "daemon/health.hpp"
#include "scrapers/extract.hpp"

#include <algorithm>

namespace gonggo::daemon {

namespace asio = boost::asio;

namespace {

constexpr double kLeastPromise = 0.05; ///< below it a page is not worth the board's trouble

double promise_of(const Job& job, const postings::RawPosting& record) {
    // An address alone (of a sitemap) may be anything: it is looked at after what looks likely.
    if (record.title.empty()) return 0.1;
    return postings::classify(postings::normalise(record, job.context())).score;
}

/// The page will not be another one next time.
bool settled(const Result<net::Response>& answer) {
    return answer ? answer->status == 200 || answer->status == 404 || answer->status == 410
                  : answer.error().code == Errc::refused;
}

} // namespace

asio::awaitable<void> fetch_details(Job& job, std::vector<Item>& found) {
    std::vector<std::pair<double, Item*>> queue;
    for (auto& item : found) {
        if (item.detailed) continue;
        const double promise = promise_of(job, item.record);
        item.detailed = promise < kLeastPromise;
        if (!item.detailed) queue.emplace_back(promise, &item);
    }
    std::stable_sort(queue.begin(), queue.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (auto& [promise, item] : queue) {
        if (job.result.details >= job.source.details_per_poll) break;
        Values with = job.values;
        with["url"] = item->record.url;
        with["id"] = item->record.id;
        const auto request = request_for(job.source, *job.recipe.detail, with);
        if (!request) {
            job.result.state = "broken";
            job.result.reason = "detail pages: " + request.error().message;
            break;
        }
        const auto answer = co_await job.world.http.fetch(*request);
        ++job.result.details;
        item->detailed = settled(answer);
        if (!answer || answer->status != 200) {
            job.result.state = "degraded";
            job.result.reason =
                "detail pages: " + (answer ? status_text(*answer) : answer.error().message);
            if (answer) job.result.retry_after = answer->retry_after;
            if (!answer || answer->status == 429 || answer->status == 403) break;
            continue;
        }
        item->read = true;
        const auto extraction =
            scrapers::extract(job.recipe, scrapers::Stage::detail, page_of(*answer, with));
        count_detail(job, extraction ? *extraction : scrapers::Extraction{});
        if (extraction && !extraction->postings.empty())
            scrapers::fill_gaps(item->record, extraction->postings.front());
    }
}

bool detail_waits(const Job& job, const Item& item) {
    return job.recipe.detail && job.source.details_per_poll > 0 && !item.detailed;
}

bool details_wait(const Job& job, const std::vector<Item>& found) {
    return std::ranges::any_of(found, [&](const Item& item) { return detail_waits(job, item); });
}

} // namespace gonggo::daemon
