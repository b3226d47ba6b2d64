#pragma once
// What a digest holds: the store's news of one profile, put into the digest's sections.
#include "config/config.hpp"
#include "notifier/digest.hpp"
#include "postings/store/store.hpp"

namespace gonggo::daemon {

struct DigestNews {
    notifier::DigestContent content;
    std::vector<std::string> told;  ///< postings that are told herewith
    std::vector<std::string> facts; ///< other things told herewith, for Store::tell()
    std::string health;             ///< what is ill, a line each, for health_key()
    bool health_news = false;       ///< something fell ill or recovered since it was told
    bool empty = false;             ///< nothing new, in health neither
};

/// Everything the profile was not told yet, the boards' names excepted; nothing is marked.
Result<DigestNews> digest_news(const config::Config& config, postings::Store& store,
                               const config::Profile& profile, Timestamp now);

/// The boards' names by the sources that read them, for DigestContent::names: 잡코리아 for
/// "jobkorea-ml". Reads the recipes.
std::map<std::string, std::string> board_names(const config::Config& config);

/// The meta key of the day of the last round-up of the week.
std::string weekly_key(const std::string& profile);

/// The meta key of the health that was told last: an illness alone makes one digest, not one a day.
std::string health_key(const std::string& profile);

/// A card of a posting as it matched one of the profiles (empty = any).
notifier::DigestEntry entry_of(postings::Posting posting, const std::vector<std::string>& profiles);

} // namespace gonggo::daemon
