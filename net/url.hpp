#pragma once
// Addresses: relative ones resolved.
#include <string>

namespace gonggo::net {

/// `reference` against `base` (RFC 3986, section 5); the reference as it is when it cannot be
/// resolved.
std::string resolve_url(const std::string& base, const std::string& reference);

} // namespace gonggo::net
