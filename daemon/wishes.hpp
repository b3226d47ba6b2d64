#pragma once
// A configuration or role model that has changed holds for what was found before, too.
#include "config/config.hpp"
#include "postings/store/store.hpp"

namespace gonggo::daemon {

/// When the configuration file or the role model is not the one of the last time: everything open
/// is judged anew, by what the model tells and the profiles wish now, so that a new or wider one is
/// told what is there already. How many postings were matched.
Result<int> heed_wishes(const config::Config& config, postings::Store& store,
                        const postings::Matcher& matcher, Timestamp now);

} // namespace gonggo::daemon
