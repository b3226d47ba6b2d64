#include "daemon/agenda.hpp"

#include "daemon/backoff.hpp"

#include <algorithm>
#include <cstdio>

namespace gonggo::daemon {

using std::chrono::seconds;

namespace {

/// Clocks are corrected by seconds all the time; only more than this is a clock set back.
constexpr seconds kSlack{60};

seconds longest_interval(const config::Source& source) {
    return seconds{static_cast<std::int64_t>(static_cast<double>(source.interval.count()) *
                                             (1 + source.jitter))};
}

} // namespace

std::string to_text(const Plan& plan) {
    return std::to_string(plan.made.time_since_epoch().count()) + " " +
           std::to_string(plan.due.time_since_epoch().count()) + " " +
           std::to_string(plan.failures);
}

std::optional<Plan> plan_from(const std::string& text) {
    long long made = 0;
    long long due = 0;
    int failures = 0;
    if (std::sscanf(text.c_str(), "%lld %lld %d", &made, &due, &failures) != 3 || due < made)
        return {};
    return Plan{Timestamp{seconds{made}}, Timestamp{seconds{due}}, failures};
}

Timestamp last_digest(std::optional<Timestamp> known, Timestamp now) {
    return known && *known < now + std::chrono::days{1} ? *known : now;
}

void Agenda::set_sources(const config::Config& config, Timestamp now,
                         const std::function<std::optional<Plan>(const std::string&)>& known) {
    for (auto& [id, entry] : entries_) entry.wanted = false;
    for (const auto& source : config.sources) {
        if (!source.enabled) continue;
        const bool here = entries_.contains(source.id);
        Entry& entry = entries_[source.id];
        entry.source = source;
        entry.wanted = true;
        if (!here) entry.plan = known(source.id).value_or(Plan{now, now, 0});
        if (entry.plan.failures == 0)
            entry.plan.due = std::min(entry.plan.due, entry.plan.made + longest_interval(source));
    }
    std::erase_if(entries_,
                  [](const auto& item) { return !item.second.wanted && !item.second.running; });
    heed_clock(now);
}

std::vector<std::string> Agenda::start_due(Timestamp now, std::size_t most) {
    std::vector<Entry*> due;
    for (auto& [id, entry] : entries_)
        if (entry.wanted && !entry.running && entry.plan.due <= now) due.push_back(&entry);
    std::stable_sort(due.begin(), due.end(),
                     [](const Entry* a, const Entry* b) { return a->plan.due < b->plan.due; });
    if (due.size() > most) due.resize(most);
    std::vector<std::string> out;
    for (Entry* entry : due) {
        entry->running = true;
        out.push_back(entry->source.id);
    }
    return out;
}

Plan Agenda::finished(const PollResult& result, Timestamp now) {
    const auto found = entries_.find(result.source);
    if (found == entries_.end()) return {};
    Entry& entry = found->second;
    entry.running = false;
    const int failures = is_failure(result.state) ? entry.plan.failures + 1 : 0;
    entry.plan = {now, now + wait_after(entry.source, result, failures, random_()), failures};
    const Plan plan = entry.plan;
    if (!entry.wanted) entries_.erase(found);
    return plan;
}

void Agenda::abandoned(const std::string& source) {
    if (const auto found = entries_.find(source); found != entries_.end())
        found->second.running = false;
}

std::optional<Timestamp> Agenda::next() const {
    std::optional<Timestamp> best;
    for (const auto& [id, entry] : entries_)
        if (entry.wanted && !entry.running && (!best || entry.plan.due < *best))
            best = entry.plan.due;
    return best;
}

std::optional<Plan> Agenda::plan(const std::string& source) const {
    const auto found = entries_.find(source);
    if (found == entries_.end()) return {};
    return found->second.plan;
}

std::size_t Agenda::running() const {
    return static_cast<std::size_t>(std::count_if(
        entries_.begin(), entries_.end(), [](const auto& item) { return item.second.running; }));
}

bool Agenda::heed_clock(Timestamp now) {
    bool moved = false;
    for (auto& [id, entry] : entries_) {
        if (entry.plan.made <= now + kSlack) continue;
        entry.plan.due = now + (entry.plan.due - entry.plan.made);
        entry.plan.made = now;
        moved = true;
    }
    return moved;
}

} // namespace gonggo::daemon
