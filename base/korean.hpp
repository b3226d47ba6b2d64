#pragma once
// What the rooms say in English when something is wrong, in Korean.
#include <string>
#include <string_view>

namespace gonggo {

/// An error's message or a source's reason in Korean: base/korean.inc knows it line by line, after
/// whatever places ("gonggo.toml:3:1: ") stand before; what it does not know stays English.
std::string in_korean(std::string_view message);

} // namespace gonggo
