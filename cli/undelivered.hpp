#pragma once
// Messages that failed for good, as `sources` and `doctor` tell of them.
#include "postings/store/store.hpp"
#include <string>

namespace gonggo::cli {

struct Undelivered {
    int messages = 0;
    std::string last; ///< of the latest: "mail me@example.org: 550 no such user"; one line
};

/// What `gonggo outbox list` shows as dead.
Result<Undelivered> undelivered(postings::Store& store);

} // namespace gonggo::cli
