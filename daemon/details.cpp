#include "daemon/details.hpp"

#include "daemon/health.hpp"
#include "scrapers/extract.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/this_coro.hpp>

namespace gonggo::daemon {

namespace asio = boost::asio;

namespace {

constexpr double kLeastPromise = 0.05; ///< below it a page is not worth the board's trouble

double promise_of(const postings::RawPosting& record, const postings::NormaliseContext& context) {
    // An address alone (of a sitemap) may be anything: it is looked at after what looks likely.
    if (record.title.empty()) return 0.1;
    return postings::classify(postings::normalise(record, context)).score;
}

/// The page will not be another one next time.
bool settled(const Result<net::Response>& answer) {
    return answer ? answer->status == 200 || answer->status == 404 || answer->status == 410
                  : answer.error().code == Errc::refused;
}

/// The pages of one poll, asked for as many at once as the source allows.
class Details {
public:
    Details(Job& job, Intake& intake) : job_(job), intake_(intake), context_(job.context()) {}

    asio::awaitable<Status> run(std::vector<Item>& found) {
        co_await job_.world.crew.readers.run([&] {
            choose(found);
            return 0;
        });
        const auto here = co_await asio::this_coro::executor;
        using Lane = decltype(asio::co_spawn(here, lane(), asio::deferred));
        std::vector<Lane> lanes;
        for (int i = 0; i < std::max(1, job_.source.concurrency); ++i)
            lanes.push_back(asio::co_spawn(here, lane(), asio::deferred));
        const auto [order, thrown] =
            co_await asio::experimental::make_parallel_group(std::move(lanes))
                .async_wait(asio::experimental::wait_for_all(), asio::use_awaitable);
        for (const auto& e : thrown)
            if (e) std::rethrow_exception(e);
        co_return kept_;
    }

private:
    /// What is worth reading, the likeliest first, and no more than the source allows a poll.
    void choose(std::vector<Item>& found) {
        std::vector<std::pair<double, Item*>> all;
        for (auto& item : found) {
            if (item.detailed) continue;
            const double promise = promise_of(item.record, context_);
            item.detailed = promise < kLeastPromise;
            if (!item.detailed) all.emplace_back(promise, &item);
        }
        std::ranges::stable_sort(all, std::greater(), [](const auto& x) { return x.first; });
        const auto most = static_cast<std::size_t>(std::max(0, job_.source.details_per_poll));
        for (const auto& [promise, item] : all)
            if (queue_.size() < most) queue_.push_back(item);
    }

    asio::awaitable<void> lane() {
        while (!over_ && next_ < queue_.size()) co_await read(*queue_[next_++]);
    }

    asio::awaitable<void> read(Item& item) {
        Values with = job_.values;
        with["url"] = item.record.url;
        with["id"] = item.record.id;
        const auto request = request_for(job_.source, *job_.recipe.detail, with);
        if (!request) {
            fail("broken", request.error().message);
            over_ = true;
            co_return;
        }
        const auto answer = co_await job_.world.http.fetch(*request);
        ++job_.result.details;
        item.detailed = settled(answer);
        if (!answer || answer->status != 200) {
            if (answer) job_.result.retry_after = answer->retry_after;
            fail("degraded", answer ? status_text(*answer) : answer.error().message);
            over_ = over_ || !answer || answer->status == 429 || answer->status == 403;
            co_return;
        }
        item.read = true;
        const auto page = co_await job_.world.crew.readers.run([&] {
            auto out =
                scrapers::extract(job_.recipe, scrapers::Stage::detail, page_of(*answer, with));
            if (out && !out->postings.empty())
                scrapers::fill_gaps(item.record, out->postings.front());
            item.posting = postings::normalise(item.record, context_);
            item.concluded = postings::conclude(*item.posting);
            return out;
        });
        count_detail(job_, page ? *page : scrapers::Extraction{});
        if (const auto kept = co_await intake_.take(item); !kept && kept_) {
            kept_ = kept;
            over_ = true;
        }
    }

    void fail(const char* state, const std::string& why) {
        job_.result.state = state;
        job_.result.reason = "detail pages: " + why;
    }

    Job& job_;
    Intake& intake_;
    const postings::NormaliseContext context_;
    std::vector<Item*> queue_;
    std::size_t next_ = 0;
    bool over_ = false;
    Status kept_;
};

} // namespace

asio::awaitable<Status> fetch_details(Job& job, std::vector<Item>& found, Intake& intake) {
    Details details(job, intake);
    co_return co_await details.run(found);
}

bool detail_waits(const Job& job, const Item& item) {
    return job.recipe.detail && job.source.details_per_poll > 0 && !item.detailed;
}

bool details_wait(const Job& job, const std::vector<Item>& found) {
    return std::ranges::any_of(found, [&](const Item& item) { return detail_waits(job, item); });
}

} // namespace gonggo::daemon
