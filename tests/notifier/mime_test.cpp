#include "base/file.hpp"
#include "notifier/mime.hpp"
#include "tests/notifier/samples.hpp"
#include "tests/support/catch.hpp"
#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

using namespace gonggo;
using namespace gonggo::notifier;

namespace {

struct Folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("gonggo-mime-" + std::to_string(::getpid()));
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
};

Mail mail_of(const RenderedDigest& d) {
    Mail m;
    m.from = {"공고 알림이", "gonggo@example.org"};
    m.to = {{"김민지", "minji@example.org"}, {"Lee, \"Jun\"", "jun@example.org"}};
    m.subject = d.subject;
    m.date = Timestamp{std::chrono::seconds{1795474800}};
    m.message_id = "3f2a.digest@gonggo.localhost";
    m.thread = "minji.thread@gonggo.localhost";
    m.list_name = "공고: 민지";
    m.list_id = "minji.gonggo.localhost";
    m.unsubscribe = "gonggo@example.org";
    m.text = d.text;
    m.html = d.html;
    return m;
}

int run(const std::string& command) {
    return std::system(command.c_str());
}

} // namespace

TEST_CASE("two independent readers decode digests of every size exactly") {
    const Folder folder;
    for (const std::size_t size : {0, 1, 12, 500}) {
        const auto digest = render_digest(tests::sample_digest(size)).value();
        auto mail = mail_of(digest);
        std::vector<std::string> names;
        if (size == 12) {
            mail.attachments = {{"이번 주 마감 일정 모음과 지원 일정.ics",
                                 "text/calendar; charset=utf-8",
                                 "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"}};
            names = {mail.attachments[0].filename};
        }
        const auto bytes = build_mime(mail).value();
        CHECK(bytes == build_mime(mail).value());
        const auto eml = (folder.path / "mail.eml").string();
        const auto want = (folder.path / "want.json").string();
        const auto seen = (folder.path / "seen").string();
        REQUIRE(write_file_atomically(eml, bytes));
        REQUIRE(write_file_atomically(want, boost::json::serialize(boost::json::value{
                                                {"subject", digest.subject},
                                                {"text", digest.text},
                                                {"html", digest.html},
                                                {"to", {"김민지", "Lee, \"Jun\""}},
                                                {"filenames", boost::json::value_from(names)}})));
        CHECK(run("python3 tests/notifier/check_mail.py " + eml + " " + want) == 0);
        REQUIRE(run("perl tests/notifier/check_mail.pl " + eml + " " + seen) == 0);
        const std::string nul(1, '\0');
        CHECK(read_file(seen).value() ==
              digest.subject + nul + digest.text + nul + digest.html + nul);
    }
}

TEST_CASE("nobody can add a header through a name or subject") {
    auto mail = mail_of({"Hi\r\nBcc: evil@example.org", "<p>x</p>", "x"});
    mail.to[0].name = "a\nX-Evil: 1";
    mail.message_id = "a>\r\nX-Evil: 2";
    const auto bytes = build_mime(mail).value();
    CHECK(bytes.find("\r\nBcc:") == bytes.npos);
    CHECK(bytes.find("\r\nX-Evil") == bytes.npos);
    mail.to[0].address = "a@b.kr>\r\nX-Evil: 3";
    CHECK_FALSE(build_mime(mail));
    mail.to[0].address = "a@b.kr\r\nRCPT TO:<c@d>";
    CHECK_FALSE(build_mime(mail));
}

TEST_CASE("mailboxes are read with and without a name") {
    CHECK(parse_mailbox("김민지 <minji@example.org>").value().name == "김민지");
    CHECK(parse_mailbox("\"Kim, M\" <m@example.org>").value().name == "Kim, M");
    CHECK(parse_mailbox(" m@example.org ").value().address == "m@example.org");
    for (const auto* bad : {"", "minji", "@example.org", "m@", "a b@c.kr", "<>", "a@b.kr, c@d.kr"})
        CHECK_FALSE(parse_mailbox(bad));
}

TEST_CASE("base64 agrees with the vectors of RFC 4648") {
    CHECK(base64("") == "");
    CHECK(base64("f") == "Zg==");
    CHECK(base64("fo") == "Zm8=");
    CHECK(base64("foobar") == "Zm9vYmFy");
}

TEST_CASE("ids made of Korean names stay apart") {
    auto mail = mail_of({"s", "h", "t"});
    mail.message_id = "digest-민지-1@gonggo.localhost";
    const auto first = build_mime(mail).value();
    mail.message_id = "digest-준호-1@gonggo.localhost";
    CHECK(first.find("Message-ID: <digest-ebafbceca780-1@gonggo.localhost>") != first.npos);
    CHECK(build_mime(mail).value() != first);
}
