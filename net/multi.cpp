#include "net/multi.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <map>

namespace gonggo::net {

namespace asio = boost::asio;

/// One of curl's sockets on the loop. curl opens and closes it; we only wait on it.
struct Watch : std::enable_shared_from_this<Watch> {
    explicit Watch(const asio::any_io_executor& executor, curl_socket_t fd)
        : descriptor(executor, fd) {}
    ~Watch() {
        if (descriptor.is_open()) descriptor.release();
    }
    asio::posix::stream_descriptor descriptor;
    int wanted = 0;
    bool reading = false;
    bool writing = false;
};

struct Transfer {
    asio::steady_timer done;
    CURLcode code = CURLE_OK;
    bool finished = false;
};

struct Multi::Impl : std::enable_shared_from_this<Multi::Impl> {
    explicit Impl(asio::any_io_executor e) : executor(e), timer(e), multi(curl_multi_init()) {
        curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, &on_socket);
        curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, this);
        curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, &on_timer);
        curl_multi_setopt(multi, CURLMOPT_TIMERDATA, this);
        curl_multi_setopt(multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
        curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, 64L);
    }
    ~Impl() { curl_multi_cleanup(multi); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    static int on_socket(CURL*, curl_socket_t fd, int what, void* self, void*) {
        auto& impl = *static_cast<Impl*>(self);
        if (what == CURL_POLL_REMOVE) {
            if (const auto found = impl.watches.find(fd); found != impl.watches.end()) {
                found->second->wanted = 0;
                if (found->second->descriptor.is_open()) found->second->descriptor.release();
                impl.watches.erase(found);
            }
            return 0;
        }
        auto& watch = impl.watches[fd];
        if (!watch) watch = std::make_shared<Watch>(impl.executor, fd);
        watch->wanted = what;
        impl.wait(watch, fd);
        return 0;
    }

    static int on_timer(CURLM*, long ms, void* self) {
        auto& impl = *static_cast<Impl*>(self);
        impl.timer.cancel();
        const int turn = ++impl.turn;
        if (ms < 0) return 0;
        if (ms == 0) { // for every new transfer: a timer would cost a system call
            asio::post(impl.executor, [weak = impl.weak_from_this(), turn] {
                if (const auto alive = weak.lock(); alive && alive->turn == turn)
                    alive->act(CURL_SOCKET_TIMEOUT, 0);
            });
            return 0;
        }
        impl.timer.expires_after(std::chrono::milliseconds(ms));
        impl.timer.async_wait([weak = impl.weak_from_this()](boost::system::error_code ec) {
            if (const auto alive = weak.lock(); alive && !ec) alive->act(CURL_SOCKET_TIMEOUT, 0);
        });
        return 0;
    }

    void wait(const std::shared_ptr<Watch>& watch, curl_socket_t fd) {
        const auto arm = [&](bool Watch::*busy, int flag, int event, auto kind) {
            if (!(watch->wanted & flag) || (*watch).*busy) return;
            (*watch).*busy = true;
            watch->descriptor.async_wait(kind, [weak = weak_from_this(), watch, fd, busy,
                                                event](boost::system::error_code ec) {
                (*watch).*busy = false;
                const auto alive = weak.lock();
                if (!alive || ec || watch->wanted == 0) return;
                alive->act(fd, event);
                if (watch->wanted != 0 && watch->descriptor.is_open()) alive->wait(watch, fd);
            });
        };
        arm(&Watch::reading, CURL_POLL_IN, CURL_CSELECT_IN,
            asio::posix::stream_descriptor::wait_read);
        arm(&Watch::writing, CURL_POLL_OUT, CURL_CSELECT_OUT,
            asio::posix::stream_descriptor::wait_write);
    }

    void act(curl_socket_t fd, int event) {
        int running = 0;
        curl_multi_socket_action(multi, fd, event, &running);
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
            if (message->msg != CURLMSG_DONE) continue;
            CURL* easy = message->easy_handle;
            const CURLcode code = message->data.result;
            curl_multi_remove_handle(multi, easy);
            const auto found = transfers.find(easy);
            if (found == transfers.end()) continue;
            found->second->code = code;
            found->second->finished = true;
            found->second->done.cancel();
            transfers.erase(found);
        }
    }

    asio::any_io_executor executor;
    asio::steady_timer timer;
    CURLM* multi;
    int turn = 0; ///< of on_timer: only its last word counts
    std::map<curl_socket_t, std::shared_ptr<Watch>> watches;
    std::map<CURL*, std::shared_ptr<Transfer>> transfers;
};

Multi::Multi(asio::any_io_executor executor) : impl_(std::make_shared<Impl>(std::move(executor))) {}
Multi::~Multi() = default;

asio::awaitable<CURLcode> Multi::perform(CURL* easy) {
    const auto impl = impl_;
    auto transfer = std::make_shared<Transfer>(
        Transfer{asio::steady_timer(impl->executor, asio::steady_timer::time_point::max())});
    impl->transfers[easy] = transfer;
    /// Cancelled from outside: take the transfer out of curl's hands.
    struct Guard {
        Impl& impl;
        CURL* easy;
        Transfer& transfer;
        ~Guard() {
            if (transfer.finished) return;
            curl_multi_remove_handle(impl.multi, easy);
            impl.transfers.erase(easy);
        }
    } guard{*impl, easy, *transfer};
    if (curl_multi_add_handle(impl->multi, easy) != CURLM_OK) co_return CURLE_FAILED_INIT;
    if (!transfer->finished)
        co_await transfer->done.async_wait(asio::as_tuple(asio::use_awaitable));
    if (!transfer->finished) throw boost::system::system_error(asio::error::operation_aborted);
    co_return transfer->code;
}

} // namespace gonggo::net
