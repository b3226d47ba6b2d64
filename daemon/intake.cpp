#include "daemon/intake.hpp"

#include "daemon/rounds.hpp"

#include <utility>

namespace gonggo::daemon {

namespace asio = boost::asio;

namespace {

constexpr std::size_t kPortion = 100; ///< listings a transaction

/// The item as it is kept: what this poll says of it, and what earlier ones read.
Result<postings::Posting> posting_of(const Job& job, Item& item,
                                     const postings::NormaliseContext& context) {
    auto out = postings::normalise(item.record, context);
    if (!item.known || item.read) return out;
    GONGGO_TRY(const auto before, job.world.store.listing(job.source.id, item.record.id));
    if (before) keep_unsaid(out, item.record, *before);
    return out;
}

bool nameless(const Item& item) {
    return item.record.title.empty() && !item.known;
}

} // namespace

Intake::Intake(Job& job)
    : job_(job), now_(job.world.clock()), context_(job.context()), batch_(portion()) {}

postings::Batch Intake::portion() const {
    return {.source = job_.source.id, .now = now_, .today = context_.today};
}

asio::awaitable<Status> Intake::take(Item& item) {
    if (nameless(item)) co_return Status{};
    if (const auto added = add(item); !added) co_return added;
    if (batch_.listings.size() < kPortion) co_return Status{};
    const auto full = std::exchange(batch_, portion());
    int fresh = 0;
    const auto kept = co_await job_.world.crew.writer.run(
        [&](postings::Store& store) { return absorb(store, full, fresh); });
    job_.result.fresh += fresh;
    co_return kept;
}

Status Intake::add(Item& item) {
    item.taken = true;
    if (item.stands() && item.detailed == item.known->detailed) {
        batch_.same.push_back(item.record.id);
        return {};
    }
    if (!item.posting) {
        GONGGO_TRY(item.posting, posting_of(job_, item, context_));
    }
    batch_.listings.push_back(std::move(*item.posting));
    batch_.concluded.push_back(std::move(item.concluded));
    item.posting.reset();
    item.concluded.reset();
    batch_.notes[item.record.id] = {.heard = item.heard, .detailed = item.detailed};
    std::string().swap(item.record.description); // it is in the batch now
    return {};
}

/// On the writer's thread.
Status Intake::absorb(postings::Store& store, const postings::Batch& batch, int& fresh) const {
    // A company's own page: its record is the one people see.
    const std::string own = "own." + job_.source.id;
    if (!(job_.recipe.company.empty() && job_.source.company.empty()) && store.meta(own).empty())
        GONGGO_CHECK(store.set_meta(own, "1"));
    GONGGO_TRY(const auto report, store.absorb(batch, job_.world.matcher));
    fresh = report.count(postings::Outcome::fresh) + report.count(postings::Outcome::reposted);
    return {};
}

asio::awaitable<Status>
Intake::finish(std::vector<Item>& found, bool whole,
               const std::pair<std::string, postings::CachedAnswer>& cache) {
    bool all_named = true;
    for (auto& item : found) {
        all_named = all_named && (item.taken || !nameless(item));
        if (item.taken) continue;
        if (const auto kept = co_await take(item); !kept) co_return kept;
    }
    batch_.complete = whole && all_named && job_.result.state == "ok";
    int fresh = 0;
    const auto kept = co_await job_.world.crew.writer.run([&](postings::Store& store) {
        auto saved = store.in_transaction([&]() -> Status {
            GONGGO_CHECK(absorb(store, batch_, fresh));
            if (!cache.first.empty())
                GONGGO_CHECK(store.cache(job_.source.id, cache.first, cache.second));
            return tell_webhooks(job_.world.config, store, now_);
        });
        store.rest();
        return saved;
    });
    job_.result.fresh += fresh;
    co_return kept;
}

} // namespace gonggo::daemon
