// Work on other threads for coroutines of the loop's.
#include "daemon/workers.hpp"
#include "tests/support/catch.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <stdexcept>

using namespace gonggo::daemon;
namespace asio = boost::asio;

namespace {

/// Takes the processor for a while.
int busy(std::chrono::microseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    int rounds = 0;
    while (std::chrono::steady_clock::now() < end) ++rounds;
    return rounds;
}

asio::awaitable<void> thrice(Workers& workers, int& done) {
    for (int i = 0; i < 3; ++i) {
        co_await workers.run([] { return busy(std::chrono::microseconds{20}); });
        ++done;
    }
}

} // namespace

TEST_CASE("a caller that is cancelled while its work ends learns of it, and nothing breaks") {
    Workers workers{1};
    int cut_short = 0;
    for (int round = 0; round < 3'000; ++round) {
        asio::io_context io;
        asio::cancellation_signal signal;
        int done = 0;
        bool ended = false;
        asio::co_spawn(io, thrice(workers, done),
                       asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr failed) {
                           ended = true;
                           cut_short += failed ? 1 : 0;
                       }));
        io.poll(); // the first work is on its way
        busy(std::chrono::microseconds{round % 90});
        asio::post(io, [&] { signal.emit(asio::cancellation_type::terminal); });
        io.run();
        REQUIRE(ended);
        REQUIRE(done > 0); // work that was begun is waited for
    }
    CHECK(cut_short > 0);
}

TEST_CASE("what work throws is thrown to the caller") {
    Workers workers{1};
    asio::io_context io;
    std::string told;
    asio::co_spawn(io, workers.run([]() -> int { throw std::runtime_error("no"); }),
                   [&](const std::exception_ptr& failed, int) {
                       try {
                           if (failed) std::rethrow_exception(failed);
                       } catch (const std::runtime_error& e) {
                           told = e.what();
                       }
                   });
    io.run();
    CHECK(told == "no");
}
