#pragma once
// Keeping the file well: online copies and a check of its soundness.
#include "base/result.hpp"
#include <filesystem>
#include <string>
#include <vector>

namespace gonggo::postings {

/// A copy of the database as of now, made while others may write (VACUUM INTO); the copy appears
/// whole or not at all. Errors: the target exists, no database, the disk.
Status back_up(const std::filesystem::path& database, const std::filesystem::path& copy);

/// What is wrong with the file, a sentence each; empty = sound. Checks the pages, the full-text
/// index against its rows, and that nothing points to what is not there. Changes nothing.
Result<std::vector<std::string>> integrity_faults(const std::filesystem::path& database);

/// Gives the disk back what was forgotten, when that is a quarter of the file or more; true when it
/// did.
Result<bool> slim(const std::filesystem::path& database);

} // namespace gonggo::postings
