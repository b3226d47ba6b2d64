#pragma once
// Addresses: relative ones resolved (RFC 3986, section 5), values put into them.
#include <string>
#include <string_view>

namespace gonggo::scrapers {

/// `reference` against `base`; the reference as it is when there is no base or it cannot be
/// resolved.
std::string resolve_url(std::string_view base, std::string_view reference);
/// Everything but unreserved characters percent-encoded (RFC 3986, 2.3).
std::string url_encode(std::string_view text);
/// %XX decoded; what is no such sequence stays.
std::string url_decode(std::string_view text);

} // namespace gonggo::scrapers
