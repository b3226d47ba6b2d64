#pragma once
// Where the running program stands.
#include <filesystem>

namespace gonggo {

/// The file of the running program, symbolic links resolved; empty when the system does not say.
/// What is installed with it is looked for from there.
std::filesystem::path own_program();

} // namespace gonggo
