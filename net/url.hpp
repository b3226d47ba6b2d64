#pragma once
// Addresses: relative ones resolved, origins told apart.
#include "base/result.hpp"
#include <string>

namespace gonggo::net {

/// `reference` against `base` (RFC 3986, section 5); the reference as it is when it cannot be
/// resolved.
std::string resolve_url(const std::string& base, const std::string& reference);

/// Scheme, host and port of an http(s) URL (RFC 6454); the port is empty when it is the scheme's.
struct Origin {
    std::string scheme, host, port;
    [[nodiscard]] std::string text() const {
        return scheme + "://" + host + (port.empty() ? "" : ":" + port);
    }
    /// What politeness is owed to: one host, whatever the scheme.
    [[nodiscard]] std::string host_key() const { return host + ":" + port; }
    friend bool operator==(const Origin&, const Origin&) = default;
};

/// Errors: Errc::invalid (no URL), Errc::refused (another scheme than http and https).
Result<Origin> origin_of(const std::string& url);

} // namespace gonggo::net
