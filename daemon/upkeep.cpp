#include "daemon/upkeep.hpp"

#include "postings/store/maintain.hpp"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace gonggo::daemon {

Status upkeep(const config::Config& config, postings::Store& store, Timestamp now) {
    static constexpr const char* kLast = "upkeep.last";
    const std::string last = store.meta(kLast);
    const auto at = now.time_since_epoch().count();
    if (!last.empty() && at - std::strtoll(last.c_str(), nullptr, 10) < 24 * 3600) return {};
    GONGGO_CHECK(store.in_transaction([&]() -> Status {
        GONGGO_TRY(const auto forgotten, store.forget(now - config.daemon.keep_closed));
        static_cast<void>(forgotten);
        return store.set_meta(kLast, std::to_string(at));
    }));
    GONGGO_TRY(const bool slimmed, postings::slim(config.daemon.database));
    static_cast<void>(slimmed);
    return {};
}

void give_memory_back() {
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

} // namespace gonggo::daemon
