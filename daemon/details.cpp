#include "daemon/details.hpp"

#include "daemon/health.hpp"
#include "scrapers/extract.hpp"

#include <algorithm>

namespace gonggo::daemon {

namespace asio = boost::asio;

void merge_detail(postings::RawPosting& into, const postings::RawPosting& from) {
    const auto fill = [](std::string& a, const std::string& b) {
        if (a.empty()) a = b;
    };
    fill(into.title, from.title);
    fill(into.company, from.company);
    fill(into.career, from.career);
    fill(into.employment, from.employment);
    fill(into.salary, from.salary);
    fill(into.education, from.education);
    fill(into.posted, from.posted);
    fill(into.deadline, from.deadline);
    fill(into.remote, from.remote);
    if (from.description.size() > into.description.size()) into.description = from.description;
    if (into.locations.empty()) into.locations = from.locations;
    if (into.skills.empty()) into.skills = from.skills;
}

asio::awaitable<void> fetch_details(Job& job, std::vector<postings::RawPosting>& found) {
    std::vector<std::pair<double, postings::RawPosting*>> queue;
    for (auto& record : found)
        if (!job.world.store.has_listing(job.source.id, record.id))
            queue.emplace_back(postings::classify(postings::normalise(record, job.context())).score,
                               &record);
    std::stable_sort(queue.begin(), queue.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (auto& [score, record] : queue) {
        if (job.result.details >= job.source.details_per_poll || score < 0.05) break;
        Values with = job.values;
        with["url"] = record->url;
        with["id"] = record->id;
        const auto url = scrapers::fill_template(job.recipe.detail->url, with, true);
        if (!url) break;
        net::Request request = request_for(job.source, *job.recipe.detail);
        request.url = mirrored(job.source, *url);
        const auto answer = co_await job.world.http.fetch(request);
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
            scrapers::extract(job.recipe, scrapers::Stage::detail,
                              {answer->body, answer->header("Content-Type"), answer->url});
        if (extraction && !extraction->postings.empty())
            merge_detail(*record, extraction->postings.front());
    }
}

} // namespace gonggo::daemon
