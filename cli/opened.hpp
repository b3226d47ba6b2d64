#pragma once
// The configuration and the store a command works on.
#include "cli/commands.hpp"
#include "config/config.hpp"
#include "postings/store/store.hpp"

namespace gonggo::cli {

struct Opened {
    config::Config config;
    postings::Store store;
    Date today;
};

/// The configuration; from then on its language is spoken.
Result<config::Config> settings(const Context& context);
/// Speaks the configuration's language where nothing else of it is wanted; without one, LANG's.
void speak_as_configured(const Context& context);

Result<Opened> open(const Context& context, postings::Store::Mode mode);

/// The posting of an id, its unique beginning or a URL; none is an error that says how to find one.
Result<postings::Posting> find_one(postings::Store& store, const std::string& key);

/// "오늘" back so many days: "7d", "2w", "3m", or a date. The error names the text and the mend.
Result<Timestamp> moment(const std::string& text, const Opened& opened);

} // namespace gonggo::cli
