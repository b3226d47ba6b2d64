#include "daemon/wishes.hpp"

#include "base/file.hpp"
#include "base/hash.hpp"
#include "postings/role_model.hpp"

namespace gonggo::daemon {

Result<int> heed_wishes(const config::Config& config, postings::Store& store,
                        const postings::Matcher& matcher, Timestamp now) {
    static constexpr const char* kKey = "wishes.configuration";
    const auto file = read_file(config.file);
    if (!file) return 0; // it was read a moment ago: the next time will tell
    const auto print = hash_of(*file + postings::role_model_print());
    if (store.meta(kKey) == print) return 0;
    GONGGO_TRY(const int matched,
               store.rematch_open(matcher, now, date_in(now, config.daemon.time_zone)));
    GONGGO_CHECK(store.set_meta(kKey, print));
    return matched;
}

} // namespace gonggo::daemon
