#include "daemon/troubles.hpp"

#include "base/korean.hpp"
#include "notifier/phrases.hpp"

#include <algorithm>
#include <map>

namespace gonggo::daemon {
namespace {

/// A board that has not answered for so long is told as down; most are back before.
constexpr std::chrono::hours kAnswersAgain{6};
constexpr std::chrono::hours kLate{24}; ///< a message that waits longer is told
/// Mail that failed is told by the next mail; from then on it is worth one of its own.
constexpr std::chrono::hours kOwnMail{12};

bool has_line(const std::string& lines, const std::string& beginning) {
    return ("\n" + lines).find("\n" + beginning) != std::string::npos;
}

/// `line` is remembered as told; what was not is news, unless it can wait for other news.
void put_trouble(DigestNews& news, const std::string& told, const std::string& name,
                 const std::string& line, std::string text, bool can_wait = false) {
    news.content.health.push_back({name, false, std::move(text)});
    news.health += line + "\n";
    news.health_news = news.health_news || !(can_wait || has_line(told, line + "\n"));
}

void put_recovery(DigestNews& news, const std::string& name, std::string text) {
    news.content.health.push_back({name, true, std::move(text)});
    news.health_news = true;
}

/// What is ill, and what has recovered since it was told.
void put_health(DigestNews& news, const config::Config& config, postings::Store& store,
                const std::string& told, Timestamp now) {
    const auto sources = store.sources();
    if (!sources) return;
    const notifier::Phrases say(news.content.language);
    for (const auto& s : *sources) {
        if (std::ranges::count(config.sources, s.source, &config::Source::id) == 0) continue;
        const bool was_told = has_line(told, s.source + " ");
        if (s.state == "down" && !was_told && s.last_ok && now - *s.last_ok < kAnswersAgain)
            continue;
        if (s.state != "ok") {
            auto text = say.source_state(s.state);
            if (s.last_ok)
                text += say.say(" · 마지막 정상 ", " · last well ") +
                        say.day(date_in(*s.last_ok, config.daemon.time_zone));
            if (!s.reason.empty()) text += " (" + say.say(in_korean(s.reason), s.reason) + ")";
            put_trouble(news, told, s.source, s.source + " " + s.state, std::move(text));
        } else if (was_told)
            put_recovery(news, s.source, say.say("다시 읽힙니다", "is read again"));
    }
}

/// Messages to one receiver that did not go out.
struct Undelivered {
    std::size_t dead = 0, late = 0;
    bool own = false;   ///< mail to the reader
    Timestamp failed{}; ///< the first of the dead
    std::string last_error;
};

/// By "@channel receiver". A mail to the reader that only waits is none: the digest would wait like
/// it.
std::map<std::string, Undelivered> undelivered(postings::Store& store,
                                               const config::Profile& reader, Timestamp now) {
    std::map<std::string, Undelivered> out;
    const auto counts = store.outbox_counts();
    if (!counts || (!counts->contains("dead") && !counts->contains("due"))) return out;
    const auto entries = store.outbox(false, now);
    if (!entries) return out;
    for (const auto& e : *entries) {
        const bool own = e.channel == "mail" && std::ranges::count(reader.to, e.target) > 0;
        const bool late = e.state == "due" && e.attempts > 0 && now - e.created >= kLate && !own;
        if (e.state != "dead" && !late) continue;
        auto& receiver = out["@" + e.channel + " " + e.target];
        if (!late && (receiver.dead == 0 || e.next_try < receiver.failed))
            receiver.failed = e.next_try;
        ++(late ? receiver.late : receiver.dead);
        receiver.own = own;
        receiver.last_error = e.last_error.substr(0, e.last_error.find("; mend:"));
    }
    return out;
}

/// Told once for each receiver, and when all went out.
void put_undelivered(DigestNews& news, postings::Store& store, const config::Profile& reader,
                     const std::string& told, Timestamp now) {
    const notifier::Phrases say(news.content.language);
    const std::string name = say.say("발송", "delivery");
    const auto ill = undelivered(store, reader, now);
    for (const auto& [receiver, u] : ill) {
        const std::string to = receiver.substr(receiver.find(' ') + 1);
        const std::string n = std::to_string(u.dead > 0 ? u.dead : u.late);
        put_trouble(news, told, name, receiver + (u.dead > 0 ? " dead" : " late"),
                    to + ": " +
                        (u.dead > 0
                             ? n + say.say("건을 보내지 못했습니다", " messages were not delivered")
                             : n + say.say("건을 하루 넘게 보내지 못하고 있습니다",
                                           " messages have waited for more than a day")) +
                        " (" + say.say(in_korean(u.last_error), u.last_error) +
                        say.say(") 자세히: gonggo outbox list", "), see gonggo outbox list"),
                    u.own && now - u.failed < kOwnMail);
    }
    for (std::size_t at = 0, end = 0; at < told.size(); at = end + 1) {
        end = std::min(told.find('\n', at), told.size());
        const auto line = told.substr(at, end - at);
        const auto receiver = line.substr(0, line.rfind(' '));
        const auto to = receiver.substr(std::min(receiver.find(' '), receiver.size() - 1) + 1);
        if (!line.starts_with('@') || ill.contains(receiver)) continue;
        if (receiver.starts_with("@mail ") && std::ranges::count(reader.to, to) > 0) continue;
        put_recovery(news, name, to + ": " + say.say("다시 보내집니다", "is delivered to again"));
    }
}

} // namespace

void put_troubles(DigestNews& news, const config::Config& config, postings::Store& store,
                  const config::Profile& reader, Timestamp now) {
    const auto told = store.meta(health_key(reader.name));
    put_health(news, config, store, told, now);
    put_undelivered(news, store, reader, told, now);
}

} // namespace gonggo::daemon
