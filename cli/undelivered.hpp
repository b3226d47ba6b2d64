#pragma once
// Messages that failed, as `sources` and `doctor` tell of them.
#include "postings/store/store.hpp"
#include <string>

namespace gonggo::cli {

struct Undelivered {
    int messages = 0; ///< for good
    int waiting = 0;  ///< for now: they are tried again
    std::string last; ///< of the latest for good, else for now: "mail me@example.org: 550 no such
                      ///< user"; one line
};

/// What `gonggo outbox list` shows as dead or tried in vain.
Result<Undelivered> undelivered(postings::Store& store);

} // namespace gonggo::cli
