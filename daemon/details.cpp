#include "daemon/details.hpp"

#include "daemon/health.hpp"
#include "scrapers/extract.hpp"

#include <algorithm>

namespace gonggo::daemon {

namespace asio = boost::asio;

asio::awaitable<void> fetch_details(Job& job, std::vector<postings::RawPosting>& found) {
    std::vector<std::pair<double, postings::RawPosting*>> queue;
    // An address alone (of a sitemap) may be anything: it is looked at after what looks likely.
    const auto promise = [&](const postings::RawPosting& record) {
        return record.title.empty()
                   ? 0.1
                   : postings::classify(postings::normalise(record, job.context())).score;
    };
    for (auto& record : found)
        if (!job.world.store.has_listing(job.source.id, record.id))
            queue.emplace_back(promise(record), &record);
    std::stable_sort(queue.begin(), queue.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (auto& [score, record] : queue) {
        if (job.result.details >= job.source.details_per_poll || score < 0.05) break;
        Values with = job.values;
        with["url"] = record->url;
        with["id"] = record->id;
        const auto request = request_for(job.source, *job.recipe.detail, with);
        if (!request) {
            job.result.state = "broken";
            job.result.reason = "detail pages: " + request.error().message;
            break;
        }
        const auto answer = co_await job.world.http.fetch(*request);
        ++job.result.details;
        if (!answer || answer->status != 200) {
            job.result.state = "degraded";
            job.result.reason =
                "detail pages: " + (answer ? status_text(*answer) : answer.error().message);
            if (answer) job.result.retry_after = answer->retry_after;
            if (!answer || answer->status == 429 || answer->status == 403) break;
            continue;
        }
        const auto extraction =
            scrapers::extract(job.recipe, scrapers::Stage::detail, page_of(*answer, with));
        if (extraction && !extraction->postings.empty())
            scrapers::fill_gaps(*record, extraction->postings.front());
    }
}

} // namespace gonggo::daemon
