#include "daemon/poll.hpp"

#include "base/text.hpp"
#include "config/load.hpp"
#include "postings/normalise.hpp"
#include "scrapers/extract.hpp"
#include "scrapers/recipe.hpp"

#include <algorithm>
#include <xxhash.h>

namespace gonggo::daemon {

namespace asio = boost::asio;
using scrapers::Recipe;
using scrapers::RecipeRequest;

namespace {

using Values = std::map<std::string, std::string>;

std::string state_of(const Error& e) {
    if (e.code == Errc::refused) return "blocked";
    if (e.code == Errc::network) return "down";
    return "broken";
}

std::string state_of_status(long status) {
    return status == 401 || status == 403 || status == 429 ? "blocked"
           : status >= 500                                 ? "down"
                                                           : "broken";
}

std::string hash_of(std::string_view body) {
    const std::string number = std::to_string(XXH3_64bits(body.data(), body.size()));
    return number;
}

Result<Values> values_for(const Recipe& recipe, const config::Source& source) {
    Values values = source.params;
    if (!source.api_key.spec.empty()) {
        GONGGO_TRY(values["key"], config::resolve(source.api_key));
    }
    for (const auto& [name, parameter] : recipe.params) {
        if (values.contains(name)) continue;
        if (parameter.required)
            return invalid("the recipe '" + recipe.id + "' needs params." + name + " (" +
                           parameter.about + ")");
        values[name] = parameter.fallback;
    }
    return values;
}

/// One source's poll in progress.
class Poll {
public:
    Poll(World& world, const config::Source& source) : w_(world), source_(source) {
        result_.source = source.id;
    }

    asio::awaitable<PollResult> run() {
        const auto status = co_await steps();
        if (!status) {
            if (result_.state == "ok") result_.state = state_of(status.error());
            result_.reason = text::printable(status.error().message);
        }
        judge_yield();
        const auto written = w_.store.record_poll({.source = source_.id,
                                                   .state = result_.state,
                                                   .reason = result_.reason,
                                                   .at = w_.clock(),
                                                   .items = result_.items,
                                                   .fresh = result_.fresh,
                                                   .layout = layout_});
        if (!written)
            result_.reason += (result_.reason.empty() ? "" : "; ") + written.error().message;
        co_return result_;
    }

private:
    net::Request request_for(const RecipeRequest& what) const {
        net::Request out{.method = what.method,
                         .cookie_jar = source_.id,
                         .allow_private = source_.allow_private,
                         .ignore_robots = source_.ignore_robots,
                         .spacing = source_.spacing,
                         .concurrency = source_.concurrency};
        for (const auto& [name, value] : what.headers) out.headers.emplace_back(name, value);
        for (const auto& [name, value] : source_.headers) out.headers.emplace_back(name, value);
        return out;
    }

    /// The address with the source's mirror in place of the board's own host.
    [[nodiscard]] std::string mirrored(const std::string& url) const {
        const auto scheme = url.find("://");
        if (source_.mirror.empty() || scheme == std::string::npos) return url;
        const auto path = url.find('/', scheme + 3);
        return source_.mirror + (path == std::string::npos ? "/" : url.substr(path));
    }

    asio::awaitable<Status> steps() {
        auto recipe = scrapers::load_recipe(source_.recipe);
        if (!recipe) co_return recipe.error();
        auto values = values_for(*recipe, source_);
        if (!values) co_return values.error();
        std::vector<postings::RawPosting> found;
        const RecipeRequest& list = recipe->list;
        const bool pages = list.url.find("{page}") != std::string::npos ||
                           list.url.find("{offset}") != std::string::npos ||
                           list.body.find("{page}") != std::string::npos ||
                           list.body.find("{offset}") != std::string::npos;
        const int most = !pages ? 1 : source_.max_pages > 0 ? source_.max_pages : list.most_pages;
        for (int n = 0; n < most; ++n) {
            (*values)["page"] = std::to_string(list.first_page + n);
            (*values)["offset"] = std::to_string(n * list.page_size);
            const std::size_t before = found.size();
            const auto status = co_await page(*recipe, *values, found, n == 0 && most == 1);
            if (!status && n == 0) co_return status.error();
            if (!status) { // the first pages are worth keeping
                result_.state = "degraded";
                result_.reason =
                    "page " + std::to_string(list.first_page + n) + ": " + status.error().message;
                break;
            }
            if (result_.unchanged || found.size() == before) break;
            const bool any_new =
                std::any_of(found.begin() + static_cast<std::ptrdiff_t>(before), found.end(),
                            [&](const auto& r) { return !w_.store.has_listing(source_.id, r.id); });
            if (!any_new) break;
        }
        if (result_.unchanged) co_return Status{};
        result_.items = static_cast<int>(found.size());
        if (result_.items < recipe->expect_items) {
            result_.state = "broken";
            co_return Error{
                Errc::invalid,
                result_.items == 0
                    ? "no layout of the recipe found anything: the board may have changed"
                    : "only " + std::to_string(result_.items) + " items"};
        }
        if (recipe->detail) co_await details(*recipe, *values, found);
        co_return absorb(*recipe, *values, std::move(found), !pages || most == 1);
    }

