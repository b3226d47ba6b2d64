#pragma once
// gonggo.toml from a file or a string, wholly checked: every fault is found in one reading.
#include "base/result.hpp"
#include "config/config.hpp"
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::config {

/// Parses and checks. The error's message holds one line per fault: file:line:column, what is wrong
/// and the mend. `file` is only named, not read.
Result<Config> parse(std::string_view toml, const std::string& file);

/// Reads `path`, or when it is empty the first that exists of: $GONGGO_CONFIG,
/// $XDG_CONFIG_HOME/gonggo/gonggo.toml (~/.config), /etc/gonggo/gonggo.toml. Paths left empty in
/// the file are filled from the XDG directories (/var/lib/gonggo for a config below /etc).
Result<Config> load(const std::filesystem::path& path = {});

/// Where load() looks, in order.
std::vector<std::filesystem::path> search_path();
/// $XDG_CONFIG_HOME/gonggo, ~/.config/gonggo: what the user wrote.
std::filesystem::path config_home();
/// $XDG_DATA_HOME/gonggo, ~/.local/share/gonggo.
std::filesystem::path data_home();

/// The secret's value: of the environment, of a file (first line; refused when group or others can
/// read it), of a systemd credential ("credential:NAME"), or the text itself for a plain URL.
Result<std::string> resolve(const SecretRef& secret);

} // namespace gonggo::config
