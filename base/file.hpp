#pragma once
// Whole files: read, and write so that a reader sees the old or the new, never half.
#include "base/result.hpp"
#include <filesystem>
#include <string>
#include <string_view>

namespace gonggo {

Result<std::string> read_file(const std::filesystem::path& path);
/// Writes a temporary beside `path`, syncs it and renames it over. `mode` is the POSIX permission.
Status write_file_atomically(const std::filesystem::path& path, std::string_view content,
                             unsigned mode = 0644);
/// Everything on standard input.
std::string read_stdin();

} // namespace gonggo
