#include "cli/undelivered.hpp"
#include "base/text.hpp"

namespace gonggo::cli {

Result<Undelivered> undelivered(postings::Store& store) {
    GONGGO_TRY(const auto entries, store.outbox(false, now()));
    Undelivered out;
    Timestamp latest{};
    for (const auto& e : entries) {
        if (e.state == "due" && e.attempts > 0) {
            ++out.waiting;
            if (out.messages == 0)
                out.last = text::printable(e.channel + " " + e.target + ": " + e.last_error);
        }
        if (e.state != "dead") continue;
        ++out.messages;
        if (out.messages > 1 && e.next_try < latest) continue; // when it failed
        latest = e.next_try;
        out.last = text::printable(e.channel + " " + e.target + ": " + e.last_error);
    }
    return out;
}

} // namespace gonggo::cli
