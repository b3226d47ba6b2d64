#pragma once
// Reads one TOML table key by key and remembers what was asked for, so that a key nobody asked for
// is an error with its place and the nearest valid key.
#include "base/result.hpp"
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <toml++/toml.h>
#include <vector>

namespace gonggo::config {

/// "file:line:column", 1-based, of a node.
std::string place_of(const toml::node& node, const std::string& file);

/// "90s", "15m", "3h", "1d", "1h30m"; nothing when it is not a duration.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// The file's tables; a syntax fault is an error with file:line:column. `file` is only named.
Result<toml::table> parse_toml(std::string_view text, const std::string& file);

class TableReader {
public:
    /// `name` is how the table is written in the file, e.g. "[[source]]". Both must outlive the
    /// reader.
    TableReader(const toml::table& table, std::string name, const std::string& file);

    void read(std::string_view key, std::string& out);
    void read(std::string_view key, bool& out);
    void read(std::string_view key, int& out, int least, int most);
    void read(std::string_view key, double& out, double least, double most);
    void read(std::string_view key, std::optional<int>& out, int least, int most);
    void read(std::string_view key, std::optional<std::int64_t>& out);
    /// A string or an array of strings.
    void read(std::string_view key, std::vector<std::string>& out);
    void read(std::string_view key, std::map<std::string, std::string>& out);
    void read(std::string_view key, std::chrono::milliseconds& out,
              std::chrono::milliseconds least);
    void read(std::string_view key, std::chrono::seconds& out, std::chrono::seconds least);
    /// One of the words, or an error that lists them.
    void read_word(std::string_view key, std::string& out,
                   const std::vector<std::string_view>& words);
    void read_words(std::string_view key, std::vector<std::string>& out,
                    const std::vector<std::string_view>& words);
    /// The node itself, counted as asked for; null when absent.
    const toml::node* node(std::string_view key);
    /// The value must satisfy `what`, else an error at the key's place.
    void require(bool holds, std::string_view key, const std::string& what);

    /// Unknown keys become errors; then every error found so far, in the order of the file.
    std::vector<Error> finish();

private:
    void fail(const toml::node& at, const std::string& what);
    template <class T>
    const T* typed(std::string_view key, const char* type_name);

    const toml::table& table_;
    std::string name_;
    const std::string& file_;
    std::vector<std::string_view> asked_;
    std::vector<std::pair<toml::source_position, Error>> errors_;
};

} // namespace gonggo::config
