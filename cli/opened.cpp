#include "cli/opened.hpp"

#include "base/text.hpp"
#include "cli/messages.hpp"
#include "config/load.hpp"
#include "postings/vocabulary.hpp"

#include <charconv>

namespace gonggo::cli {

using postings::Posting;
using postings::Store;

Result<config::Config> settings(const Context& context) {
    auto config = config::load(context.config_file);
    if (config) use_language(config->daemon.language);
    return config;
}

void speak_as_configured(const Context& context) {
    static_cast<void>(settings(context));
}

Result<Opened> open(const Context& context, Store::Mode mode) {
    GONGGO_TRY(auto config, settings(context));
    GONGGO_CHECK(postings::use_vocabulary(config.file.parent_path() / "vocabulary"));
    std::error_code ec;
    if (mode == Store::Mode::read_only && !std::filesystem::exists(config.daemon.database, ec))
        return Error{Errc::not_found, say(Msg::no_database, {config.daemon.database.string()})};
    GONGGO_TRY(auto store, Store::open(config.daemon.database, mode));
    const Date today = date_in(now(), config.daemon.time_zone);
    return Opened{std::move(config), std::move(store), today};
}

Result<Posting> find_one(Store& store, const std::string& key) {
    GONGGO_TRY(auto found, store.get(key));
    if (!found) return Error{Errc::not_found, say(Msg::no_posting, {text::printable(key)})};
    return std::move(*found);
}

Result<Timestamp> moment(const std::string& text, const Opened& opened) {
    const auto at = [&](Date day) {
        return local_to_utc(day, std::chrono::seconds{0}, opened.config.daemon.time_zone);
    };
    if (const auto date = parse_date(text)) return at(*date);
    int n = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (ec == std::errc() && n >= 0 && n < 10'000) {
        const std::chrono::sys_days today{opened.today};
        if (unit == "d") return at(Date{today - std::chrono::days{n}});
        if (unit == "w") return at(Date{today - std::chrono::days{7 * n}});
        if (unit == "m") return at(Date{today - std::chrono::days{30 * n}});
    }
    return invalid(say(Msg::bad_time, {text::printable(text)}));
}

} // namespace gonggo::cli
