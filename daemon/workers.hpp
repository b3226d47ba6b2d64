#pragma once
// Threads beside the loop's, for what takes the processor long: pages are read there, and postings
// written.
#include "postings/store/store.hpp"
#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>

namespace gonggo::daemon {

class Workers {
public:
    explicit Workers(unsigned threads) : pool_(threads) {}

    /// What `work()` returns, done on one of the threads; the caller goes on where it was. `work`
    /// touches nothing that the caller's thread may touch meanwhile. What it throws is thrown here.
    /// A caller that is cancelled learns of it when the work is done.
    template <class Work>
    boost::asio::awaitable<std::invoke_result_t<Work>> run(Work work) {
        using Out = std::optional<std::invoke_result_t<Work>>; // co_spawn() makes an empty one
        auto out = co_await boost::asio::co_spawn(
            pool_, [&]() -> boost::asio::awaitable<Out> { co_return work(); },
            boost::asio::use_awaitable);
        co_return std::move(*out);
    }

private:
    boost::asio::thread_pool pool_;
};

/// One thread that writes to the store over a connection of its own. The loop's sees what was
/// written as soon as run() is through.
class Writer {
public:
    /// `store` outlives it.
    explicit Writer(const postings::Store& store) : store_(store) {}

    /// What `work(Store&)`, a Status, came to; an error too when the store cannot be opened again.
    template <class Work>
    boost::asio::awaitable<Status> run(Work work) {
        return thread_.run([this, work = std::move(work)]() mutable -> Status {
            if (!own_) {
                GONGGO_TRY(own_, store_.another());
            }
            return work(*own_);
        });
    }

private:
    const postings::Store& store_;
    std::optional<postings::Store> own_; ///< touched by the thread alone
    Workers thread_{1};
};

/// Who works for the loop.
struct Crew {
    explicit Crew(const postings::Store& store) : writer(store) {}

    Workers readers{std::clamp(std::thread::hardware_concurrency(), 2U, 5U) - 1};
    Writer writer;
};

} // namespace gonggo::daemon
