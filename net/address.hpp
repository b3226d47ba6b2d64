#pragma once
// Which addresses belong to the outside world.
#include <string_view>

namespace gonggo::net {

/// True for an IPv4 or IPv6 literal that is loopback, private, link-local, shared (CGNAT),
/// multicast, unspecified, reserved or documentation space, also inside IPv4-mapped, 6to4 and NAT64
/// IPv6 (the IANA special-purpose registries, RFC 6890). What is no address at all counts as
/// private.
bool is_private_address(std::string_view ip);

} // namespace gonggo::net
