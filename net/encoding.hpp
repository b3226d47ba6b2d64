#pragma once
// Content-Encoding undone.
#include "base/result.hpp"
#include <cstddef>
#include <string>
#include <string_view>

namespace gonggo::net {

/// What Accept-Encoding offers: all that decoded() undoes.
inline constexpr const char* kEncodings = "gzip, deflate, br, zstd";

/// `body` with what `encoding` names undone, the last first (RFC 9110, 8.4). A name that is none of
/// kEncodings is passed over, as browsers do. Refused when that makes more than `most` bytes;
/// invalid when the bytes are damaged or cut short.
Result<std::string> decoded(std::string_view body, std::string_view encoding, std::size_t most);

} // namespace gonggo::net
