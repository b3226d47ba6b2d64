#pragma once
// Standard Webhooks signatures (standardwebhooks.com, version 1).
#include "base/result.hpp"
#include "base/time.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::notifier {

/// HMAC-SHA256 as 32 raw bytes.
std::string hmac_sha256(std::string_view key, std::string_view message);
Result<std::string> decode_base64(std::string_view text);

/// The webhook-signature header: "v1,<base64>" over "id.timestamp.body" for each secret, joined by
/// a blank (two while the receiver rotates). Secrets are "whsec_<base64>"; one that is not is an
/// error which does not repeat it.
Result<std::string> webhook_signature(std::string_view id, Timestamp when, std::string_view body,
                                      const std::vector<std::string>& secrets);

} // namespace gonggo::notifier
