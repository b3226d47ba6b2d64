#include "daemon/poll.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "daemon/details.hpp"
#include "daemon/health.hpp"
#include "daemon/intake.hpp"
#include "daemon/job.hpp"
#include "daemon/paging.hpp"
#include "scrapers/extract.hpp"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <set>

namespace gonggo::daemon {

namespace asio = boost::asio;

namespace {

constexpr const char* kWhole = "whole."; ///< meta: when a source's page was read without ETag

/// The steps of one poll, in order: every page of the list, details of new items, absorb.
class Poll {
public:
    Poll(World& world, const config::Source& source) : job_{.world = world, .source = source} {
        job_.result.source = source.id;
    }

    asio::awaitable<PollResult> run() {
        PollResult& result = job_.result;
        const auto start = std::chrono::steady_clock::now();
        const auto status = co_await guarded_steps();
        result.took = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - start);
        if (!status) {
            if (result.state == "ok") result.state = state_of(status.error());
            result.reason = text::printable(status.error().message);
        }
        result.saved = status || status.error().code != Errc::database;
        if (!result.saved) co_return result; // no fault of the board's
        const auto written = job_.world.store.record_poll({.source = job_.source.id,
                                                           .state = result.state,
                                                           .reason = result.reason,
                                                           .at = job_.world.clock(),
                                                           .items = result.items,
                                                           .fresh = result.fresh,
                                                           .layout = job_.layout,
                                                           .unchanged = result.unchanged,
                                                           .filled = job_.filled});
        result.saved = written.has_value();
        if (!written)
            result.reason += (result.reason.empty() ? "" : "; ") + written.error().message;
        co_return result;
    }

private:
    /// A broken invariant ends this poll, not the daemon.
    asio::awaitable<Status> guarded_steps() {
        try {
            co_return co_await steps();
        } catch (const boost::system::system_error& e) {
            if (e.code() == asio::error::operation_aborted) throw;
            co_return invalid(std::string("internal error: ") + e.what());
        } catch (const std::exception& e) {
            co_return invalid(std::string("internal error: ") + e.what());
        }
    }

    asio::awaitable<Status> steps() {
        auto recipe = scrapers::load_recipe(job_.source.recipe);
        if (!recipe) co_return recipe.error();
        job_.recipe = std::move(*recipe);
        auto values = values_for(job_.recipe, job_.source);
        if (!values) co_return values.error();
        job_.values = std::move(*values);
        const auto listed = co_await list();
        if (!listed || job_.result.unchanged) {
            if (listed) keep_known();
            co_return listed;
        }
        job_.result.items = static_cast<int>(found_.size());
        judge_yield(job_, job_.recipe.detail.has_value(), found_.empty() && none_);
        if (job_.result.state == "broken") co_return Status{};
        if (job_.result.items < job_.recipe.expect_items && !(found_.empty() && none_)) {
            job_.result.state = "broken";
            co_return Error{Errc::invalid, too_few()};
        }
        Intake intake(job_);
        if (job_.recipe.detail) {
            if (const auto kept = co_await fetch_details(job_, found_, intake); !kept)
                co_return kept;
        }
        judge_detail_pages(job_);
        // an ill page is read again next time, not taken for known, and one whose details wait
        if (job_.result.state != "ok" || details_wait(job_, found_)) cache_ = {};
        co_return co_await intake.finish(found_, whole_, cache_);
    }

    [[nodiscard]] std::string too_few() const {
        if (job_.result.items > 0) return "only " + std::to_string(job_.result.items) + " items";
        return job_.first_page > 0
                   ? std::to_string(job_.first_page) + " items without an address or id"
                   : "no layout of the recipe found anything: the board may have changed";
    }

    /// Pages until one brings nothing new. The first pages are worth keeping when a later one
    /// fails.
    asio::awaitable<Status> list() {
        Pages pages(job_.recipe.list, job_.source);
        for (bool first = true;; first = false) {
            const int number = pages.number();
            const std::size_t before = found_.size();
            scrapers::Extraction extraction;
            const auto status = co_await page(pages, extraction);
            if (!status && first) co_return status.error();
            if (!status) {
                job_.result.state = "degraded";
                job_.result.reason =
                    "page " + std::to_string(number) + ": " + status.error().message;
                break;
            }
            if (job_.result.unchanged) co_return still_missing();
            if (!pages.go_on(extraction, found_.size(), any_new_since(before))) break;
        }
        whole_ = pages.complete();
        co_return Status{};
    }

    /// "No new postings" is not "no postings": the last poll's figures still hold.
    void keep_known() {
        const auto known = job_.world.store.healthy_polls(job_.source.id, 1);
        if (!known || known->empty()) return;
        job_.result.items = known->front().items;
        job_.layout = known->front().layout;
        job_.filled = known->front().filled;
        std::erase_if(job_.filled, [](const auto& f) { return f.first.starts_with("detail"); });
    }

