#include "base/file.hpp"
#include "base/text.hpp"
#include "notifier/sign.hpp"
#include "notifier/webhook.hpp"
#include "tests/notifier/samples.hpp"
#include "tests/support/catch.hpp"
#include <boost/json.hpp>
#include <cstdlib>
#include <unistd.h>

using namespace gonggo;
using namespace gonggo::notifier;
namespace json = boost::json;

namespace {

const Timestamp kNow{std::chrono::seconds{1614265330}};
constexpr const char* kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

net::Request one(const std::string& kind, std::size_t postings) {
    const WebhookTarget target{kind, "https://hook.example/x", "42", {}, false};
    const auto body = webhook_body(kind, "42", tests::sample_digest(postings), kNow).value();
    return webhook_request(target, body, "msg_1", kNow).value();
}

json::value body(const std::string& kind, std::size_t postings) {
    return json::parse(one(kind, postings).body);
}

} // namespace

TEST_CASE("webhook signatures agree with the algorithm restated in Python") {
    const auto path =
        std::filesystem::temp_directory_path() / ("gonggo-webhook-" + std::to_string(::getpid()));
    const std::vector<std::vector<std::string>> keys{
        {kSecret}, {kSecret, "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"}};
    for (const auto& secrets : keys) {
        const WebhookTarget target{"generic", "https://hook.example/x", "", secrets, false};
        const auto request =
            webhook_request(target,
                            webhook_body("generic", "", tests::sample_digest(12), kNow).value(),
                            "msg_1", kNow)
                .value();
        std::map<std::string, std::string> headers(request.headers.begin(), request.headers.end());
        REQUIRE(write_file_atomically(path, request.body));
        const auto command = "python3 tests/notifier/check_signature.py msg_1 1614265330 '" +
                             headers.at("webhook-signature") + "' " + path.string() + " " +
                             text::join(secrets, " ");
        CHECK(headers.at("webhook-id") == "msg_1");
        CHECK(headers.at("webhook-timestamp") == "1614265330");
        CHECK(std::system(command.c_str()) == 0);
    }
    std::filesystem::remove(path);
    CHECK_FALSE(webhook_signature("a", kNow, "b", {"plain"}));
    const auto bad = webhook_signature("a", kNow, "b", {"whsec_sec!ret"});
    REQUIRE_FALSE(bad);
    CHECK(bad.error().message.find("sec!ret") == std::string::npos);
}

TEST_CASE("HMAC agrees with a vector of RFC 4231") {
    std::string hex;
    for (const char c : hmac_sha256("Jefe", "what do ya want for nothing?")) {
        hex += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
        hex += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
    }
    CHECK(hex == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("messages keep to the limits of each service and count the rest") {
    for (const std::size_t size : {0, 1, 12, 500}) {
        INFO(size);
        const auto slack = body("slack", size);
        const auto& blocks = slack.at("blocks").as_array();
        CHECK(blocks.size() <= 50);
        for (const auto& b : blocks) CHECK(b.at("text").at("text").as_string().size() <= 3000);
        const auto discord = body("discord", size);
        const auto& embeds = discord.at("embeds").as_array();
        CHECK(embeds.size() <= 10);
        std::size_t total = 0;
        for (const auto& e : embeds)
            total += e.at("title").as_string().size() + e.at("description").as_string().size();
        CHECK(total <= 6000);
        CHECK(body("telegram", size).at("text").as_string().size() <= 4096);
        CHECK(body("ntfy", size).at("message").as_string().size() <= 4096);
        CHECK(body("mattermost", size).at("text").as_string().size() <= 16383);
        CHECK(one("teams", size).body.size() <= 28u * 1024);
    }
    const std::string telegram{body("telegram", 500).at("text").as_string()};
    CHECK_THAT(telegram, Catch::Matchers::Contains("그 밖에"));
    CHECK(text::scrub_utf8(telegram) == telegram);
    const auto told = body("generic", 500).at("data").at("new").as_array().size();
    CHECK(told == 500);
    CHECK_FALSE(webhook_body("fax", "", {}, kNow));
}

TEST_CASE("a posting cannot mention everyone or break out of a message") {
    auto c = tests::sample_digest(1);
    c.fresh[0].posting.title = "<!channel> @everyone </a><b> [x](http://evil)";
    const auto words = [&](const char* kind) { return webhook_body(kind, "1", c, kNow).value(); };
    CHECK(words("slack").find("<!channel>") == std::string::npos);
    CHECK(words("telegram").find("</a><b>") == std::string::npos);
    CHECK(words("mattermost").find("[x](http") == std::string::npos);
    CHECK_THAT(words("discord"), Catch::Matchers::Contains("\"allowed_mentions\":{\"parse\":[]}"));
}

TEST_CASE("answers say what to do next") {
    using V = DeliveryVerdict;
    using namespace std::chrono_literals;
    struct Row {
        long status;
        std::chrono::seconds asked;
        int attempt;
        std::chrono::seconds age;
        V expected;
    };
    const Row rows[] = {
        {204, 0s, 1, 0s, {V::delivered, {}}},
        {410, 0s, 1, 0s, {V::disable, {}}},
        {404, 0s, 1, 0s, {V::dead, {}}},
        {301, 0s, 1, 0s, {V::dead, {}}},
        {429, 90s, 1, 0s, {V::retry, kNow + 90s}},
        {429, 5s, 3, 0s, {V::retry, kNow + 240s}},
        {503, 0s, 2, 0s, {V::retry, kNow + 120s}},
        {0, 0s, 30, 24h, {V::retry, kNow + 6h}},
        {429, 1000h, 1, 0s, {V::retry, kNow + 24h}},
        {500, 0s, 30, 120h, {V::expired, {}}},
        {500, 0s, 2, 120h, {V::retry, kNow + 120s}}, // the machine slept through the five days
    };
    for (const auto& r : rows) {
        INFO(r.status << " attempt " << r.attempt);
        CHECK(judge(r.status, r.asked, r.attempt, kNow - r.age, kNow) == r.expected);
    }
    for (const long reply : {421, 450, 451, 452, 0})
        CHECK(judge_smtp(reply, 1, kNow, kNow).kind == V::retry);
    for (const long reply : {550, 552, 554})
        CHECK(judge_smtp(reply, 1, kNow, kNow).kind == V::dead);
    CHECK(judge_smtp(250, 1, kNow, kNow).kind == V::delivered);
    CHECK(judge_smtp(451, 40, kNow - 121h, kNow).kind == V::expired);
    CHECK(asked_to_wait(9s, "") == 9s);
    CHECK(asked_to_wait(0s, R"({"ok":false,"parameters":{"retry_after":31}})") == 31s);
    CHECK(asked_to_wait(0s, "<html>") == 0s);
}

TEST_CASE("what is ill stands in a message of every kind, before all that may be cut") {
    auto content = tests::sample_digest(500);
    content.health = {{"board", false, "읽지 못했습니다"}, {"other", true, "다시 읽힙니다"}};
    for (const auto* kind :
         {"slack", "discord", "telegram", "ntfy", "mattermost", "teams", "generic"}) {
        INFO(kind);
        const auto text = webhook_body(kind, "42", content, kNow).value();
        CHECK(text.find("읽지 못했습니다") != text.npos);
        CHECK(text.find("다시 읽힙니다") != text.npos);
    }
    const auto health = json::parse(webhook_body("generic", "", content, kNow).value())
                            .at_pointer("/data/health")
                            .as_array();
    REQUIRE(health.size() == 2);
    CHECK(health[0].at("source") == "board");
    CHECK_FALSE(health[0].at("healthy").as_bool());
}
