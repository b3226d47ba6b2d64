#include "daemon/sample.hpp"

#include "daemon/deliver.hpp"
#include "daemon/rounds.hpp"
#include "notifier/digest.hpp"
#include "notifier/letter.hpp"
#include "notifier/phrases.hpp"

#include <filesystem>
#include <stdlib.h>

namespace gonggo::daemon {
namespace {

/// A directory of our own, gone with us.
struct Scratch {
    std::filesystem::path path;
    Scratch() {
        std::string name = (std::filesystem::temp_directory_path() / "gonggo-XXXXXX").string();
        if (::mkdtemp(name.data())) path = name;
    }
    ~Scratch() {
        std::error_code ec;
        if (!path.empty()) std::filesystem::remove_all(path, ec);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
};

notifier::DigestContent sample(const config::Config& config, Timestamp now) {
    const notifier::Phrases say(config.daemon.language);
    notifier::DigestContent c;
    c.date = date_in(now, config.daemon.time_zone);
    c.language = config.daemon.language;
    c.profile = "test";
    notifier::DigestEntry e;
    e.posting.id = "sample";
    e.posting.title =
        say.say("머신러닝 엔지니어 (시험 발송)", "Machine Learning Engineer (a test)");
    e.posting.company = say.say("공고 시험", "gonggo test");
    e.posting.url = "https://example.org/jobs/1";
    e.posting.locations = {"서울 강남구"};
    e.posting.first_seen = e.posting.last_seen = now;
    e.posting.deadline = {.kind = postings::DeadlineKind::date,
                          .date = std::chrono::sys_days(c.date) + std::chrono::days{3},
                          .text = ""};
    e.score = 92;
    e.reasons = {say.say("이 메시지가 보이면 설정이 맞습니다",
                         "if you can read this, the settings are right")};
    c.fresh.push_back(std::move(e));
    return c;
}

/// Why it did not go; there is no outbox to send it again from.
std::string error_of(const postings::OutboxEntry& e) {
    if (e.state == "sent") return {};
    if (e.last_error.empty()) return "not tried: the server did not answer";
    return e.last_error.substr(0, e.last_error.find(kRetryMend));
}

Status queue(const config::Config& config, postings::Store& store, Timestamp now) {
    auto content = sample(config, now);
    GONGGO_TRY(const auto templates,
               notifier::load_templates(config.file.parent_path() / "templates"));
    GONGGO_TRY(const auto rendered, notifier::render_digest(content, templates));
    const std::string key = "test-" + std::to_string(now.time_since_epoch().count());
    for (const auto& profile : config.profiles) {
        if (profile.to.empty() || config.smtp.host.empty()) continue;
        GONGGO_TRY(const auto mail, notifier::digest_mail(rendered, profile, config.smtp, key, now,
                                                          config.daemon.time_zone));
        GONGGO_TRY(const auto eml, notifier::build_mime(mail));
        GONGGO_CHECK(enqueue_mails(config, store, profile, key + profile.name, eml, now));
    }
    for (const auto& hook : config.webhooks)
        GONGGO_CHECK(enqueue_hook(hook, store, key, content, now));
    return {};
}

} // namespace

std::vector<SampleOutcome> send_samples(const config::Config& config, Timestamp now) {
    const Scratch scratch; // an outbox of its own: the very same way out, and nothing is kept
    auto store =
        postings::Store::open(scratch.path / "sample.db", postings::Store::Mode::read_write);
    if (!store) return {{"mail", "", store.error().message}};
    if (const auto queued = queue(config, *store, now); !queued)
        return {{"mail", "", queued.error().message}};
    if (const auto sent = deliver(config, *store); !sent)
        return {{"mail", "", sent.error().message}};
    std::vector<SampleOutcome> out;
    if (const auto entries = store->outbox(false, now))
        for (const auto& e : *entries) out.push_back({e.channel, e.target, error_of(e)});
    return out;
}

} // namespace gonggo::daemon
