#pragma once
// What is to be told goes into the outbox: digests at their time, webhooks with what was found.
#include "config/config.hpp"
#include "notifier/digest.hpp"
#include "postings/store/store.hpp"
#include <filesystem>
#include <functional>
#include <optional>

namespace gonggo::daemon {

/// What was found and not told yet, per profile: written as .html, .txt and .eml and put into the
/// outbox (one row for each address and webhook), in one transaction with the note that it was
/// told. Returns the .html files written. A fault of the
/// user's templates, or of the place for files when there are other ways out, does not keep the
/// digest back: it is told in it, and to `fault`.
Result<std::vector<std::filesystem::path>>
write_digests(const config::Config& config, postings::Store& store, Timestamp now,
              const std::function<void(const Error&)>& fault = {});

/// The webhooks that want matches at once: what they were not told yet, one message each. Called in
/// the transaction that stores what was found.
Status tell_webhooks(const config::Config& config, postings::Store& store, Timestamp now);

/// Atom and ICS files of every profile, as [feeds] says; nothing without it.
Status write_feed_files(const config::Config& config, postings::Store& store, Timestamp now);

/// A message for each address of the profile: each is delivered, and fails, by itself.
Status enqueue_mails(const config::Config& config, postings::Store& store,
                     const config::Profile& profile, const std::string& key, const std::string& eml,
                     Timestamp now);
/// A message for the webhook, unless it is gone.
Status enqueue_hook(const config::Webhook& hook, postings::Store& store, const std::string& key,
                    const notifier::DigestContent& content, Timestamp now);

/// When the quiet hours of [digest] end, if `now` lies in them: until then nothing goes out by
/// itself.
std::optional<Timestamp> quiet_until(const config::Config& config, Timestamp now);

/// The meta key under which a webhook that answered 410 is remembered; the value is its url's spec.
std::string gone_key(const std::string& webhook);

} // namespace gonggo::daemon
