#pragma once
// A short stand-in for bytes: is this what it was?
#include <string>
#include <string_view>

namespace gonggo {

/// XXH3 (64 bits) of the bytes as decimal digits: for telling whether they are the same as before,
/// not for secrets.
std::string hash_of(std::string_view bytes);

} // namespace gonggo
