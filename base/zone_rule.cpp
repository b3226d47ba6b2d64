#include "base/zone_rule.hpp"

#include <charconv>

namespace gonggo {
namespace {

using std::chrono::sys_days;

/// Takes one part after the other off the front of a rule.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool done() const { return rest_.empty(); }
    bool take(char c) {
        if (!rest_.starts_with(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    /// "EST" or "<+0330>".
    bool name() {
        const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
        if (take('<')) {
            const auto end = rest_.find('>');
            if (end == std::string_view::npos) return false;
            rest_.remove_prefix(end + 1);
            return true;
        }
        std::size_t n = 0;
        while (n < rest_.size() && letter(rest_[n])) ++n;
        rest_.remove_prefix(n);
        return n >= 3;
    }
    /// The number at the front, when it is one of these.
    bool number(unsigned& out, unsigned least, unsigned most) {
        const auto [end, ec] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), out);
        if (ec != std::errc() || out < least || out > most) return false;
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return true;
    }
    /// "5", "-3:30", "+26:00:00", in seconds.
    std::optional<std::int64_t> time() {
        const bool minus = take('-');
        if (!minus) take('+');
        std::int64_t out = 0;
        for (const int unit : {3600, 60, 1}) {
            if (unit != 3600 && !take(':')) break;
            unsigned n = 0;
            if (!number(n, 0, 200)) return std::nullopt;
            out += std::int64_t{n} * unit;
        }
        return minus ? -out : out;
    }

private:
    std::string_view rest_;
};

/// "M3.2.0/2": the second Sunday of March at two o'clock; week 5 is the last one.
struct YearlyChange {
    std::chrono::month month{1};
    unsigned week = 1;
    std::chrono::weekday day{0};
    std::int64_t at = 7200; ///< seconds after the local midnight

    [[nodiscard]] std::int64_t local(std::chrono::year year) const {
        const auto days = week == 5 ? sys_days{year / month / day[std::chrono::last]}
                                    : sys_days{year / month / day[week]};
        return std::chrono::seconds{days.time_since_epoch()}.count() + at;
    }
};

std::optional<YearlyChange> change(Reader& in) {
    if (!in.take(',') || !in.take('M')) return std::nullopt;
    unsigned month = 0, week = 0, day = 0;
    if (!in.number(month, 1, 12) || !in.take('.') || !in.number(week, 1, 5) || !in.take('.') ||
        !in.number(day, 0, 6))
        return std::nullopt;
    YearlyChange out{std::chrono::month{month}, week, std::chrono::weekday{day}};
    if (in.take('/')) {
        const auto at = in.time();
        if (!at) return std::nullopt;
        out.at = *at;
    }
    return out;
}

} // namespace

std::optional<std::chrono::seconds> rule_offset(std::string_view rule, std::int64_t seconds) {
    Reader in(rule);
    if (!in.name()) return std::nullopt;
    const auto west = in.time();
    if (!west) return std::nullopt;
    const std::int64_t standard = -*west;
    if (in.done()) return std::chrono::seconds{standard};
    if (!in.name()) return std::nullopt;
    std::int64_t summer = standard + 3600;
    Reader ahead = in;
    if (const auto given = ahead.time()) {
        summer = -*given;
        in = ahead;
    }
    const auto begin = change(in);
    const auto end = change(in);
    if (!begin || !end || !in.done()) return std::nullopt;
    const std::chrono::sys_seconds wall{std::chrono::seconds{seconds + standard}};
    const auto year =
        std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(wall)}.year();
    const std::int64_t from = begin->local(year) - standard, to = end->local(year) - summer;
    const bool within =
        from < to ? seconds >= from && seconds < to : seconds >= from || seconds < to;
    return std::chrono::seconds{within ? summer : standard};
}

} // namespace gonggo
