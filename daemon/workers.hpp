#pragma once
// Threads beside the loop's, for what takes the processor long: pages are read there, and postings
// written.
#include "postings/store/store.hpp"
#include <algorithm>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
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
        std::optional<std::invoke_result_t<Work>> out;
        std::exception_ptr thrown;
        // Not co_spawn(): it hands a cancellation on to the thread, where the work may just have
        // ended, and what it would cancel is gone (a crash with Boost 1.81).
        co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, void()>(
            [&](auto caller) {
                boost::asio::post(pool_, [&, waits = boost::asio::make_work_guard(caller),
                                          caller = std::move(caller)]() mutable {
                    try {
                        out.emplace(work());
                    } catch (...) {
                        thrown = std::current_exception();
                    }
                    boost::asio::post(waits.get_executor(), std::move(caller));
                });
            },
            boost::asio::use_awaitable);
        if (thrown) std::rethrow_exception(thrown);
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