    Status still_missing() {
        const auto closed =
            job_.world.store.still_missing(job_.source.id, job_.world.clock(), job_.world.matcher);
        return closed ? Status{} : Status{closed.error()};
    }

    /// New ones, or such whose detail page waits.
    [[nodiscard]] bool any_new_since(std::size_t before) const {
        return std::any_of(
            found_.begin() + static_cast<std::ptrdiff_t>(before), found_.end(),
            [&](const Item& item) { return !item.known || detail_waits(job_, item); });
    }

    asio::awaitable<Status> page(Pages& pages, scrapers::Extraction& out) {
        const bool conditional = pages.single();
        auto request = pages.request(job_.values);
        if (!request) co_return request.error();
        const std::string url = request->url;
        const auto cached =
            conditional ? job_.world.store.cached(job_.source.id, url) : postings::CachedAnswer{};
        const bool whole = conditional && whole_is_due();
        if (!whole) {
            request->etag = cached.etag;
            request->last_modified = cached.last_modified;
        }
        const auto slash = cached.hash.find('/'); // as sent, and unpacked
        if (!request->render) request->hash = cached.hash.substr(0, slash);
        const auto answer = co_await job_.world.http.fetch(*request);
        if (!answer) {
            job_.result.retry_after = job_.world.http.resting(url);
            co_return answer.error();
        }
        if (whole && (answer->not_modified || answer->status == 200))
            if (const auto kept = read_whole(); !kept) co_return kept;
        if (answer->not_modified) {
            job_.result.unchanged = true;
            co_return Status{};
        }
        if (answer->status != 200) {
            job_.result.state = state_of_status(answer->status);
            job_.result.retry_after = answer->retry_after;
            co_return Error{Errc::http, url + ": " + status_text(*answer)};
        }
        if (text::trim(answer->body).empty()) co_return invalid(url + ": the answer is empty");
        const std::string hash = hash_of(answer->body);
        if (conditional && slash != std::string::npos && cached.hash.substr(slash + 1) == hash) {
            job_.result.unchanged = true;
            co_return Status{};
        }
        auto read = co_await job_.world.crew.readers.run([&] {
            return scrapers::extract(job_.recipe, scrapers::Stage::list,
                                     page_of(*answer, job_.values), job_.layout);
        });
        if (!read) co_return read.error().in(url);
        take(out = std::move(*read));
        if (conditional)
            cache_ = {url,
                      {answer->header("ETag"), answer->header("Last-Modified"),
                       answer->hash + "/" + hash}};
        co_return Status{};
    }

    /// Once a day the page itself is asked for: a server that answers 304 for ever would hide all
    /// that is new.
    [[nodiscard]] bool whole_is_due() const {
        const auto last = parse_iso8601(job_.world.store.meta(kWhole + job_.source.id));
        const Timestamp at = job_.world.clock();
        return !last || *last > at || at - *last >= std::chrono::days{1};
    }

    Status read_whole() {
        return job_.world.store.set_meta(kWhole + job_.source.id,
                                         iso8601(job_.world.clock(), "UTC"));
    }

    /// The page's items into found_, each once. An item without a title may get one from its
    /// detail page.
    void take(const scrapers::Extraction& out) {
        if (out.layout >= 0) job_.layout = out.layout;
        if (job_.filled.empty() && !out.raw.empty()) count_filled(job_, out);
        none_ = none_ || out.none;
        for (auto record : out.postings) {
            if (record.id.empty()) record.id = record.url;
            if (!job_.source.company.empty()) record.company = job_.source.company;
            if (record.id.empty() || (record.title.empty() && !job_.recipe.detail)) continue;
            if (ids_.insert(record.id).second) found_.push_back(item_of(std::move(record)));
        }
    }

    [[nodiscard]] Item item_of(postings::RawPosting record) const {
        Item out{.heard = words_hash(record, job_.context().today),
                 .known = job_.world.store.known(job_.source.id, record.id)};
        out.detailed = out.known && out.known->detailed;
        out.record = std::move(record);
        return out;
    }

    Job job_;
    std::vector<Item> found_;
    std::set<std::string> ids_;
    bool whole_ = false; ///< every page of the list was read
    bool none_ = false;  ///< the board says itself that it has nothing
    std::pair<std::string, postings::CachedAnswer> cache_;
};

} // namespace

asio::awaitable<PollResult> poll(World& world, const config::Source& source) {
    Poll poll(world, source);
    co_return co_await poll.run();
}

} // namespace gonggo::daemon
