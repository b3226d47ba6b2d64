#pragma once
// What is due when: plain values in, plain values out, so that years pass in a test in no time.
#include "base/time.hpp"
#include "daemon/poll.hpp"
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gonggo::daemon {

/// When a source is polled next, as it is kept over restarts.
struct Plan {
    Timestamp made{}; ///< when this was decided
    Timestamp due{};
    int failures = 0; ///< in a row
    friend bool operator==(const Plan&, const Plan&) = default;
};

std::string to_text(const Plan& plan);
std::optional<Plan> plan_from(const std::string& text);

/// When digests were last written, as far as it can be believed: `known`, but `now` when it is not
/// known or the clock was set back by a day or more since. To be written down, so that the slots
/// from then on count as missed.
Timestamp last_digest(std::optional<Timestamp> known, Timestamp now);

class Agenda {
public:
    /// `random` is uniform in [0, 1).
    explicit Agenda(std::function<double()> random) : random_(std::move(random)) {}

    /// The enabled sources of `config`. One that was here keeps its plan, shortened when its
    /// interval became shorter; a new one takes `known`'s, or is due at once.
    void set_sources(const config::Config& config, Timestamp now,
                     const std::function<std::optional<Plan>(const std::string&)>& known);

    /// The sources that are due and not being polled, longest overdue first, `most` at most; they
    /// count as being polled until finished().
    std::vector<std::string> start_due(Timestamp now, std::size_t most);
    /// Plans the next poll. A source that is no longer wanted is forgotten.
    Plan finished(const PollResult& result, Timestamp now);
    /// The poll was abandoned: it stays due.
    void abandoned(const std::string& source);

    /// When the next source becomes due; nothing when all are being polled or there are none.
    [[nodiscard]] std::optional<Timestamp> next() const;
    [[nodiscard]] std::optional<Plan> plan(const std::string& source) const;
    [[nodiscard]] std::size_t running() const;

    /// The clock was set back: what was planned in what is now the future keeps its distance
    /// instead of its date. True when something moved.
    bool heed_clock(Timestamp now);

private:
    struct Entry {
        config::Source source;
        Plan plan;
        bool running = false;
        bool wanted = true;
    };
    std::function<double()> random_;
    std::map<std::string, Entry> entries_;
};

} // namespace gonggo::daemon
