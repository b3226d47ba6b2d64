#pragma once
// What a poll found goes into the store: in portions while detail pages are still being read, so
// that neither the memory nor the loop has to bear all of it at once.
#include "daemon/items.hpp"
#include "daemon/job.hpp"
#include <boost/asio/awaitable.hpp>
#include <vector>

namespace gonggo::daemon {

class Intake {
public:
    /// `job` outlives it. Everything is heard of at one moment: now.
    explicit Intake(Job& job);

    /// Nothing more will be read of this item. An error is the store's.
    boost::asio::awaitable<Status> take(Item& item);
    /// Those of `found` that were not taken yet; then what the whole list shows: closings, what the
    /// webhooks want to hear of, and `cache`. `whole`: every page of the list was read.
    boost::asio::awaitable<Status>
    finish(std::vector<Item>& found, bool whole,
           const std::pair<std::string, postings::CachedAnswer>& cache);

private:
    [[nodiscard]] postings::Batch portion() const;
    Status add(Item& item);
    Status absorb(postings::Store& store, const postings::Batch& batch, int& fresh) const;

    Job& job_;
    const Timestamp now_;
    const postings::NormaliseContext context_;
    postings::Batch batch_;
};

} // namespace gonggo::daemon
