#pragma once
// The daemon's log: lines on stderr, as journald reads them best when it is there.
#include <string>
#include <string_view>

namespace gonggo::daemon {

/// `level` is trace | debug | info | warn | error. Under systemd (JOURNAL_STREAM names our stderr)
/// each line begins with its priority as "<6>" (sd-daemon(3)) and bears no time; else with time
/// and level.
void set_up_log(const std::string& level);

/// A value of a key=value line: as it is, or in double quotes when it holds blanks, quotes or an
/// equals sign; never a control character.
std::string log_value(std::string_view value);

} // namespace gonggo::daemon