    asio::awaitable<Status> page(const Recipe& recipe, const Values& values,
                                 std::vector<postings::RawPosting>& found, bool conditional) {
        auto url = scrapers::fill_template(recipe.list.url, values, true);
        if (!url) co_return url.error();
        *url = mirrored(*url);
        net::Request request = request_for(recipe.list);
        request.url = *url;
        if (!recipe.list.body.empty()) {
            auto body =
                scrapers::fill_template(recipe.list.body, values, recipe.list.body.find('{') != 0);
            if (!body) co_return body.error();
            request.body = *body;
        }
        const auto cached =
            conditional ? w_.store.cached(source_.id, *url) : postings::CachedAnswer{};
        request.etag = cached.etag;
        request.last_modified = cached.last_modified;
        const auto answer = co_await w_.http.fetch(request);
        if (!answer) co_return answer.error();
        if (answer->not_modified) {
            result_.unchanged = true;
            co_return Status{};
        }
        if (answer->status != 200) {
            result_.state = state_of_status(answer->status);
            co_return Error{Errc::http, *url + ": HTTP " + std::to_string(answer->status)};
        }
        const std::string hash = hash_of(answer->body);
        if (conditional && hash == cached.hash) {
            result_.unchanged = true;
            co_return Status{};
        }
        const auto extraction =
            scrapers::extract(recipe, scrapers::Stage::list,
                              {answer->body, answer->header("Content-Type"), answer->url}, layout_);
        if (!extraction) co_return extraction.error().in(*url);
        layout_ = extraction->layout;
        for (auto record : extraction->postings) {
            if (record.id.empty()) record.id = record.url;
            if (record.id.empty() || record.title.empty()) continue;
            if (std::none_of(found.begin(), found.end(),
                             [&](const auto& r) { return r.id == record.id; }))
                found.push_back(std::move(record));
        }
        if (conditional)
            cache_ = {*url, {answer->header("ETag"), answer->header("Last-Modified"), hash}};
        co_return Status{};
    }

    /// Detail pages of new items, those that may match first.
    asio::awaitable<void> details(const Recipe& recipe, const Values& values,
                                  std::vector<postings::RawPosting>& found) {
        std::vector<std::pair<double, postings::RawPosting*>> queue;
        for (auto& record : found)
            if (!w_.store.has_listing(source_.id, record.id))
                queue.emplace_back(postings::classify(postings::normalise(record, context())).score,
                                   &record);
        std::stable_sort(queue.begin(), queue.end(),
                         [](const auto& a, const auto& b) { return a.first > b.first; });
        for (auto& [score, record] : queue) {
            if (result_.details >= source_.details_per_poll || score < 0.05) break;
            Values with = values;
            with["url"] = record->url;
            with["id"] = record->id;
            const auto url = scrapers::fill_template(recipe.detail->url, with, true);
            if (!url) break;
            net::Request request = request_for(*recipe.detail);
            request.url = mirrored(*url);
            const auto answer = co_await w_.http.fetch(request);
            ++result_.details;
            if (!answer || answer->status != 200) {
                result_.state = "degraded";
                result_.reason =
                    "detail pages: " +
                    (answer ? "HTTP " + std::to_string(answer->status) : answer.error().message);
                if (!answer || answer->status == 429 || answer->status == 403) break;
                continue;
            }
            const auto extraction =
                scrapers::extract(recipe, scrapers::Stage::detail,
                                  {answer->body, answer->header("Content-Type"), answer->url});
            if (extraction && !extraction->postings.empty())
                merge(*record, extraction->postings.front());
        }
    }

    /// The list's words stay where it has some; the detail page fills the rest.
    static void merge(postings::RawPosting& into, const postings::RawPosting& from) {
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

    [[nodiscard]] postings::NormaliseContext context() const {
        const std::string& zone = w_.config.daemon.time_zone;
        return {.today = date_in(w_.clock(), zone), .zone = zone, .source = source_.id};
    }

    Status absorb(const Recipe& recipe, const Values& values,
                  std::vector<postings::RawPosting> found, bool complete) {
        postings::Batch batch{.source = source_.id,
                              .now = w_.clock(),
                              .today = context().today,
                              .complete = complete && result_.state == "ok"};
        for (auto& record : found) {
            if (record.company.empty() && !recipe.company.empty()) {
                GONGGO_TRY(record.company, scrapers::fill_template(recipe.company, values, false));
            }
            batch.listings.push_back(postings::normalise(record, context()));
        }
        return w_.store.in_transaction([&]() -> Status {
            GONGGO_TRY(const auto report, w_.store.absorb(batch, w_.matcher));
            result_.fresh =
                report.count(postings::Outcome::fresh) + report.count(postings::Outcome::reposted);
            if (!cache_.first.empty())
                GONGGO_CHECK(w_.store.cache(source_.id, cache_.first, cache_.second));
            return {};
        });
    }

    /// A yield far below the source's own median means we are going blind.
    void judge_yield() {
        if (result_.state != "ok" || result_.unchanged) return;
        auto past = w_.store.yields(source_.id, 15);
        if (!past || past->size() < 4) return;
        std::sort(past->begin(), past->end());
        const int median = (*past)[past->size() / 2];
        if (result_.items * 5 >= median) return;
        result_.state = "degraded";
        result_.reason = std::to_string(result_.items) + " items where " + std::to_string(median) +
                         " are usual: the board may have changed";
    }

    World& w_;
    const config::Source& source_;
    PollResult result_;
    int layout_ = -1;
    std::pair<std::string, postings::CachedAnswer> cache_;
};

} // namespace

asio::awaitable<PollResult> poll(World& world, const config::Source& source) {
    Poll poll(world, source);
    co_return co_await poll.run();
}

} // namespace gonggo::daemon
